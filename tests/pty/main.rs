//! The program as a person at a terminal meets it: questions, the editor, single keys, Ctrl-C; and
//! as a script meets it, where nothing may ever wait.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "tests run programs and look at files")]

mod add;
mod credits;
mod desk;
mod edit;
mod narrow;
mod nobody;
mod review;
mod screen;
mod undo;
mod waiting;

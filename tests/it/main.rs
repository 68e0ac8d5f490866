//! The program from outside: real commands in real repositories, one file for each noun.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test stands outside the layers, and ends where something is missing"
)]

#[path = "../desk/mod.rs"]
mod desk;

mod add;
mod build;
mod check;
mod claims;
mod clone;
mod completion;
mod concurrency;
mod contributor;
mod correct;
mod credits;
mod demo;
mod edit;
mod examples;
mod exchange;
mod expunge;
mod files;
mod gate;
mod help;
mod hints;
mod hooks;
mod hostile;
mod import;
mod incoming;
mod init;
mod json;
mod kinds;
mod man;
mod one_step;
mod private;
mod publish;
mod read;
mod record;
mod released;
mod remote;
mod resting;
mod review_flow;
mod sample;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod shift;
mod site_jobs;
mod story;
mod takedown;
mod theme;
mod trace;
mod undo;
mod unreadable;
mod unsettled;
mod untouched;
mod versions;
mod walk;
mod ways_round;

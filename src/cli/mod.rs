//! Words in, words out: arguments, prompts and editors on one side, terminal and JSON on the other.

pub mod input;
pub mod view;

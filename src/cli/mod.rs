//! Words in, words out: arguments, prompts and editors on one side, terminal and JSON on the other.

pub mod editor;
pub mod error;
pub mod input;
pub mod interrupt;
pub mod pager;
pub mod prompt;
pub mod surroundings;
//! Words in, words out.

pub mod view;

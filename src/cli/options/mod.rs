//! Options that several commands share.

mod medium;
mod words;

pub use medium::MediaOptions;
pub use words::{EditOptions, StoryOptions, WordsOptions};

//! Options that several commands share.

mod change;
mod facts;
mod medium;
mod rows;
mod who;
mod words;

pub use medium::{MediaOptions, NumberedMedia};
pub use rows::RowOptions;
pub use who::{credit, each, myself};
pub use words::{EditOptions, RestsOn, StoryOptions, WordsOptions};

//! Arguments that several commands share, each group with what it means at the desk.
//!
//! | file | which arguments |
//! | --- | --- |
//! | `act.rs` | what an act is on, and what is said with it: `DOC`, `-m`, `--tell-readers`, `--submit` |
//! | `words.rs` | the words of a post or story |
//! | `rows.rs`, `change.rs` | rows of its lists: taken out, changed |
//! | `media.rs`, `fact.rs` | media, and what is said of each |
//! | `who.rs` | people: an id, a name, `you` |

mod act;
mod change;
mod fact;
mod media;
mod rows;
mod who;
mod words;

pub use act::{Doc, Docs, Notice, Remark, Submission, Why};
pub use media::{MediaOptions, NumberedMedia};
pub use rows::RowOptions;
pub use who::{credit, each, known};
pub use words::{EditOptions, PointOptions, RestsOn, StoryOptions, WordsOptions};

//! Who did what, from credits, reviews and history.
//!
//! [`tally()`] counts posts and words by person, role or story; [`attribute_words`] finds whose the
//! words of a text are; [`printed_line`], [`byline`] and [`names`] name people to readers.

mod attribute;
mod filter;
mod line;
mod table;
mod tally;
mod work;

pub use attribute::{Draft, Word, attribute_words, origins, shares};
pub use filter::{Filter, InvalidMonth, Month};
pub use line::{byline, join_names, names, printed_line};
pub use table::to_csv;
pub use tally::{GroupBy, Row, missing, tally};
pub use work::{Author, Work};

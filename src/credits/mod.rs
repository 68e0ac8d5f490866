//! Who did what, from credits, reviews and history.
//!
//! [`tally()`] counts posts and words by person, role, story, place, kind, month or day, [`cross()`] by
//! two of them, [`Tally`] such that what other works come to can be added; [`attribute_words`] finds whose the words of a text are; [`printed_line`], [`byline`]
//! and [`names`] name people to readers; [`payroll`] and [`to_csv`] write sheets.

mod attribute;
mod filter;
mod group;
mod join;
mod line;
mod sheet;
mod tally;
mod work;

pub use attribute::{Draft, Word, attribute_words, origins, shares};
pub use filter::{Filter, InvalidMonth, Month, Who};
pub use group::{Group, GroupBy};
pub use join::{ISOLATE, isolated, join, join_names, without_isolation};
pub use line::{byline, contributors, known_as, names, printed_line, sentences};
pub use sheet::{LineEnd, payroll, to_csv};
pub use tally::{Cross, Row, Tally, cross, missing, tally, unnamed};
pub use work::{Author, Kind, Work};

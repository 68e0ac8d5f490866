//! Times as people type and read them, in the zone of the story.
//!
//! What is understood is arithmetic on the wall clock of the zone, which is then looked up there: a
//! local time that the clocks skip or that they show twice is refused, never guessed.

mod parse;
mod show;
mod wording;

pub use parse::{
    Month, TimeError, parse_day, parse_month, parse_past, parse_since, parse_time, parse_until,
};
pub use show::{clock, show_ago, show_day, show_time, zone_city};

//! Pages for the desk itself: each is one file, whole without script.

mod axis;
mod chart;
mod credits;
mod lanes;
mod page;
mod shift;

pub use credits::{Credits, Section, credits};
pub use lanes::Mark;
pub use shift::{Done, End, Left, Night, Waited, shift};

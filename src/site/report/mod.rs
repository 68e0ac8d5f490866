//! Pages for the desk itself, made of counts: each is one file, whole without script.

mod chart;
mod credits;

pub use credits::{Credits, Section, credits};

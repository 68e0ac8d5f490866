//! The page of a shift: the night as a timeline, by person, and how long each thing waited.

mod night;
mod times;
mod view;

pub use night::{Done, End, Left, Night, Waited};

use super::page;
use crate::site::error::SiteError;

/// The page, as HTML.
///
/// # Errors
///
/// A template that does not fit; it is built in.
pub fn shift(night: &Night) -> Result<String, SiteError> {
    page::render("shift.html", include_str!("shift.html"), &view::page(night))
}

#[cfg(test)]
mod tests;

//! Values as words for a person and as JSON: one noun a module.

pub mod audit;
pub mod ci;
pub mod claim;
pub mod columns;
pub mod contributor;
pub mod correction;
pub mod credit;
pub mod diff;
pub mod doctor;
pub mod document;
pub mod expunge;
pub mod findings;
pub mod foreign;
pub mod json;
pub mod log;
pub mod outcome;
pub mod output;
pub mod place;
pub mod status;
pub mod story;
pub mod summary;
pub mod sync;
pub mod time;
pub mod words;

pub use columns::{Columns, Fit};
pub use foreign::{Foreign, ForeignLines};

use super::context::Context;

/// Aligned columns for a terminal; separated by tabs where nobody looks.
pub fn columns(context: &Context, columns: &Columns) -> String {
    if context.surroundings.stdout_terminal {
        columns.aligned(context.width(), Fit::Cut, context.colour())
    } else {
        columns.plain()
    }
}

/// Text of a file on one line, with hidden marks made visible.
pub fn shown(text: &str) -> String {
    Foreign(text).to_string()
}

//! Values as words for a person.

pub mod columns;
pub mod foreign;
pub mod json;
pub mod place;
pub mod time;
pub mod words;

pub use columns::{Columns, Fit};
pub use foreign::{Foreign, ForeignLines};
//! What is shown, one noun a module.

pub mod findings;

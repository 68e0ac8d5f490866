//! An opened desk: its two lines, who is at it, and what this clone remembers.

pub(super) mod config;
pub(super) mod keyboard;
pub(super) mod lines;
pub(super) mod notes;
pub(super) mod open;
pub(super) mod store;
pub(super) mod upkeep;

pub use store::Store;

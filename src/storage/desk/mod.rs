//! An opened desk: its two lines, who is at it, and what this clone remembers.

pub(super) mod identity;
pub(super) mod notes;
pub(super) mod store;
pub(super) mod upkeep;

pub use identity::Identity;
pub use store::{Line, Store};

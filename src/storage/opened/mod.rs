//! A desk's repository, opened: its two lines, who is at it, and what this clone remembers.

mod config;
mod keyboard;
mod lines;
mod notes;
mod open;
mod store;
mod upkeep;

pub use store::Store;

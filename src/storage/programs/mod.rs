//! The programs of others: git and what signs, and those that git runs for a repository.

mod beside;
mod driver;
pub(super) mod entrusted;
mod hooks;
mod info;
pub(super) mod program;

pub use driver::{merge_lines, read_for_merge, write_merged};
pub use entrusted::{Named, NotEntrusted};

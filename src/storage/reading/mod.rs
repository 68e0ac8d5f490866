//! What is there: commits, their files, and those of the work tree, read and never changed.

pub(super) mod blob;
pub(super) mod branches;
pub(super) mod changes;
pub(super) mod earlier;
mod entries;
pub(super) mod header;
mod history;
pub(super) mod index;
pub(super) mod names;
mod path_index;
pub(super) mod proposed;
pub(super) mod revision;
pub(super) mod saved;
mod since;
pub(super) mod staged;
pub(super) mod trailers;
pub(super) mod tree;
mod under_way;

pub use changes::PathChange;
pub use history::Version;
pub use revision::CommitInfo;
pub use under_way::{Stages, UnderWay};

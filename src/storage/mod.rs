//! Where the desk lives: the only room that names git2, runs git, or touches the desk's files.
//!
//! A [`Store`] is an opened desk. It reads trees, blobs and commits as owned values, and changes
//! them by [`Store::write`], which takes a [`Batch`] of described commits, or [`Store::advance`]: either
//! puts all of it on the disk, or says why not and changes nothing.
#![expect(clippy::disallowed_types, reason = "this is the room that names git2")]

mod caches;
mod exchange;
mod ground;
mod opened;
mod programs;
mod proof;
mod reading;
#[cfg(test)]
pub(crate) mod testing;
mod writing;

pub use caches::{
    Among, Basis, Changed, Derived, FactFilter, Facts, Found, Left, NotedStory, ReleaseWords,
    SiteNotes, Unsaved, WordHit, WordHits, WordRun, WordSearch, file_mark,
};
pub use exchange::{Cause, Clone, Fork, Pushed, SITE_NOT_BUILT, Settle, There, Update};
pub use ground::{
    BlobId, CommitId, GitWork, Identity, InvalidObjectId, Line, StorageError, Tell, Watcher,
    when_cut_short, when_long,
};
pub(crate) use ground::{Progress, check_path, disk, threads};
pub use opened::Store;
pub use programs::{Named, NotEntrusted, merge_lines, read_for_merge, write_merged};
pub(crate) use proof::Ahead;
pub use proof::{OddEntry, Transition};
pub use reading::{CommitInfo, PathChange, Stages, UnderWay, Version};
pub use writing::{
    Advance, AsOf, Batch, Change, Edits, EditsOf, Likeness, Merge, Plan, RecordPlans, Saved,
    Written, record_root_plan,
};

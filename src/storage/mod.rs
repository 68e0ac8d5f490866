//! Where the desk lives: the only layer that names git2, touches the file system or runs git.
//!
//! A [`Store`] is an opened desk. It reads trees, blobs and commits as owned values, and changes
//! them in one place, [`Store::write`], which takes a [`Batch`] of described commits and either
//! puts all of it on the disk or says why not and changes nothing.
#![expect(clippy::disallowed_types, reason = "this is the layer that names git2")]

mod adopt;
mod cache;
mod chain;
mod clone;
mod commit;
mod driver;
mod durable;
mod entrusted;
mod error;
mod exchange;
mod facts;
mod header;
mod history;
mod hooks;
mod identity;
mod index;
mod join;
mod journal;
mod lock;
mod memo;
mod names;
mod notes;
mod object;
mod plan;
mod program;
mod proposal;
mod record;
mod recovery;
mod refresh;
mod refs;
mod remake;
mod revision;
mod signature;
mod site_dir;
mod site_url;
mod staged;
mod store;
#[cfg(test)]
pub(crate) mod testing;
mod trailers;
mod transition;
mod tree;
mod upkeep;
mod word_index;
mod worktree;

pub use clone::Clone;
pub use driver::{merge_lines, read_for_merge, write_merged};
pub use entrusted::{Named, NotEntrusted};
pub use error::StorageError;
pub use exchange::{Cause, Pushed, There};
pub use facts::{Basis, Derived, FactFilter, Facts, Found, file_mark};
pub use history::Version;
pub use identity::Identity;
pub use join::{Fork, Settle};
pub use object::{BlobId, CommitId, InvalidObjectId};
pub use plan::{Advance, AsOf, Batch, Change, Merge, Plan, RecordPlans, Saved, Written};
pub use proposal::Update;
pub use record::record_root_plan;
pub use refresh::Changed;
pub use remake::{Edits, EditsOf, Likeness};
pub use revision::CommitInfo;
pub use site_dir::{SiteDir, SiteFile, SiteWrite};
pub use site_url::fetch_text;
pub use store::{Line, Store};
pub use transition::{OddEntry, Transition};
pub use tree::PathChange;

//! What is about to happen, for whoever finds this writer dead.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::storage::ground::durable;
use crate::storage::{BlobId, CommitId, StorageError};

/// A change that is under way: its objects are on the disk, its branches may have moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    /// The title of its first commit.
    pub(super) title: String,
    /// When it was made (RFC 3339).
    pub(super) at: String,
    /// The work tree it was made in.
    pub(super) worktree: PathBuf,
    /// Whether that work tree shows the desk's branch.
    pub(super) settles: bool,
    /// The branches it moves, the desk's first.
    pub(super) moves: Vec<Move>,
    /// The desk's files it changes.
    pub(super) files: Vec<Touched>,
}

/// One branch's move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::storage) struct Move {
    /// The branch's full name.
    pub(in crate::storage) reference: String,
    /// From where; `None` where the branch is new.
    pub(in crate::storage) old: Option<CommitId>,
    /// To where.
    pub(in crate::storage) new: CommitId,
}

/// One file that a change brings from an old to a new content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Touched {
    /// The path from the desk's root.
    pub(super) path: String,
    /// What the branch had.
    pub(super) old: Option<BlobId>,
    /// What the branch has after.
    pub(super) new: Option<BlobId>,
    /// What of the work tree is in the new content already.
    pub(super) seen: Option<Seen>,
    /// Whether the new file may be run.
    #[serde(default)]
    pub(super) executable: bool,
}

/// A work tree's file as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seen {
    /// Its name; `None` where there was no file.
    pub(super) id: Option<BlobId>,
    /// Its bytes, for a merge; a recovery has none and merges nothing.
    #[serde(skip)]
    pub(super) bytes: Option<Vec<u8>>,
}

impl Journal {
    /// Puts it on the disk.
    pub(super) fn write(&self, common: &Path) -> Result<(), StorageError> {
        let text = serde_json::to_vec_pretty(self).map_err(|error| StorageError::Program {
            doing: "write the journal".to_owned(),
            message: error.to_string(),
        })?;
        durable::replace(&path(common), &text)
    }

    /// The journal a dead writer left; one that cannot be read was never in force.
    pub(super) fn read(common: &Path) -> Result<Option<Self>, StorageError> {
        Ok(durable::read(&path(common))?.and_then(|text| serde_json::from_slice(&text).ok()))
    }
}

/// Whether a writer is at work or died at it.
pub(super) fn exists(common: &Path) -> bool {
    path(common).exists()
}

/// Takes it away: nothing is under way any more.
pub(super) fn remove(common: &Path) -> Result<(), StorageError> {
    let path = path(common);
    durable::remove(&path)?;
    durable::flush_folder_of(&path)
}

pub(super) fn path(common: &Path) -> PathBuf {
    common.join("journal")
}

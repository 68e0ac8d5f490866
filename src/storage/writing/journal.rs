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
    /// Files of changes before it that the work tree or the index could not get: a full disk, an
    /// index that another program held.
    #[serde(default)]
    pub(super) owed: Vec<Touched>,
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

    /// All files that the work tree has to get, each once: this change's, and those still owed.
    pub(super) fn shown(&self) -> Vec<Touched> {
        let mut shown = self.files.clone();
        for owed in &self.owed {
            match shown.iter_mut().find(|file| file.path == owed.path) {
                Some(file) => file.old.clone_from(&owed.old), // what the work tree has by now
                None => shown.push(owed.clone()),
            }
        }
        shown
    }

    /// Ends it: taken away where nothing is owed, or kept for that alone.
    pub(super) fn close(&self, common: &Path, owed: Vec<Touched>) -> Result<(), StorageError> {
        if owed.is_empty() {
            return remove(common);
        }
        let (moves, files) = (Vec::new(), Vec::new());
        Self { settles: true, moves, files, owed, ..self.clone() }.write(common)
    }

    /// The journal a dead writer left; one that cannot be read was never in force.
    pub(super) fn read(common: &Path) -> Result<Option<Self>, StorageError> {
        Ok(durable::read(&path(common))?.and_then(|text| serde_json::from_slice(&text).ok()))
    }
}

/// These files as they are owed to the index, where the work tree has got all but some of them.
pub(super) fn owed_to_index(mut files: Vec<Touched>, behind: &[Touched]) -> Vec<Touched> {
    for file in &mut files {
        if !behind.iter().any(|other| other.path == file.path) {
            file.old.clone_from(&file.new); // what the work tree has by now
        }
    }
    files
}

/// Whether a writer is at work or died at it.
pub(super) fn exists(common: &Path) -> bool {
    path(common).exists()
}

/// Takes it away: nothing is under way any more.
fn remove(common: &Path) -> Result<(), StorageError> {
    let path = path(common);
    durable::remove(&path)?;
    durable::flush_folder_of(&path)
}

pub(super) fn path(common: &Path) -> PathBuf {
    common.join("journal")
}

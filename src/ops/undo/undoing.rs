//! What is about to be taken back.

use crate::desk::Edit;
use crate::model::{Desk, DocPath, Moment};
use crate::storage::{Change, CommitId};

/// The trailer value of what takes an act back.
pub(super) const ACTION: &str = "undo";

/// The trailer that names the commit which was taken back.
pub(super) const UNDOES: &str = "Newsroom-Undoes";

/// The last act of a person, and what becomes of it.
pub struct Undoing {
    /// What it was, as its commit's title says.
    pub title: String,
    /// What it did, as commits say it: `approve`; a release's kind.
    pub action: String,
    /// The commit: the desk's, or the record's where the act made none at the desk.
    pub commit: CommitId,
    /// When it was done.
    pub at: Moment,
    /// It put words on the record, which was not sent.
    pub released: bool,
    /// What becomes of it, a line each.
    pub said: Vec<String>,
    pub(super) edits: Vec<Edit>,
    pub(super) along: Vec<Change>,
    pub(super) settings: Option<Box<Desk>>,
    pub(super) record: Option<OffRecord>,
}

/// Releases that come off the record again.
pub(super) struct OffRecord {
    /// The record with them.
    pub(super) tip: CommitId,
    /// The record without them.
    pub(super) before: CommitId,
    /// Their kind.
    pub(super) kind: String,
    /// Their documents.
    pub(super) paths: Vec<DocPath>,
}

impl Undoing {
    pub(super) fn of(message: &str, action: &str, commit: CommitId, at: Moment) -> Self {
        Self {
            title: message.lines().next().unwrap_or_default().to_owned(),
            action: action.to_owned(),
            commit,
            at,
            released: false,
            said: Vec::new(),
            edits: Vec::new(),
            along: Vec::new(),
            settings: None,
            record: None,
        }
    }
}

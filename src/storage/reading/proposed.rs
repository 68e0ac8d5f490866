//! What a push would make of a line, before any branch shows it.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::storage::CommitId;

/// A commit and the blob it made, both in hex.
pub(super) type Kept = (String, Option<String>);

/// The newest commit that a push would make of a line.
#[derive(Debug)]
pub(in crate::storage) struct Proposed {
    pub(in crate::storage) tip: CommitId,
    pub(super) added: OnceCell<Added>,
}

/// What it would add to the index of paths.
#[derive(Debug)]
pub(super) struct Added {
    /// It does not go on from what is there, and stands for itself.
    pub(super) anew: bool,
    pub(super) versions: HashMap<String, Vec<Kept>>,
    /// Its commits, parents before children.
    pub(super) order: Vec<CommitId>,
}

impl Proposed {
    /// That commit, of which nothing more is known yet.
    pub(in crate::storage) fn new(tip: CommitId) -> Self {
        Self { tip, added: OnceCell::new() }
    }
}

//! The commits that changed the settings lawfully, and which of them holds where.

use std::collections::HashSet;

use super::error::JudgeError;
use crate::model::SETTINGS;
use crate::storage::{BlobId, CommitId, Store};

/// The commits that changed the settings lawfully, oldest first; none where that cannot be judged.
#[derive(Debug, Default)]
pub(super) struct Lawful {
    commits: Vec<CommitId>,
    /// What they made of the settings.
    settings: HashSet<BlobId>,
}

impl Lawful {
    pub(super) fn of(store: &Store, commits: Vec<CommitId>) -> Result<Self, JudgeError> {
        let mut settings = HashSet::new();
        for commit in &commits {
            settings.extend(store.entry(commit, SETTINGS)?);
        }
        Ok(Self { commits, settings })
    }

    pub(super) fn commits(&self) -> &[CommitId] {
        &self.commits
    }

    /// The commit whose settings hold after that one: itself, where a lawful step brought what it
    /// has.
    pub(super) fn holding(&self, store: &Store, at: &CommitId) -> Result<CommitId, JudgeError> {
        let own = store.entry(at, SETTINGS)?;
        let is_lawful =
            self.commits.is_empty() || own.is_some_and(|own| self.settings.contains(&own));
        let holds = if is_lawful { None } else { last_before(store, &self.commits, at)? };
        Ok(holds.unwrap_or_else(|| at.clone()))
    }
}

/// The newest of these in the history up to a commit.
pub(super) fn last_before(
    store: &Store,
    lawful: &[CommitId],
    at: &CommitId,
) -> Result<Option<CommitId>, JudgeError> {
    for commit in lawful.iter().rev() {
        if store.is_ancestor(commit, at)? {
            return Ok(Some(commit.clone()));
        }
    }
    Ok(None)
}

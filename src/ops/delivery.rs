//! What the shared desk has of what was done here.

use std::collections::BTreeSet;

use super::session::{Loaded, Session};
use crate::storage::Line;

impl Session {
    /// How many commits of this machine the shared desk does not have.
    pub fn waiting(&self) -> usize {
        [Line::Desk, Line::Record]
            .into_iter()
            .map(|line| self.store.unsent(line).map_or(0, |commits| commits.len()))
            .sum()
    }

    /// The ids of documents that the shared desk does not have as they are here; `None` where there
    /// is nowhere to send to.
    pub fn unsent_documents(&self) -> Option<BTreeSet<String>> {
        if !self.store.has_remote() {
            return None;
        }
        let mut ids = BTreeSet::new();
        for line in [Line::Desk, Line::Record] {
            for commit in self.store.unsent(line).ok()? {
                let trailers = self.store.commit_info(&commit).ok()?.trailers;
                let named = trailers.into_iter().filter(|(name, _)| name == "Newsroom-Document");
                ids.extend(named.map(|(_, id)| id));
            }
        }
        Some(ids)
    }

    /// Whether the shared desk has a document as it is here; `None` where there is none.
    pub fn is_sent(&self, loaded: &Loaded) -> Option<bool> {
        self.unsent_documents().map(|unsent| !unsent.contains(loaded.document.id().as_str()))
    }
}

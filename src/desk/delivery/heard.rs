//! What the shared desk was last heard to have, and what of this machine it does not have.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::desk::loaded::Loaded;
use crate::desk::session::Session;
use crate::model::{Digest, Moment};
use crate::storage::{CommitId, Line, Store, There};

/// The name of the note.
const HEARD: &str = "heard";

/// What the shared desk had when it was last asked and all it had was lawful.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// When.
    pub at: Moment,
    /// The remote's name.
    pub remote: String,
    /// The desk's newest commit.
    pub desk: Option<CommitId>,
    /// The record's newest commit.
    pub record: Option<CommitId>,
}

/// Where it is kept: for each address apart, so that to ask another one forgets nothing of this one.
fn note(store: &Store) -> Option<String> {
    let (name, url) = (store.remote()?, store.remote_url()?);
    Some(format!("{HEARD}-{}", Digest::of(format!("{name} {url}").as_bytes())))
}

/// Remembers what the shared desk had; a clone that cannot be written to forgets.
pub(crate) fn remember(store: &Store, at: Moment, there: There) {
    let Some(remote) = store.remote() else { return };
    let heard = Heard { at, remote, desk: there.desk, record: there.record };
    if let (Some(note), Ok(text)) = (note(store), serde_json::to_string(&heard)) {
        let _ = store.set_note(&note, &text);
    }
}

impl Session {
    /// What was last heard from the shared desk; `None` where it was never asked.
    pub fn heard(&self) -> Option<Heard> {
        serde_json::from_str(&self.store.note(&note(&self.store)?)?).ok()
    }

    /// Remembers what was heard.
    pub(super) fn set_heard(&self, desk: Option<CommitId>, record: Option<CommitId>) {
        remember(&self.store, self.now, There { desk, record });
    }

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

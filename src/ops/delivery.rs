//! What the shared desk has of what was done here, and what came of asking it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::session::{Loaded, Session};
use crate::audit::Finding;
use crate::model::{ContributorId, Digest, DocPath, Moment, ReleaseKind};
use crate::storage::{Cause, CommitId, Line, Store, There};
use crate::workflow::Refusal;

/// Whether the shared desk has what was done here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Sent {
    /// There is nowhere to send to.
    #[default]
    NoRemote,
    /// It was not to be sent: `--no-send`, `newsroom.send = false`, a dry run.
    SwitchedOff,
    /// It has everything.
    Done,
    /// It was not reached, or did not take it.
    Not(Cause),
    /// What it has is not lawful: nothing of that was taken over, and nothing was sent.
    Unlawful(Vec<Finding>),
    /// What it has cannot be put together with what is here by this person: why, and what to do.
    Apart(String, String),
}

/// What came of an exchange with the shared desk.
#[derive(Debug, Clone, Default)]
pub struct Delivery {
    /// Whether the shared desk has what was done here.
    pub sent: Sent,
    /// How many commits of this machine wait to be sent.
    pub waiting: usize,
    /// How many steps of others came to the desk.
    pub steps: usize,
    /// How many releases of others came.
    pub releases: usize,
    /// What the person has to know of what was put together.
    pub told: Vec<Told>,
    /// Failures that lost nothing.
    pub warnings: Vec<String>,
    /// How often others were faster.
    pub retries: u32,
}

/// What somebody has to know after the work of several was put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// A release of this machine was made already by somebody else: there is one.
    ReleasedAlready {
        /// The document.
        doc: Named,
        /// Of what kind it is.
        kind: ReleaseKind,
        /// Who released it.
        by: ContributorId,
        /// The number of that release.
        n: u32,
    },
    /// A release of this machine was not made on the shared record.
    NotReleased {
        /// The document.
        doc: Named,
        /// Why not.
        why: NotReleased,
    },
    /// Two people changed the same words: both are kept, and somebody settles it.
    Conflict {
        /// The document.
        doc: Named,
        /// The fields.
        fields: Vec<String>,
    },
    /// Both sides set this, and the shared desk's stands: what, and where one's own is.
    SharedStands {
        /// The file, and what in it.
        what: String,
        /// The commit that has one's own.
        own: CommitId,
    },
}

/// A document as people name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Where it is.
    pub path: DocPath,
    /// The first letters of its id.
    pub short: String,
    /// Its headline.
    pub headline: String,
}

/// Why a release was not made on the shared record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotReleased {
    /// The desk's rules forbid it as things are now.
    Refused(Refusal),
    /// Somebody released other words meanwhile.
    OtherWords {
        /// Who.
        by: ContributorId,
        /// The number of that release.
        n: u32,
    },
    /// The words are not what they were any more.
    WordsChanged,
    /// Whoever released it is nobody at the desk any more.
    Stranger(String),
    /// Its commit must be signed by whoever released it.
    SignedByAnother(ContributorId),
    /// The words were erased on an order meanwhile.
    Erased,
    /// The settings that readers have are the same already.
    NothingNew,
}

impl Named {
    /// As messages name it.
    pub(super) fn of(loaded: &Loaded) -> Self {
        let headline = loaded.document.headline();
        let headline = if headline.is_empty() { loaded.path.slug() } else { headline };
        Self { path: loaded.path.clone(), short: loaded.short(), headline: headline.to_owned() }
    }
}

impl Told {
    /// Whether something that the person did does not hold on the shared desk.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::NotReleased { why, .. } if *why != NotReleased::NothingNew)
    }

    /// The document of which a release was not made.
    pub fn unreleased(&self) -> Option<&DocPath> {
        match self {
            Self::ReleasedAlready { doc, .. } | Self::NotReleased { doc, .. } => Some(&doc.path),
            Self::Conflict { .. } | Self::SharedStands { .. } => None,
        }
    }
}

impl Delivery {
    /// Whether the shared desk was asked and nothing is held back.
    pub fn is_done(&self) -> bool {
        self.sent == Sent::Done
    }
}

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

const HEARD: &str = "heard";

/// Where it is kept: for each address apart, so that to ask another one forgets nothing of this one.
fn note(store: &Store) -> Option<String> {
    let (name, url) = (store.remote()?, store.remote_url()?);
    Some(format!("{HEARD}-{}", Digest::of(format!("{name} {url}").as_bytes())))
}

/// Remembers what the shared desk had; a clone that cannot be written to forgets.
pub(super) fn remember(store: &Store, at: Moment, there: There) {
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

//! What the shared desk has of what was done here, and what came of asking it.

use crate::audit::Finding;
use crate::desk::loaded::Loaded;
use crate::model::{ContributorId, DocPath, ReleaseKind};
use crate::storage::{Cause, CommitId};
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

/// Why this person may not put both together, and what to do.
pub(super) type Apart = (String, String);

/// A tip of the desk that has both, and what is to be told of it.
#[derive(Debug, Clone)]
pub(super) struct Joined {
    pub(super) tip: CommitId,
    pub(super) told: Vec<Told>,
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

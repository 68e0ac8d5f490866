//! One place in a story or post where words stand or stood, and who answers for them.

use std::rc::Rc;

use super::case::{Signature, Step};
use super::spans::Span;
use super::text::Part;
use crate::desk::Loaded;
use crate::format::PublicClaim;
use crate::model::{Digest, Moment, Release};
use crate::storage::{CommitId, CommitInfo, Identity};

/// What readers see of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// They see them.
    Now,
    /// They saw them, and see them no more.
    Before,
    /// They see them only later: the moment that is asked about came before.
    NotYet,
    /// They never did.
    Never,
}

impl Seen {
    /// What readers see comes first.
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::Now => 0,
            Self::Before => 1,
            Self::NotYet => 2,
            Self::Never => 3,
        }
    }
}

/// Words of one hand: one after the other, from one commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The words as they stand, with what is between them.
    pub words: String,
    /// The commit that brought them; `None` where the desk's history does not have them.
    pub commit: Option<CommitInfo>,
    /// What stood in their place before; empty where nothing did, or another text.
    pub instead_of: String,
}

/// A release that let the words out, or kept them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letting {
    /// The release.
    pub release: Release,
    /// The approvals of exactly these words that it used.
    pub approvals: Vec<Step>,
    /// The second reads of what was released alone.
    pub seconds: Vec<Step>,
    /// The commit of the record.
    pub record: Option<CommitId>,
    /// Whether a court's order took its words off the record.
    pub erased: bool,
}

/// How the words stand at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtDesk {
    /// Whether they stand there in the file as it was at that moment.
    pub stands: bool,
    /// What these words of the document are, all of them.
    pub digest: Option<Digest>,
    /// Who had approved exactly these.
    pub approvals: Vec<Step>,
}

/// One place in a story or post where the words stand or stood.
#[derive(Debug, Clone)]
pub struct Place {
    /// The document, as it was last read.
    pub loaded: Rc<Loaded>,
    /// What readers see of the words, at the moment that is asked about.
    pub seen: Seen,
    /// Whether the words are not told, nor whose they are: every release of them was erased by a
    /// court's order.
    pub erased: bool,
    /// In what part of it; `None` where they are not told.
    pub part: Option<Part>,
    /// The whole sentences in which they stand; `None` where a court's order erased them.
    pub sentence: Option<String>,
    /// Whose the words are, in their order; nothing where they are erased.
    pub runs: Vec<Run>,
    /// The releases of words that had them, oldest first.
    pub lettings: Vec<Letting>,
    /// From when to when readers saw them.
    pub spans: Vec<Span>,
    /// When readers first see them, where that is later than the moment asked about.
    pub later: Option<Release>,
    /// What readers were told since they saw them first.
    pub told: Vec<Release>,
    /// What is flagged among the words, as readers had it last.
    pub claims: Vec<PublicClaim>,
    /// What stands in their place by then, where readers see something there.
    pub instead: Option<String>,
    /// How they stand at the desk.
    pub desk: AtDesk,
    /// How each commit that is named here is signed.
    pub signatures: Vec<Signature>,
    /// Whether somebody typed steps into the document that were not theirs to take.
    pub forged: bool,
}

impl Place {
    /// The last act that readers noticed.
    pub(super) fn last_act(&self) -> Option<Moment> {
        let last = self.spans.last()?;
        Some(last.to.as_ref().unwrap_or(&last.from).at)
    }
}

/// Who made a commit of another's words, where that is somebody else.
pub fn committer(commit: &CommitInfo) -> Option<&Identity> {
    let committer = &commit.committer;
    (committer.email != commit.author.email && !committer.email.is_empty()).then_some(committer)
}

//! One act on the public record, and the ledger of a document's acts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ContributorId, CorrectionId, Digest, Moment};

/// What an act on the public record is for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum ReleaseKind {
    First,
    Update,
    Minor,
    Doubt,
    Byline,
    Layout,
    Clarification,
    Correction,
    EditorsNote,
    Pull,
    Restore,
    Retraction,
    Settings,
}

impl ReleaseKind {
    /// The word as files and flags write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Update => "update",
            Self::Minor => "minor",
            Self::Doubt => "doubt",
            Self::Byline => "byline",
            Self::Layout => "layout",
            Self::Clarification => "clarification",
            Self::Correction => "correction",
            Self::EditorsNote => "editors-note",
            Self::Pull => "pull",
            Self::Restore => "restore",
            Self::Retraction => "retraction",
            Self::Settings => "settings",
        }
    }

    /// Whether it puts words of the desk on the record (all but pull, restore and settings), and so ends a round.
    pub fn carries_words(self) -> bool {
        !matches!(self, Self::Pull | Self::Restore | Self::Settings)
    }

    /// Whether what readers are told with it is one person's word, which nobody approved.
    pub fn tells_alone(self) -> bool {
        !matches!(
            self,
            Self::Clarification | Self::Correction | Self::EditorsNote | Self::Retraction
        )
    }

    /// Whether readers are told of the act in a place of its own.
    pub fn is_told(self) -> bool {
        matches!(
            self,
            Self::Clarification
                | Self::Correction
                | Self::EditorsNote
                | Self::Pull
                | Self::Restore
                | Self::Retraction
        )
    }

    /// Whether readers see the document's time of update move.
    pub fn moves_updated(self) -> bool {
        matches!(self, Self::Update | Self::Clarification | Self::Correction | Self::EditorsNote)
    }
}

/// One act on the public record: a line of a document's ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Release {
    /// Counts from 1.
    pub n: u32,
    /// When; never earlier than the line before.
    pub at: Moment,
    /// Who let it out.
    pub by: ContributorId,
    /// What it is for.
    pub kind: ReleaseKind,
    /// The words readers see from then on (those of the last release of words, for pull and restore).
    pub digest: Digest,
    /// The round whose approvals it used.
    pub round: u32,
    /// Whose approvals it used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approved_by: Vec<ContributorId>,
    /// An editor acted alone: a second read is owed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub alone: bool,
    /// The corrections that this release carried first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<CorrectionId>,
    /// What readers are told of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tell_readers: String,
    /// The desk commit whose tree holds the words, the approvals and the rights.
    pub desk: String,
}

/// A document's acts on the public record, oldest first; only ever added to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Ledger {
    /// The acts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub releases: Vec<Release>,
}

/// How a document stands in public.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Public {
    /// Never released.
    Unpublished,
    /// Readers see it.
    Live,
    /// Down while it is checked.
    Pulled,
    /// A notice with the reason stands in its place.
    Retracted,
    /// There is no record here.
    Unknown,
}

impl Public {
    /// The word as JSON and flags write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unpublished => "unpublished",
            Self::Live => "live",
            Self::Pulled => "pulled",
            Self::Retracted => "retracted",
            Self::Unknown => "unknown",
        }
    }
}

/// So many letters may one person tell readers without another's approval.
pub const LONGEST_ALONE: usize = 500;

impl Release {
    /// What readers are shown of what it tells: nothing where a reporter pulled the own post, until
    /// an editor's words stand there.
    pub fn shown(&self) -> &str {
        if self.waits_for_an_editor() { "" } else { &self.tell_readers }
    }

    /// Whether a reporter pulled the own post.
    pub fn waits_for_an_editor(&self) -> bool {
        self.kind == ReleaseKind::Pull && self.alone
    }

    /// What is wrong with the words that one person alone tells readers, if anything.
    pub fn beyond_one(&self) -> Option<String> {
        let letters = self.tell_readers.chars().count();
        if !self.kind.tells_alone() {
            None
        } else if letters > LONGEST_ALONE {
            Some(format!(
                "what one person alone tells readers has {letters} letters, and {LONGEST_ALONE} are the most"
            ))
        } else if self.tell_readers.contains(['\n', '\r']) {
            Some("what one person alone tells readers is one paragraph".to_owned())
        } else {
            None
        }
    }
}

impl Ledger {
    /// How the document stands in public.
    pub fn public(&self) -> Public {
        match self.releases.last().map(|release| release.kind) {
            None => Public::Unpublished,
            Some(ReleaseKind::Pull) => Public::Pulled,
            Some(ReleaseKind::Retraction) => Public::Retracted,
            Some(_) if self.releases.iter().any(|r| r.kind == ReleaseKind::Retraction) => {
                Public::Retracted
            }
            Some(_) => Public::Live,
        }
    }

    /// 1 + the number of word releases.
    pub fn round(&self) -> u32 {
        1 + self.releases.iter().filter(|release| release.kind.carries_words()).count() as u32
    }

    /// The last release of words: what readers see, or saw before a pull.
    pub fn last_words(&self) -> Option<&Release> {
        self.releases.iter().rev().find(|release| release.kind.carries_words())
    }

    /// When readers first saw it; fixes its place for ever.
    pub fn first_published(&self) -> Option<Moment> {
        self.releases.first().map(|release| release.at)
    }

    /// When readers were last told of a change, where there was one.
    pub fn updated(&self) -> Option<Moment> {
        self.releases.iter().rev().find(|release| release.kind.moves_updated()).map(|r| r.at)
    }

    /// The release of that number.
    pub fn release(&self, n: u32) -> Option<&Release> {
        self.releases.iter().find(|release| release.n == n)
    }
}

//! What a person may want to do.

use crate::model::Verdict;

/// What a person may want to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the sentence of each act is in `sentence`")]
pub enum Act {
    Write,
    Submit,
    Comment,
    Approve,
    ApproveEditorsNote,
    Return,
    Spike,
    Revive,
    Stop,
    Clear,
    Publish,
    PublishDue,
    Pull,
    PullOwn,
    Restore,
    Correct,
    Retract,
    Second,
    KnowSource,
    MoveEmbargo,
    KeepMetadata,
    CloseStory,
    Settings,
}

impl Act {
    /// Every act, in the order of a document's life.
    pub const ALL: [Self; 23] = [
        Self::Write,
        Self::Submit,
        Self::Comment,
        Self::Approve,
        Self::ApproveEditorsNote,
        Self::Return,
        Self::Spike,
        Self::Revive,
        Self::Stop,
        Self::Clear,
        Self::Publish,
        Self::PublishDue,
        Self::Pull,
        Self::PullOwn,
        Self::Restore,
        Self::Correct,
        Self::Retract,
        Self::Second,
        Self::KnowSource,
        Self::MoveEmbargo,
        Self::KeepMetadata,
        Self::CloseStory,
        Self::Settings,
    ];

    /// What a review is the mark of.
    pub fn of(verdict: Verdict) -> Self {
        match verdict {
            // To take back what one said is no more than to have said that it may be read.
            Verdict::Submitted | Verdict::Withdrawn => Self::Submit,
            Verdict::Approved => Self::Approve,
            Verdict::Returned => Self::Return,
            Verdict::Comment => Self::Comment,
            Verdict::Spiked => Self::Spike,
            Verdict::Stopped => Self::Stop,
            Verdict::Cleared => Self::Clear,
            Verdict::Second => Self::Second,
        }
    }

    /// The act as the subject of a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Write => "writing",
            Self::Submit => "submitting",
            Self::Comment => "commenting",
            Self::Approve => "approving",
            Self::ApproveEditorsNote => "approving an editors' note",
            Self::Return => "returning",
            Self::Spike => "spiking",
            Self::Revive => "reviving what was spiked",
            Self::Stop => "stopping",
            Self::Clear => "clearing a stop",
            Self::Publish => "publishing",
            Self::PublishDue => "publishing what is due",
            Self::Pull => "pulling",
            Self::PullOwn => "pulling one's own post",
            Self::Restore => "restoring",
            Self::Correct => "correcting",
            Self::Retract => "retracting",
            Self::Second => "a second read",
            Self::KnowSource => "vouching for a source",
            Self::MoveEmbargo => "moving the embargo of approved words",
            Self::KeepMetadata => "filing a file with its metadata",
            Self::CloseStory => "closing or reopening a story",
            Self::Settings => "changing the desk's settings",
        }
    }
}

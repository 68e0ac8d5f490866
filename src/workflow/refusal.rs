//! Why something may not be done, with the facts that a message and its remedy need.

use super::act::Act;
use super::state::State;
use crate::model::{
    ClaimId, ContributorId, CorrectionKind, Moment, Public, ReleaseKind, Role, SourceId,
};

/// Why an act may not be done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The person's role does not have the right.
    #[error("{} is not {} to do", act.sentence(), whose(*role))]
    Role {
        /// What was to be done.
        act: Act,
        /// The person's role.
        role: Role,
    },
    /// The person no longer acts at the desk.
    #[error("{who} is retired from this desk")]
    Retired {
        /// The person.
        who: ContributorId,
    },
    /// The document's place at the desk does not allow it.
    #[error("{} makes no sense here: {}", act.sentence(), at_desk(*state))]
    State {
        /// What was to be done.
        act: Act,
        /// Where the document is.
        state: State,
    },
    /// The document's standing in public does not allow it.
    #[error("{} makes no sense here: {}", act.sentence(), in_public(*public))]
    Public {
        /// What was to be done.
        act: Act,
        /// How it stands.
        public: Public,
    },
    /// Nobody but the approver had a hand in the words.
    #[error("nobody else has read these words: a second pair of eyes is needed")]
    FourEyes {
        /// The approver.
        who: ContributorId,
    },
    /// The approver wrote some of the words, and the desk is strict.
    #[error("{who} wrote some of these words, and this desk's approver may write none")]
    OwnWords {
        /// The approver.
        who: ContributorId,
    },
    /// The person approved these words before.
    #[error("{who} approved these words already")]
    ApprovedAlready {
        /// The approver.
        who: ContributorId,
    },
    /// The person submitted these words before, and adds nothing to that.
    #[error("{who} submitted these words already")]
    SubmittedAlready {
        /// The submitter.
        who: ContributorId,
    },
    /// An editors' note was approved by somebody who may not.
    #[error("an editors' note is approved by an admin or by somebody who may")]
    EditorsNote,
    /// Nothing is stopped.
    #[error("nothing is stopped here")]
    NotStopped,
    /// It is stopped already.
    #[error("it is stopped already, by {by}")]
    StoppedAlready {
        /// Who stopped it.
        by: ContributorId,
    },
    /// No second read is owed, or it is owed by the one who asks.
    #[error("no second read is owed here")]
    NothingOwed,
    /// The second read must be somebody else's.
    #[error("the second read is somebody else's to do: {who} released it alone")]
    OwnSecond {
        /// Who released it.
        who: ContributorId,
    },
    /// The gate is closed: all the reasons.
    #[error("not ready: {} {}", reasons.len(), if reasons.len() == 1 { "reason" } else { "reasons" })]
    NotReady {
        /// All the reasons.
        reasons: Vec<Reason>,
    },
}

/// One reason why words may not be let out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Too few approvals of these words in this round.
    #[error("{}", approvals(*have, *need))]
    Approvals {
        /// How many there are.
        have: usize,
        /// How many it takes.
        need: usize,
    },
    /// Approved only by people who may not approve alone.
    #[error("nobody but {who} has had a hand in these words: a second pair of eyes is needed")]
    FourEyes {
        /// The approver.
        who: ContributorId,
    },
    /// Sent back, and neither the words nor the verdict changed since.
    #[error("returned by {by}{}", note_of(note))]
    Returned {
        /// Who returned it.
        by: ContributorId,
        /// Why.
        note: String,
    },
    /// What readers were told of an error is not as it was.
    #[error("readers were told “{note}”, and that stays as it was")]
    ToldChanged {
        /// What they were told.
        note: String,
    },
    /// A file that still says where, when or with what it was made.
    #[error("{name} still carries {removed}")]
    Metadata {
        /// The file.
        name: String,
        /// What it carries.
        removed: String,
    },
    /// A file that is used as what its name says it is not.
    #[error("`{name}` is no picture, film, sound, captions or transcript beside it")]
    NoMedium {
        /// The file.
        name: String,
    },
    /// An editors' note without the approval of somebody who may.
    #[error("an editors' note needs the approval of an admin or of somebody who may")]
    EditorsNote,
    /// A legal stop.
    #[error("stopped by {by}{}", note_of(note))]
    Stopped {
        /// Who stopped it.
        by: ContributorId,
        /// Why.
        note: String,
    },
    /// An open claim of which readers are told nothing.
    #[error("“{quote}” is {status} and readers are not told so")]
    ClaimWithoutCaveat {
        /// The claim.
        claim: ClaimId,
        /// Its words.
        quote: String,
        /// `unverified` or `disputed`.
        status: &'static str,
    },
    /// An open claim where the desk lets none out.
    #[error("“{quote}” is still {status}, and this desk publishes no open claim")]
    ClaimOpen {
        /// The claim.
        claim: ClaimId,
        /// Its words.
        quote: String,
        /// `unverified` or `disputed`.
        status: &'static str,
    },
    /// A claim that is settled, and no check of it says so.
    #[error("“{quote}” is marked {status}, and nobody's check says so")]
    ClaimUnchecked {
        /// The claim.
        claim: ClaimId,
        /// Its words.
        quote: String,
        /// `verified`, `false` or `withdrawn`.
        status: &'static str,
    },
    /// An anonymous source without a reason for readers.
    #[error("readers are not told why “{description}” is not named")]
    SourceWithoutReason {
        /// The source.
        source_id: SourceId,
        /// As readers know it.
        description: String,
    },
    /// An anonymous source that no editor knows.
    #[error("no editor has said that she knows who “{description}” is")]
    SourceUnknown {
        /// The source.
        source_id: SourceId,
        /// As readers know it.
        description: String,
    },
    /// A picture without a description.
    #[error("the {kind} {src} has no alt text")]
    AltMissing {
        /// The medium's kind.
        kind: &'static str,
        /// Its file or address.
        src: String,
    },
    /// A medium without a credit.
    #[error("the {kind} {src} has no credit")]
    CreditMissing {
        /// The medium's kind.
        kind: &'static str,
        /// Its file or address.
        src: String,
    },
    /// A file that is named and not there.
    #[error("the file {name} is not there")]
    FileMissing {
        /// Its name.
        name: String,
    },
    /// Words that are set aside for a correction.
    #[error("its words are set aside until a correction is out")]
    SetAside,
    /// Nothing to read and nothing to look at.
    #[error("there is nothing in it yet: no headline, no body, no picture")]
    Empty,
    /// Two people's words are in conflict.
    #[error("two people changed the same words; they wait to be put together")]
    Conflict,
    /// Its file cannot be read.
    #[error("its file cannot be read")]
    Unreadable,
    /// Two versions stand in the file, as git leaves them, and nobody settled which.
    #[error("git left two versions of it in {path}{}, and nobody settled which", at_line(*line))]
    Unsettled {
        /// The file.
        path: String,
        /// The line of the first conflict marker, where there are any.
        line: Option<usize>,
    },
    /// Dropped at the desk.
    #[error("it was spiked")]
    Spiked,
    /// The embargo has not passed.
    #[error("not before {}", at.time().format("%H:%M on %-d %b %Y (%:z)"))]
    Embargo {
        /// When it passes.
        at: Moment,
    },
    /// The saved file is not what was approved.
    #[error("{path} has changes that are saved and not filed")]
    UnfiledChanges {
        /// The file.
        path: String,
    },
    /// The words are live already.
    #[error("these words are live already")]
    NothingNew,
    /// Withdrawn for good.
    #[error("it was retracted, for good")]
    Retracted,
    /// Taken down; only approved words or a restore bring it back.
    #[error("it is pulled")]
    Pulled,
    /// The story it belongs to is not live yet.
    #[error("its story “{story}” is not published yet")]
    StoryNotLive {
        /// The story.
        story: String,
    },
    /// The kind that was said is gentler than what changed.
    #[error("this is no {} release: {why}", said.as_str())]
    TooGentle {
        /// What was said.
        said: ReleaseKind,
        /// What it is.
        is: ReleaseKind,
        /// Why, in words.
        why: String,
    },
    /// Words marked false are still there and nothing says so.
    #[error("“{quote}” is marked false and still stands in it")]
    FalseWordsLeft {
        /// The claim.
        claim: ClaimId,
        /// Its words.
        quote: String,
    },
    /// A release that readers must be told of says nothing.
    #[error("readers must be told what was {}", match kind { Some(CorrectionKind::Clarification) => "unclear", Some(_) => "wrong", None => "done, and why" })]
    ReadersNotTold {
        /// What kind of correction it is, where it is one.
        kind: Option<CorrectionKind>,
    },
    /// `check` calls it an error that readers would meet. Said where words are let out, and asked of
    /// no release of before.
    #[error("{message} ({code})")]
    Checked {
        /// The rule's code.
        code: &'static str,
        /// What is wrong.
        message: String,
    },
    /// This desk lets nobody do that alone.
    #[error("this desk lets nobody release a {} alone", kind.as_str())]
    NotAlone {
        /// The kind of release.
        kind: ReleaseKind,
    },
}

fn approvals(have: usize, need: usize) -> String {
    match (have, need) {
        (0, 1) => "nobody has approved these words".to_owned(),
        _ => format!("{have} of {need} approvals of these words"),
    }
}

fn at_line(line: Option<usize>) -> String {
    line.map_or_else(String::new, |line| format!(":{line}"))
}

fn note_of(note: &str) -> String {
    if note.is_empty() { String::new() } else { format!(": {note}") }
}

fn whose(role: Role) -> &'static str {
    match role {
        Role::Reporter => "a reporter's",
        Role::Editor => "an editor's",
        Role::Admin => "an admin's",
        Role::Publisher => "the publisher's",
        Role::None => "for somebody who is only credited",
    }
}

fn at_desk(state: State) -> &'static str {
    match state {
        State::Draft => "it is a draft",
        State::InReview => "it is in review",
        State::Approved => "these words are approved",
        State::AsPublished => "these words are live already",
        State::Returned => "it was returned to its reporter",
        State::Spiked => "it was spiked",
        State::NeedsMerge => "two people changed the same words, which wait to be put together",
        State::Unreadable => "its file cannot be read",
    }
}

fn in_public(public: Public) -> &'static str {
    match public {
        Public::Unpublished => "it was never published",
        Public::Live => "readers see it",
        Public::Pulled => "it is pulled",
        Public::Retracted => "it was retracted, for good",
        Public::Unknown => "the public record is not on this machine",
    }
}

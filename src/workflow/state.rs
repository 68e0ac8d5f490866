//! Where a document is on its two axes, derived from its reviews, its words and the record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::submission::submission_of;
use crate::model::{
    ContributorId, Desk, Digest, Document, Ledger, Moment, Public, Release, Review, Verdict,
};

/// Where a document is at the desk.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
#[expect(missing_docs, reason = "a doc comment on a variant would spoil the schema's `enum`")]
pub enum State {
    Draft,
    InReview,
    Approved,
    AsPublished,
    Returned,
    Spiked,
    NeedsMerge,
    Unreadable,
}

impl State {
    /// Every state, in the order of a document's life.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::InReview,
        Self::Returned,
        Self::Approved,
        Self::AsPublished,
        Self::Spiked,
        Self::NeedsMerge,
        Self::Unreadable,
    ];

    /// The word as JSON and flags write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Approved => "approved",
            Self::AsPublished => "as_published",
            Self::Returned => "returned",
            Self::Spiked => "spiked",
            Self::NeedsMerge => "needs_merge",
            Self::Unreadable => "unreadable",
        }
    }
}

/// A legal stop that nobody has cleared yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Who stopped it.
    pub by: ContributorId,
    /// When.
    pub at: Moment,
    /// Why, for the desk.
    pub note: String,
    /// Who is asked to clear it.
    pub until: Option<ContributorId>,
}

/// Where a document is on its two axes, and the facts behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// At the desk.
    pub state: State,
    /// In public.
    pub public: Public,
    /// 1 + the number of word releases.
    pub round: u32,
    /// The desk's words; `None` in a conflict.
    pub digest: Option<Digest>,
    /// The words last released.
    pub live: Option<Digest>,
    /// A legal stop.
    pub stopped: Option<Stop>,
    /// Those who approved the desk's words in this round, first first.
    pub approved_by: Vec<ContributorId>,
    /// Those who submitted them in this round.
    pub submitted_by: Vec<ContributorId>,
    /// Those who returned them in this round, and have not approved since.
    pub returned_by: Vec<ContributorId>,
    /// Who released alone, where a second read is owed.
    pub second_read_owed: Option<ContributorId>,
    /// A reporter pulled it, and no editor's words stand in its place yet.
    pub notice_owed: bool,
}

impl Standing {
    /// Where a document is, from its reviews, its words and its ledger (`None`: there is no record here).
    pub fn of(
        document: &Document,
        digest: Option<Digest>,
        ledger: Option<&Ledger>,
        desk: &Desk,
    ) -> Self {
        let empty = Ledger::default();
        let public = ledger.map_or(Public::Unknown, Ledger::public);
        let ledger = ledger.unwrap_or(&empty);
        let round = ledger.round();
        let live = ledger.last_words().map(|release| release.digest);
        let here: Vec<&Review> = document
            .reviews()
            .iter()
            .filter(|review| review.round == round && review.digest == digest && digest.is_some())
            .collect();
        let mut standing = Self {
            state: State::Draft,
            public,
            round,
            digest,
            live,
            stopped: stop(document),
            approved_by: people(&here, |review| is_last_verdict(&here, review, Verdict::Approved)),
            submitted_by: people(&here, |review| submission_of(&here, &review.by).is_some()),
            returned_by: people(&here, |review| is_last_verdict(&here, review, Verdict::Returned)),
            second_read_owed: owed(document, ledger),
            notice_owed: ledger.releases.last().is_some_and(Release::waits_for_an_editor),
        };
        standing.approved_by.retain(|id| may_approve(desk, id));
        let waits = here.iter().any(|review| submission_of(&here, &review.by).is_some());
        standing.state = standing.derive(document, desk, waits);
        standing
    }

    /// The same for a document whose file cannot be read any more: only what protects readers may be
    /// done to it, until somebody mends the file.
    pub fn unreadable(self) -> Self {
        Self { state: State::Unreadable, ..self }
    }

    fn derive(&self, document: &Document, desk: &Desk, waits: bool) -> State {
        if self.digest.is_none() {
            State::NeedsMerge
        } else if is_spiked(document, desk) && self.live.is_none() {
            State::Spiked
        } else if self.digest == self.live {
            State::AsPublished
        } else if !self.returned_by.is_empty() {
            State::Returned
        } else if self.approved_by.len() >= desk.policy.approvals as usize {
            State::Approved
        } else if waits || !self.approved_by.is_empty() {
            State::InReview
        } else {
            State::Draft
        }
    }
}

/// A legal stop stands until it is cleared, whatever becomes of the words.
fn stop(document: &Document) -> Option<Stop> {
    let last = document
        .reviews()
        .iter()
        .rev()
        .find(|review| matches!(review.verdict, Verdict::Stopped | Verdict::Cleared))?;
    (last.verdict == Verdict::Stopped).then(|| Stop {
        by: last.by.clone(),
        at: last.at,
        note: last.note.clone(),
        until: last.until.clone(),
    })
}

/// A person's last verdict on the words counts, and only that; to take an approval back is a verdict
/// on that approval alone.
fn is_last_verdict(here: &[&Review], review: &Review, verdict: Verdict) -> bool {
    let last = here.iter().rev().find(|other| {
        let counts = match other.verdict {
            Verdict::Approved | Verdict::Returned => true,
            Verdict::Withdrawn => verdict == Verdict::Approved,
            _ => false,
        };
        other.by == review.by && counts
    });
    last.is_some_and(|last| last.verdict == verdict)
}

/// A spiked document is dropped until an editor submits it again.
fn is_spiked(document: &Document, desk: &Desk) -> bool {
    let reviews = document.reviews();
    reviews.iter().rposition(|review| review.verdict == Verdict::Spiked).is_some_and(|at| {
        !reviews[at..]
            .iter()
            .any(|review| review.verdict == Verdict::Submitted && may_approve(desk, &review.by))
    })
}

/// What was done alone owes a second read until somebody else reads those words or a later release is
/// approved. Whoever pulls and restores is alone.
fn owed(document: &Document, ledger: &Ledger) -> Option<ContributorId> {
    let takedown = ledger.releases.last().filter(|last| !last.kind.carries_words());
    if let Some(last) = takedown {
        let read = document.reviews().iter().any(|review| {
            review.verdict == Verdict::Second && review.by != last.by && review.at > last.at
        });
        if !read {
            return Some(last.by.clone());
        }
    }
    let unread = |release: &&Release| {
        release.alone
            && !document.reviews().iter().any(|review| {
                review.verdict == Verdict::Second
                    && review.digest == Some(release.digest)
                    && review.by != release.by
            })
    };
    let read_since = |release: &&Release| {
        document.reviews().iter().any(|review| {
            review.verdict == Verdict::Second
                && review.by != release.by
                && ledger
                    .releases
                    .iter()
                    .any(|later| later.n > release.n && review.digest == Some(later.digest))
        })
    };
    ledger
        .releases
        .iter()
        .rev()
        .filter(|release| release.kind.carries_words())
        .take_while(|release| release.alone)
        .find(|release| unread(release) && !read_since(release))
        .map(|release| release.by.clone())
}

fn people(here: &[&Review], counts: impl Fn(&Review) -> bool) -> Vec<ContributorId> {
    let mut people: Vec<ContributorId> = Vec::new();
    for review in here.iter().filter(|review| counts(review)) {
        if !people.contains(&review.by) {
            people.push(review.by.clone());
        }
    }
    people
}

pub(super) fn may_approve(desk: &Desk, id: &ContributorId) -> bool {
    desk.contributor(id).is_some_and(|person| person.role.edits())
}

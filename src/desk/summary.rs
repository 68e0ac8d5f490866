//! One line about a document: what lists, queues and the status are made of.

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use super::set_aside::SetAside;
use crate::check::quote;
use crate::format::{Problem, position};
use crate::model::{
    Claim, ClaimStatus, Coverage, Credit, Desk, Digest, DocId, DocPath, Document, Ledger, Moment,
    Public, ReleaseKind, Review, Verdict,
};
use crate::workflow::{Standing, State};

/// One line about a document. Times are RFC 3339.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Names it for ever.
    pub id: DocId,
    /// Where its file is.
    pub path: DocPath,
    /// The name of its story's folder.
    pub story: String,
    /// Headline or title.
    pub headline: String,
    /// Its place at the desk.
    pub state: State,
    /// Its standing in public.
    pub public: Public,
    /// The number of the last release, where there is one.
    pub release: Option<u32>,
    /// The desk's words.
    pub digest: Option<Digest>,
    /// When it was filed.
    pub created: String,
    /// When readers first saw it.
    pub first_published: Option<String>,
    /// When readers were last told of a change.
    pub updated: Option<String>,
    /// Listed among the key events.
    pub key_event: bool,
    /// Subjects.
    pub tags: Vec<String>,
    /// Who is credited.
    pub credits: Vec<Credit>,
    /// Claims, all of them.
    pub claims: Vec<ClaimLine>,
    /// Posts it rests on.
    pub rests_on: Vec<DocId>,
    /// When readers were last told that it was wrong, while it still is so that others have to be
    /// looked at: corrected, clarified, pulled, retracted.
    pub fell: Option<Fell>,
    /// When somebody who answers for its words last looked at the whole: it was released, or an
    /// editor left a comment; what was never released was filed or submitted.
    pub looked_at: String,
    /// The same, of the words alone: when all of them were last let out, or filed.
    pub let_out: String,
    /// The post a story shows first.
    pub pinned: Option<DocId>,
    /// Whether a story is still covered; a post has none.
    pub live_coverage: Option<bool>,
    /// Who stopped it and why.
    pub stopped: Option<(String, String)>,
    /// Who released it alone, where a second read is owed.
    pub second_read_owed: Option<String>,
    /// When the current words were submitted.
    pub submitted: Option<String>,
    /// Who submitted them.
    pub submitted_by: Vec<String>,
    /// Who approved them.
    pub approved_by: Vec<String>,
    /// Asks to be read first.
    pub urgent: bool,
    /// An embargo.
    pub publish_at: Option<String>,
    /// Words of it were approved, and are not out.
    pub was_approved: bool,
    /// Words were let out at its hour or after it.
    pub hour_spent: bool,
    /// The reason it was returned for.
    pub returned: Option<String>,
    /// How many corrections it carries.
    pub corrections: usize,
    /// A story's own time zone; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub timezone: String,
    /// How many words its text has.
    #[serde(default)]
    pub words: usize,
    /// It is another post in another language.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub translation: bool,
    /// Somebody else sent it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sent_in: bool,
    /// The words that readers were last given, where they are not the desk's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Digest>,
    /// Why its file cannot be read; the rest is then as it was last read.
    pub unreadable: Option<Mistake>,
    /// What is set aside beside it until its correction is released.
    pub set_aside: Option<SetAside>,
}

/// An act by which readers were told that words were wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fell {
    /// When.
    pub at: String,
    /// What it was.
    pub kind: ReleaseKind,
}

/// The first mistake of a file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    /// Its line, counted from 1; `None` where there is no file.
    pub line: Option<usize>,
    /// What is wrong.
    pub why: String,
}

impl Mistake {
    /// The first of these mistakes in a text.
    pub fn first(text: &str, problems: &[Problem]) -> Self {
        let first = problems.first();
        Self {
            line: Some(first.map_or(1, |problem| position(text, problem.span.start).line)),
            why: first.map_or_else(String::new, |problem| problem.message.clone()),
        }
    }

    /// There is no file any more.
    pub fn gone() -> Self {
        Self { line: None, why: "the file is gone".to_owned() }
    }
}

/// A claim in a [`Summary`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimLine {
    /// Names it within the document.
    pub id: String,
    /// Its words.
    pub quote: String,
    /// What is known of them.
    pub status: ClaimStatus,
    /// What readers are told.
    pub caveat: String,
    /// When it was first looked at.
    pub since: Option<String>,
    /// When it was last looked at.
    pub at: Option<String>,
    /// Whether the words still stand in the document.
    pub standing: bool,
    /// Whether readers see the words.
    pub live: bool,
}

/// That words do not go out at the hour they were to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Late {
    /// The hour; it may be to come.
    pub at: Moment,
    /// They are set aside until a correction is out; else they are not approved.
    pub aside: bool,
}

impl Summary {
    /// The line about a document that stands so.
    pub fn of(
        path: &DocPath,
        document: &Document,
        standing: &Standing,
        ledger: Option<&Ledger>,
        desk: &Desk,
    ) -> Self {
        let here = |verdict: Verdict| {
            document.reviews().iter().rev().find(move |review| {
                review.verdict == verdict
                    && review.round == standing.round
                    && review.digest == standing.digest
            })
        };
        let names = |people: &[crate::model::ContributorId]| {
            people.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let (story, post) = (document.as_story(), document.as_post());
        let shown = ledger.and_then(Ledger::last_words).map(|release| release.digest);
        Self {
            id: document.id().clone(),
            path: path.clone(),
            story: path.story().to_owned(),
            headline: document.headline().to_owned(),
            state: standing.state,
            public: standing.public,
            release: ledger.and_then(|ledger| ledger.releases.last()).map(|release| release.n),
            digest: standing.digest,
            created: document.created().rfc3339(),
            first_published: ledger.and_then(Ledger::first_published).map(|at| at.rfc3339()),
            updated: ledger.and_then(Ledger::updated).map(|at| at.rfc3339()),
            key_event: post.is_some_and(|post| post.key_event),
            tags: document.tags().clone(),
            credits: document.credits().clone(),
            claims: claim_lines(
                document,
                None,
                (standing.public == Public::Live).then_some(document),
            ),
            rests_on: document.rests_on().into_iter().cloned().collect(),
            fell: ledger.and_then(fell),
            looked_at: looked_at(document, standing, ledger, desk),
            let_out: let_out(document, ledger).to_utc().rfc3339(),
            pinned: story.and_then(|story| story.pinned.clone()),
            live_coverage: story.map(|story| story.coverage == Coverage::Live),
            stopped: standing.stopped.as_ref().map(|s| (s.by.to_string(), s.note.clone())),
            second_read_owed: standing.second_read_owed.as_ref().map(ToString::to_string),
            submitted: here(Verdict::Submitted)
                .filter(|_| standing.state != State::Draft)
                .map(|review| review.at.rfc3339()),
            submitted_by: names(&standing.submitted_by),
            approved_by: names(&standing.approved_by),
            urgent: here(Verdict::Submitted).is_some_and(|review| review.urgent),
            publish_at: document.publish_at().map(|at| at.rfc3339()),
            was_approved: was_approved(document, standing, ledger),
            hour_spent: document.publish_at().is_some_and(|hour| {
                let releases = ledger.iter().flat_map(|ledger| &ledger.releases);
                releases.filter(|one| one.kind.carries_words()).any(|one| one.at >= hour)
            }),
            returned: here(Verdict::Returned).map(|review| review.note.clone()),
            corrections: document.corrections().len(),
            timezone: story.map_or_else(String::new, |story| story.timezone.clone()),
            words: document.quotable().iter().map(|text| text.unicode_words().count()).sum(),
            translation: post.is_some_and(|post| post.translation_of.is_some()),
            sent_in: post.is_some_and(|post| post.origin.is_some()),
            shown: shown.filter(|shown| standing.digest != Some(*shown)),
            unreadable: None,
            set_aside: None,
        }
    }

    /// The time that orders it: first published, else filed.
    pub fn at(&self) -> Option<crate::model::Moment> {
        self.first_published.as_ref().unwrap_or(&self.created).parse().ok()
    }

    /// That it was to go out and does not: by its own words, or by those set aside.
    pub fn late(&self, now: Moment) -> Option<Late> {
        if self.stopped.is_some() {
            return None;
        }
        let own = self.lost_its_hour(now).map(|at| Late { at, aside: false });
        own.or_else(|| self.hour_aside(now).map(|at| Late { at, aside: true }))
    }

    /// The hour of words that lost the approval they had for it, or that it found waiting for one.
    fn lost_its_hour(&self, now: Moment) -> Option<Moment> {
        let open = matches!(
            self.state,
            State::Draft | State::InReview | State::Returned | State::NeedsMerge
        );
        let at = self.publish_at.as_ref().filter(|_| open && !self.hour_spent)?;
        let at: Moment = at.parse().ok()?;
        let waits = self.state == State::InReview && at <= now;
        (self.was_approved || waits).then_some(at)
    }

    /// The hour that has passed for approved words which are set aside.
    fn hour_aside(&self, now: Moment) -> Option<Moment> {
        let aside = self.set_aside.as_ref().filter(|aside| aside.state == State::Approved)?;
        let at: Moment = aside.publish_at.as_ref()?.parse().ok()?;
        (at <= now).then_some(at)
    }

    /// Whether readers see words that are marked false.
    pub fn live_and_false(&self) -> bool {
        self.claims.iter().any(ClaimLine::live_and_false)
    }

    /// The line where the desk holds other words than readers see, or has set some aside: what is
    /// said of claims goes by all of them.
    pub fn with_claims_of(
        mut self,
        document: &Document,
        aside: Option<&Document>,
        live: Option<&Document>,
    ) -> Self {
        self.claims = claim_lines(document, aside, live);
        self
    }

    /// What it goes by: its headline or title, else its slug.
    pub fn heading(&self) -> &str {
        if self.headline.is_empty() { self.path.slug() } else { &self.headline }
    }

    /// The first four letters of its id.
    pub fn short(&self) -> &str {
        &self.id.as_str()[..4]
    }

    /// Whether it is a story's line.
    pub fn is_story(&self) -> bool {
        self.path.is_story()
    }
}

impl ClaimLine {
    /// Whether readers see words that are marked false.
    pub fn live_and_false(&self) -> bool {
        self.status == ClaimStatus::False && self.live
    }
}

/// Whether words were approved in this round, or for an hour in the one before, and are not out: an
/// approval that a correction came before is to be given anew.
fn was_approved(document: &Document, standing: &Standing, ledger: Option<&Ledger>) -> bool {
    let is_out = |digest| {
        ledger
            .iter()
            .flat_map(|ledger| &ledger.releases)
            .any(|release| Some(release.digest) == digest)
    };
    document.reviews().iter().any(|review| {
        let before = review.round + 1 == standing.round && review.not_before.is_some();
        review.verdict == Verdict::Approved
            && (review.round == standing.round || before)
            && !is_out(review.digest)
    })
}

/// The claims of a document and of the words that are set aside, whichever was looked at last.
fn claim_lines(
    document: &Document,
    aside: Option<&Document>,
    live: Option<&Document>,
) -> Vec<ClaimLine> {
    let mut claims: Vec<&Claim> = document.claims().iter().collect();
    for claim in aside.iter().flat_map(|aside| aside.claims()) {
        match claims.iter_mut().find(|here| here.id == claim.id) {
            Some(here) if last_check(claim) > last_check(here) => *here = claim,
            Some(_) => {}
            None => claims.push(claim),
        }
    }
    claims.into_iter().map(|claim| claim_line(claim, document, live)).collect()
}

fn claim_line(claim: &Claim, document: &Document, live: Option<&Document>) -> ClaimLine {
    ClaimLine {
        id: claim.id.to_string(),
        quote: claim.quote.clone(),
        status: claim.status,
        caveat: claim.caveat.clone(),
        since: claim.checks.first().map(|check| check.at.rfc3339()),
        at: last_check(claim).map(|at| at.to_utc().rfc3339()),
        standing: quote::stands(document, &claim.quote),
        live: live.is_some_and(|live| quote::stands(live, &claim.quote)),
    }
}

fn last_check(claim: &Claim) -> Option<Moment> {
    claim.checks.last().map(|check| check.at)
}

/// The last act that told readers of something wrong; a pull that was taken back is none.
fn fell(ledger: &Ledger) -> Option<Fell> {
    use ReleaseKind as K;
    let mut restored = false;
    for release in ledger.releases.iter().rev() {
        match release.kind {
            K::Restore => restored = true,
            K::Pull if restored => restored = false,
            K::Clarification | K::Correction | K::Retraction | K::Pull => {
                return Some(Fell { at: release.at.to_utc().rfc3339(), kind: release.kind });
            }
            _ => {}
        }
    }
    None
}

/// When somebody who answers for the words last looked at the whole of them.
fn looked_at(
    document: &Document,
    standing: &Standing,
    ledger: Option<&Ledger>,
    desk: &Desk,
) -> String {
    let counts = |review: &&Review| match review.verdict {
        Verdict::Submitted => standing.public == Public::Unpublished,
        Verdict::Comment => desk.contributor(&review.by).is_some_and(|person| person.role.edits()),
        _ => false,
    };
    let reviews = document.reviews().iter().filter(counts).map(|review| review.at);
    let last = reviews.chain([let_out(document, ledger)]).max();
    last.map_or_else(String::new, |at| at.to_utc().rfc3339())
}

/// When the whole of its words was last let out, or filed.
fn let_out(document: &Document, ledger: Option<&Ledger>) -> Moment {
    use ReleaseKind as K;
    let whole = [K::First, K::Update, K::Clarification, K::Correction, K::EditorsNote];
    let released = ledger.iter().flat_map(|ledger| &ledger.releases);
    let released = released.filter(|release| whole.contains(&release.kind)).map(|r| r.at);
    released.max().unwrap_or(*document.created())
}

//! A document as one commit has it, and what the steps up to there prove of it.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use rpds::VectorSync;

use super::aside::Aside;
use super::evidence::{Evidence, Version};
use super::reviews::{self, Reviews, lets_out};
use crate::model::{
    Contributor, ContributorId, Desk, Digest, Document, FourEyes, Ledger, Moment, Review,
    Signatures, Verdict,
};
use crate::workflow::{Act, Standing, State, authorize};

/// A document as one commit has it.
#[derive(Debug, Clone)]
pub struct Filed {
    /// What it says.
    pub document: Arc<Document>,
    /// The digest of its words; `None` in a conflict.
    pub digest: Option<Digest>,
    /// What the steps up to here prove of it.
    pub trail: Arc<Trail>,
}

/// What the steps up to a version of a document prove of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trail {
    words: VectorSync<Words>,
    reviews: Reviews,
    /// The same without steps that let words out and are not sure to be their person's; `None` where
    /// all are.
    sure: Option<Arc<Reviews>>,
    /// Who checked what, and who knows whom.
    evidence: Arc<Evidence>,
    /// What the last step says of words that it takes back, as their people said it before.
    again: Arc<Vec<Review>>,
    /// Whether an editor moved the embargo last.
    pub embargo_by_editor: bool,
}

/// The words as they were since one step.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Words {
    digest: Option<Digest>,
    how: How,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum How {
    Written(Option<ContributorId>),
    OverAside(Option<ContributorId>),
    TakenBack,
}

impl Trail {
    /// The trail after one more step: from the versions in its parents to `document`, by `author`.
    pub fn after(
        before: &[&Filed],
        aside: Aside<'_>,
        document: &Document,
        digest: Option<Digest>,
        author: Option<&Contributor>,
    ) -> Self {
        Self::after_step(before, aside, document, digest, author, true)
    }

    /// The same; `sure` says whether the step is its person's by more than its author line, where
    /// the desk has come to ask for that.
    pub fn after_step(
        before: &[&Filed],
        aside: Aside<'_>,
        document: &Document,
        digest: Option<Digest>,
        author: Option<&Contributor>,
        sure: bool,
    ) -> Self {
        let mut trail = match before.iter().find(|earlier| earlier.digest == digest) {
            Some(same) => (*same.trail).clone(),
            None => Self::joined(before),
        };
        let fresh = !before.iter().any(|earlier| earlier.digest == digest);
        let how = fresh.then(|| trail.how(before, aside, document, author));
        let new = new_reviews(before, document);
        let all = || before.iter().map(|earlier| &earlier.trail.reviews);
        let came = brings_what_came(before, document);
        let again = |known: &Reviews| match (aside, &how) {
            (Aside::TakenBack(_, words), Some(How::TakenBack)) => known.standing_again(&new, words),
            _ => Vec::new(),
        };
        let back = again(&Reviews::joined(all()));
        trail.reviews = Reviews::after(all(), new.iter().copied(), author, came, &back);
        trail.again = Arc::new(back);
        let unsure = |review: &&&Review| !sure && lets_out(review);
        let apart = before.iter().any(|earlier| earlier.trail.sure.is_some());
        trail.sure = (apart || new.iter().any(|review| unsure(&review))).then(|| {
            let known = || before.iter().map(|earlier| earlier.trail.sure());
            let back = again(&Reviews::joined(known()));
            let new = new.iter().filter(|review| !unsure(review)).copied();
            Arc::new(Reviews::after(known(), new, author, came, &back))
        });
        let versions: Vec<Version<'_>> = before.iter().map(|earlier| earlier.version()).collect();
        trail.evidence = Evidence::after(&versions, aside, document, author);
        if let Some(how) = how {
            trail.words.push_back_mut(Words { digest, how });
        }
        if before.iter().all(|earlier| earlier.document.publish_at() != document.publish_at()) {
            trail.embargo_by_editor =
                author.is_some_and(|person| authorize(person, Act::MoveEmbargo).is_ok());
        }
        trail
    }

    /// The words of every parent, those of the first one first.
    fn joined(before: &[&Filed]) -> Self {
        let mut trail = before.first().map(|first| (*first.trail).clone()).unwrap_or_default();
        for earlier in before.iter().skip(1) {
            let known: HashSet<&Words> = trail.words.iter().collect();
            let new = earlier.trail.words.iter().filter(|words| !known.contains(words));
            let new: Vec<Words> = new.cloned().collect();
            trail.words.extend(new);
        }
        trail
    }

    /// How words came to be in a document: what is taken back has stood in it before.
    fn how(
        &self,
        before: &[&Filed],
        aside: Aside<'_>,
        document: &Document,
        author: Option<&Contributor>,
    ) -> How {
        let who = author.map(|person| person.id.clone());
        let stood = |digest| self.words.iter().any(|words| words.digest == digest);
        match aside {
            Aside::Set => How::OverAside(who),
            Aside::TakenBack(words, digest)
                if stood(digest) && adds_nothing(before, words, document) =>
            {
                How::TakenBack
            }
            Aside::Untouched | Aside::TakenBack(..) => How::Written(who),
        }
    }

    /// Those who wrote the words since the last of these releases, oldest first.
    ///
    /// While a correction is drafted over words that were set aside, only the correction's; once
    /// these are put back, theirs again.
    pub fn writers(&self, released: &[Digest]) -> BTreeSet<ContributorId> {
        self.hands(released, false)
    }

    /// Those of whom four eyes are asked, as the desk's policy asks them. Where somebody else has to
    /// have had a hand in the words, whoever put them back as they stood before wrote none of them;
    /// where no writer may approve, that person did write.
    pub fn writers_for(&self, policy: FourEyes, released: &[Digest]) -> BTreeSet<ContributorId> {
        self.hands(released, policy == FourEyes::Other)
    }

    fn hands(&self, released: &[Digest], back_is_nobodys: bool) -> BTreeSet<ContributorId> {
        let ends = self.ends(released);
        let (mut writers, mut aside) = (BTreeSet::new(), BTreeSet::new());
        let mut stood: BTreeMap<Digest, BTreeSet<ContributorId>> = BTreeMap::new();
        for (at, words) in self.words.iter().enumerate() {
            let before = words.digest.and_then(|digest| stood.get(&digest)).cloned();
            match &words.how {
                How::Written(_) if before.is_some() => writers = before.unwrap_or_default(),
                How::Written(who) => writers.extend(who.clone()),
                How::OverAside(who) => {
                    aside = std::mem::take(&mut writers);
                    writers.extend(who.clone());
                }
                How::TakenBack => writers.append(&mut aside),
            }
            if ends.contains(&at) {
                writers.clear();
                stood.clear();
            }
            if let Some(digest) = words.digest.filter(|_| back_is_nobodys) {
                stood.insert(digest, writers.clone());
            }
        }
        writers
    }

    /// For each release, the last place where the words became those released, before the next
    /// release's.
    fn ends(&self, released: &[Digest]) -> Vec<usize> {
        let mut ends = Vec::new();
        let all: Vec<Option<Digest>> = self.words.iter().map(|words| words.digest).collect();
        let mut words = all.as_slice();
        for digest in released.iter().rev() {
            let at = words.iter().rposition(|words| *words == Some(*digest));
            if let Some(at) = at {
                ends.push(at);
                words = &words[..at];
            }
        }
        ends
    }

    /// The same, with what was held back at the desk and these steps do not know of.
    pub fn aware(&self, held: impl IntoIterator<Item = Review>) -> Self {
        let mut trail = self.clone();
        let held: Vec<Review> = held.into_iter().collect();
        if let Some(sure) = &mut trail.sure {
            Arc::make_mut(sure).hold(held.iter().cloned());
        }
        trail.reviews.hold(held);
        trail
    }

    /// What holds a document back by the reviews given until `at`, whatever words it had then.
    pub fn held_back(
        &self,
        document: &Document,
        (digest, at): (Digest, Moment),
        ledger: &Ledger,
        desk: &Desk,
    ) -> Vec<Review> {
        let mut until = self.proven(document, desk);
        until.reviews_mut().retain(|review| review.at <= at);
        let standing = Standing::of(&until, Some(digest), Some(ledger), desk);
        let holds = |review: &&Review| match review.verdict {
            Verdict::Stopped => standing.stopped.as_ref().is_some_and(|stop| stop.at == review.at),
            Verdict::Returned => standing.returned_by.contains(&review.by),
            Verdict::Spiked => standing.state == State::Spiked,
            _ => false,
        };
        until.reviews().iter().filter(holds).cloned().collect()
    }

    /// Whether the document has had words of that digest.
    pub(super) fn has_had(&self, digest: Option<Digest>) -> bool {
        self.words.iter().any(|words| words.digest == digest)
    }

    /// The reviews that their people gave and had the right to give; those that hold a document back
    /// stand last.
    pub fn reviews(&self) -> Vec<Review> {
        self.reviews.in_force()
    }

    /// The steps that are sure to be their person's.
    fn sure(&self) -> &Reviews {
        self.sure.as_deref().unwrap_or(&self.reviews)
    }

    /// Whether the last step adds this review only as its person gave it before, about words that
    /// were set aside and that the step takes back.
    pub(super) fn stands_again(&self, review: &Review) -> bool {
        self.again.contains(review)
    }

    /// Whether somebody typed steps into the document that were not theirs to take.
    pub fn has_forged_steps(&self) -> bool {
        self.reviews.has_forged()
    }

    /// Who checked what, and who knows whom.
    pub(super) fn evidence(&self) -> &Arc<Evidence> {
        &self.evidence
    }

    /// The document with the reviews that its people gave, in the order of history and whatever has
    /// become of them in the file, and without checks and entries of `known_to` that are not their
    /// person's. Where the desk asks for signatures, a step that lets words out has one, or was there
    /// when the desk began to ask.
    pub fn proven(&self, document: &Document, desk: &Desk) -> Document {
        let mut document = document.clone();
        let signed = desk.policy.signatures == Signatures::Required;
        let reviews = if signed { self.sure() } else { &self.reviews };
        *document.reviews_mut() = reviews.in_force();
        self.evidence.keep_proven(&mut document);
        document
    }
}

impl Filed {
    /// What the evidence of a next step is made from.
    fn version(&self) -> Version<'_> {
        Version { document: &self.document, evidence: &self.trail.evidence }
    }
}

/// Whether a step brings what somebody else sent, or another version of it.
pub(super) fn brings_what_came(before: &[&Filed], document: &Document) -> bool {
    let origin = |document: &Document| document.as_post().and_then(|post| post.origin.clone());
    let now = origin(document);
    now.is_some() && before.iter().all(|earlier| origin(&earlier.document) != now)
}

/// The reviews that none of the versions before has; one that is there once more is new, too.
pub fn new_reviews<'a>(before: &[&Filed], document: &'a Document) -> Vec<&'a Review> {
    reviews::new_in(document, before.iter().map(|earlier| &*earlier.document))
}

/// Whether every paragraph is one of the words before or of those that were set aside.
fn adds_nothing(before: &[&Filed], aside: &Document, document: &Document) -> bool {
    let sources: Vec<&Document> =
        before.iter().map(|earlier| &*earlier.document).chain([aside]).collect();
    let known: BTreeSet<&str> = sources.iter().flat_map(|source| paragraphs(source)).collect();
    paragraphs(document).iter().all(|paragraph| known.contains(paragraph))
}

fn paragraphs(document: &Document) -> Vec<&str> {
    let texts = document.quotable().into_iter().chain(
        document.claims().iter().flat_map(|claim| [claim.caveat.as_str(), claim.quote.as_str()]),
    );
    texts.flat_map(|text| text.split("\n\n")).map(str::trim).collect()
}

//! What the steps up to a version of a document prove of it.

use std::collections::{BTreeMap, BTreeSet};

use super::step::Filed;
use crate::model::{
    Check, Claim, ClaimId, ClaimStatus, Contributor, ContributorId, Desk, Digest, Document, Ledger,
    Moment, Review, Source, SourceId, Verdict, woven,
};
use crate::workflow::{Act, Standing, State, authorize};

/// What the steps up to a version of a document prove of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trail {
    words: Vec<Words>,
    /// Reviews that their person gave and had the right to give, as history has them.
    reviews: Vec<Review>,
    /// Whether there were others.
    forged: bool,
    /// Who was said to know which source, under which description, and whether they said so.
    known: BTreeMap<(SourceId, String, ContributorId), bool>,
    /// Every check, and whether its person added it.
    checks: BTreeMap<(ClaimId, Check), bool>,
    /// Every standing that a check of its own once gave a claim.
    settled: BTreeSet<(ClaimId, ClaimStatus)>,
    /// The claims whose standing now is one that nobody's check gave them.
    unchecked: BTreeSet<ClaimId>,
    /// Whether an editor moved the embargo last.
    pub embargo_by_editor: bool,
}

/// The words as they were since one step.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Words {
    digest: Option<Digest>,
    how: How,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum How {
    Written(Option<ContributorId>),
    OverAside(Option<ContributorId>),
    TakenBack,
}

/// What became, in a step, of words that were set aside for a correction.
#[derive(Debug, Clone, Copy)]
pub enum Aside<'a> {
    /// Nothing.
    Untouched,
    /// The words before this step were set aside.
    Set,
    /// These, of that digest, were put together with the words before this step.
    TakenBack(&'a Document, Option<Digest>),
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
        let mut trail = match before.iter().find(|earlier| earlier.digest == digest) {
            Some(same) => (*same.trail).clone(),
            None => Self::joined(before),
        };
        trail.reviews = Vec::new();
        trail.unchecked = BTreeSet::new();
        for earlier in before {
            trail.learn(&earlier.trail);
        }
        if !before.iter().any(|earlier| earlier.digest == digest) {
            let how = trail.how(before, aside, document, author);
            trail.words.push(Words { digest, how });
        }
        trail.steps(before, document, author);
        trail.standings(before, aside, document);
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
            let new: Vec<Words> = earlier
                .trail
                .words
                .iter()
                .filter(|words| !trail.words.contains(words))
                .cloned()
                .collect();
            trail.words.extend(new);
        }
        trail
    }

    /// Takes over what another parent proves, its words apart.
    fn learn(&mut self, other: &Self) {
        self.reviews = woven(&self.reviews, &other.reviews, |review| review.verdict.bearing());
        self.forged |= other.forged;
        for (entry, own) in &other.known {
            *self.known.entry(entry.clone()).or_insert(*own) |= *own;
        }
        for (entry, own) in &other.checks {
            *self.checks.entry(entry.clone()).or_insert(*own) |= *own;
        }
        self.settled.extend(other.settled.iter().cloned());
    }

    fn steps(&mut self, before: &[&Filed], document: &Document, author: Option<&Contributor>) {
        let who = author.map(|person| &person.id);
        for review in new_reviews(before, document) {
            let own = author.filter(|person| person.id == review.by);
            if own.is_some_and(|person| authorize(person, Act::of(review.verdict)).is_ok()) {
                self.reviews.push(review.clone());
            } else {
                self.forged = true;
            }
        }
        for source in document.sources() {
            let same = |earlier: &&Filed| {
                let was = earlier.document.source(&source.id);
                was.filter(|was| was.description == source.description).cloned()
            };
            let was: Vec<Source> = before.iter().copied().filter_map(|one| same(&one)).collect();
            for known_to in &source.known_to {
                let new = !was.iter().any(|was| was.known_to.contains(known_to));
                let own = new && Some(known_to) == who;
                *self.known.entry(vouched(source, known_to)).or_default() |= own;
            }
        }
        for (claim, check) in checks(document) {
            let was = |earlier: &&Filed| {
                earlier.document.claim(claim).is_some_and(|was| was.checks.contains(check))
            };
            let own = Some(&check.by) == who && !before.iter().any(was);
            if own {
                self.settled.insert((claim.clone(), check.status));
            }
            *self.checks.entry((claim.clone(), check.clone())).or_default() |= own;
        }
    }

    /// Which claims are settled though no check of this step says so, nor did one before.
    fn standings(&mut self, before: &[&Filed], aside: Aside<'_>, document: &Document) {
        for claim in document.claims().iter().filter(|claim| !claim.status.is_open()) {
            let was = |earlier: &&&Filed| {
                earlier.document.claim(&claim.id).is_some_and(|was| was.status == claim.status)
            };
            let mut kept = before.iter().filter(was);
            let proven = self.settles_now(before, claim)
                || kept.any(|earlier| !earlier.trail.unchecked.contains(&claim.id))
                // Words are put back with the standing that they had.
                || !matches!(aside, Aside::Untouched)
                    && self.settled.contains(&(claim.id.clone(), claim.status));
            if !proven {
                self.unchecked.insert(claim.id.clone());
            }
        }
    }

    /// Whether the last check of a claim is new in this step, its person's own, and says how it
    /// stands.
    fn settles_now(&self, before: &[&Filed], claim: &Claim) -> bool {
        let Some(check) = claim.checks.last().filter(|check| check.status == claim.status) else {
            return false;
        };
        let known = |earlier: &&Filed| {
            earlier.document.claim(&claim.id).is_some_and(|was| was.checks.contains(check))
        };
        let own = self.checks.get(&(claim.id.clone(), check.clone()));
        own == Some(&true) && !before.iter().any(known)
    }

    /// The claims whose standing now is one that nobody's check gave them.
    pub(super) fn unchecked(&self) -> &BTreeSet<ClaimId> {
        &self.unchecked
    }

    /// Whether this check was there before.
    pub(super) fn has_check(&self, claim: &ClaimId, check: &Check) -> bool {
        self.checks.contains_key(&(claim.clone(), check.clone()))
    }

    /// Whether somebody was said before to know this source as it is described.
    pub(super) fn has_known(&self, source: &Source, who: &ContributorId) -> bool {
        self.known.contains_key(&vouched(source, who))
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
        let ends = self.ends(released);
        let (mut writers, mut aside) = (BTreeSet::new(), BTreeSet::new());
        for (at, words) in self.words.iter().enumerate() {
            match &words.how {
                How::Written(who) => writers.extend(who.clone()),
                How::OverAside(who) => {
                    aside = std::mem::take(&mut writers);
                    writers.extend(who.clone());
                }
                How::TakenBack => writers.append(&mut aside),
            }
            if ends.contains(&at) {
                writers.clear();
            }
        }
        writers
    }

    /// For each release, the last place where the words became those released, before the next
    /// release's.
    fn ends(&self, released: &[Digest]) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut words = self.words.as_slice();
        for digest in released.iter().rev() {
            let at = words.iter().rposition(|words| words.digest == Some(*digest));
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
        trail.reviews.extend(held);
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
        let mut until = self.proven(document);
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

    /// The reviews that are proven.
    pub fn reviews(&self) -> &[Review] {
        &self.reviews
    }

    /// Whether somebody typed steps into the document that were not theirs to take.
    pub fn has_forged_steps(&self) -> bool {
        self.forged
    }

    /// The document with the reviews that its people gave, in the order of history and whatever has
    /// become of them in the file, and without checks and entries of `known_to` that are not their
    /// person's.
    pub fn proven(&self, document: &Document) -> Document {
        let mut document = document.clone();
        document.reviews_mut().clone_from(&self.reviews);
        for source in document.sources_mut() {
            let described = source.clone();
            let own = |who: &ContributorId| self.known.get(&vouched(&described, who)).copied();
            source.known_to.retain(|who| own(who).unwrap_or(true));
        }
        for claim in document.claims_mut() {
            let id = claim.id.clone();
            let own = |check: &Check| self.checks.get(&(id.clone(), check.clone())).copied();
            claim.checks.retain(|check| own(check).unwrap_or(!self.unchecked.contains(&id)));
            if self.unchecked.contains(&id) {
                claim.checks.retain(|check| check.status != claim.status);
            }
        }
        document
    }
}

/// Whoever vouches for a source vouches for the one that its description names.
fn vouched(source: &Source, who: &ContributorId) -> (SourceId, String, ContributorId) {
    (source.id.clone(), source.description.clone(), who.clone())
}

/// The reviews that none of the versions before has; one that is there once more is new, too.
pub(super) fn new_reviews<'a>(before: &[&Filed], document: &'a Document) -> Vec<&'a Review> {
    let mut known: BTreeMap<&Review, usize> = BTreeMap::new();
    for earlier in before {
        for (review, n) in counted(earlier.document.reviews()) {
            let most = known.entry(review).or_default();
            *most = n.max(*most);
        }
    }
    let mut new = Vec::new();
    for review in document.reviews() {
        match known.get_mut(review) {
            Some(left) if *left > 0 => *left -= 1,
            _ => new.push(review),
        }
    }
    new
}

fn counted(reviews: &[Review]) -> BTreeMap<&Review, usize> {
    let mut counted = BTreeMap::new();
    for review in reviews {
        *counted.entry(review).or_default() += 1;
    }
    counted
}

/// Every check of every claim.
pub(super) fn checks(document: &Document) -> impl Iterator<Item = (&ClaimId, &Check)> {
    document.claims().iter().flat_map(|claim| claim.checks.iter().map(|check| (&claim.id, check)))
}

/// Whether every paragraph is one of the words before or of those that were set aside.
fn adds_nothing(before: &[&Filed], aside: &Document, document: &Document) -> bool {
    let sources: Vec<&Document> =
        before.iter().map(|earlier| &earlier.document).chain([aside]).collect();
    let known: BTreeSet<&str> = sources.iter().flat_map(|source| paragraphs(source)).collect();
    paragraphs(document).iter().all(|paragraph| known.contains(paragraph))
}

fn paragraphs(document: &Document) -> Vec<&str> {
    let texts = document.quotable().into_iter().chain(
        document.claims().iter().flat_map(|claim| [claim.caveat.as_str(), claim.quote.as_str()]),
    );
    texts.flat_map(|text| text.split("\n\n")).map(str::trim).collect()
}

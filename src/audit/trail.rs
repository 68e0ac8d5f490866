//! What the steps up to a version of a document prove of it.

use std::collections::{BTreeMap, BTreeSet};

use super::step::Filed;
use crate::model::{
    Check, ClaimId, Contributor, ContributorId, Digest, Document, Moment, Review, SourceId,
};
use crate::workflow::{Act, authorize};

/// What the steps up to a version of a document prove of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trail {
    words: Vec<Words>,
    forged: Vec<Review>,
    known: BTreeMap<(SourceId, ContributorId), bool>,
    checks: BTreeSet<(ClaimId, Moment, ContributorId)>,
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
    /// These were put together with the words before this step.
    TakenBack(&'a Document),
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
        for earlier in before {
            trail.learn(&earlier.trail);
        }
        if !before.iter().any(|earlier| earlier.digest == digest) {
            trail.words.push(Words { digest, how: how(before, aside, document, author) });
        }
        let who = author.map(|person| &person.id);
        trail.steps(before, document, who);
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
        let new: Vec<Review> =
            other.forged.iter().filter(|review| !self.forged.contains(review)).cloned().collect();
        self.forged.extend(new);
        for (entry, own) in &other.known {
            *self.known.entry(entry.clone()).or_insert(*own) |= *own;
        }
        self.checks.extend(other.checks.iter().cloned());
    }

    fn steps(&mut self, before: &[&Filed], document: &Document, who: Option<&ContributorId>) {
        for review in new_reviews(before, document) {
            if Some(&review.by) != who {
                self.forged.push(review.clone());
            }
        }
        for source in document.sources() {
            for known_to in &source.known_to {
                let own = Some(known_to) == who;
                *self.known.entry((source.id.clone(), known_to.clone())).or_insert(own) |= own;
            }
        }
        for (claim, check) in checks(document) {
            self.checks.insert((claim.clone(), check.at, check.by.clone()));
        }
    }

    /// Whether this check was there before.
    pub(super) fn has_check(&self, claim: &ClaimId, check: &Check) -> bool {
        self.checks.contains(&(claim.clone(), check.at, check.by.clone()))
    }

    /// Whether somebody was said before to know this source.
    pub(super) fn has_known(&self, source: &SourceId, who: &ContributorId) -> bool {
        self.known.contains_key(&(source.clone(), who.clone()))
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

    /// The document without the reviews and the entries of `known_to` that are not their person's.
    pub fn proven(&self, document: &Document) -> Document {
        let mut document = document.clone();
        document.reviews_mut().retain(|review| !self.forged.contains(review));
        for source in document.sources_mut() {
            let id = source.id.clone();
            source
                .known_to
                .retain(|who| self.known.get(&(id.clone(), who.clone())).copied().unwrap_or(true));
        }
        document
    }
}

/// The reviews that none of the versions before has.
pub(super) fn new_reviews<'a>(before: &[&Filed], document: &'a Document) -> Vec<&'a Review> {
    let known =
        |review: &&Review| before.iter().any(|earlier| earlier.document.reviews().contains(review));
    document.reviews().iter().filter(|review| !known(review)).collect()
}

/// Every check of every claim.
pub(super) fn checks(document: &Document) -> impl Iterator<Item = (&ClaimId, &Check)> {
    document.claims().iter().flat_map(|claim| claim.checks.iter().map(|check| (&claim.id, check)))
}

fn how(
    before: &[&Filed],
    aside: Aside<'_>,
    document: &Document,
    author: Option<&Contributor>,
) -> How {
    let who = author.map(|person| person.id.clone());
    match aside {
        Aside::Set => How::OverAside(who),
        Aside::TakenBack(words) if adds_nothing(before, words, document) => How::TakenBack,
        Aside::Untouched | Aside::TakenBack(_) => How::Written(who),
    }
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

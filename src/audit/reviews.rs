//! The reviews of a document as history proves them, and which of them hold it back.
//!
//! No order of all reviews can say that of two branches: who returned on one may be followed there by
//! somebody who approved, who returned on the other, where the first one approved. So what holds is
//! kept as a set: a stop, a return, a spike or a withdrawn approval holds until the step that lets it
//! go is taken by somebody who knew of it; a merge holds what one of its sides holds and no side that
//! knows of it has let go.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Contributor, Digest, Document, Review, Verdict, woven};
use crate::workflow::submission::submission_of;
use crate::workflow::{Act, Refusal, authorize};

/// The reviews of a document as history proves them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Reviews {
    /// Those that their person gave and had the right to give, each side's in its order.
    given: Arc<Vec<Review>>,
    /// Those of them that hold the document back.
    holding: Arc<Vec<Review>>,
    /// Whether there were others.
    forged: bool,
}

impl Reviews {
    /// The reviews after one more step: from those of its parents, by `author`, who adds `new` ones;
    /// `came` says whether the step brings what somebody else sent; `back` are of words that it
    /// takes back, given before.
    pub(super) fn after<'a>(
        before: impl Iterator<Item = &'a Self>,
        new: impl Iterator<Item = &'a Review>,
        author: Option<&Contributor>,
        came: bool,
        back: &[Review],
    ) -> Self {
        let mut reviews = Self::joined(before);
        for review in new {
            if back.contains(review) {
                reviews.put(review);
                continue;
            }
            let own = author.filter(|person| person.id == review.by);
            match own.filter(|person| may_give(person, review, came).is_ok()) {
                Some(person) => reviews.give(review, person),
                None => reviews.forged = true,
            }
        }
        reviews
    }

    /// What every parent has, as one.
    pub(super) fn joined<'a>(mut before: impl Iterator<Item = &'a Self>) -> Self {
        let first = before.next().cloned().unwrap_or_default();
        before.fold(first, |ours, theirs| {
            if ours == *theirs {
                return ours;
            }
            let bearing = |review: &Review| review.verdict.bearing();
            let mut holding: Vec<Review> =
                ours.holding.iter().filter(|held| !theirs.let_go(held)).cloned().collect();
            let other = theirs.holding.iter().filter(|held| !ours.let_go(held));
            let other = other.filter(|held| !ours.holding.contains(held));
            holding.extend(other.cloned());
            Self {
                given: Arc::new(woven(&ours.given, &theirs.given, bearing)),
                holding: Arc::new(holding),
                forged: ours.forged || theirs.forged,
            }
        })
    }

    /// Whether somebody here knew of what is held, and it holds no longer.
    fn let_go(&self, held: &Review) -> bool {
        !self.holding.contains(held) && self.given.contains(held)
    }

    fn give(&mut self, review: &Review, person: &Contributor) {
        if self.holding.iter().any(|held| lets_go(review, person, held)) {
            Arc::make_mut(&mut self.holding).retain(|held| !lets_go(review, person, held));
        }
        self.put(review);
    }

    fn put(&mut self, review: &Review) {
        if holds(review.verdict) {
            self.holding = with(&self.holding, review);
        }
        self.given = with(&self.given, review);
    }

    /// Whether a review only says of words that are taken back what its person said last of those
    /// that were set aside, of that digest: that they are submitted. An approval counts in its own
    /// round alone, and is given anew.
    fn stands_again(&self, review: &Review, aside: Option<Digest>) -> bool {
        let given = self.in_force();
        let said: Vec<&Review> = given
            .iter()
            .filter(|old| (old.digest, old.round + 1) == (aside, review.round))
            .collect();
        let last = submission_of(&said, &review.by).filter(|_| aside.is_some());
        review.digest.is_some()
            && last.is_some_and(|old| again(old, review.digest, review.round) == *review)
    }

    /// Those of the reviews that stand again about words which a step takes back.
    pub(super) fn standing_again(&self, new: &[&Review], aside: Option<Digest>) -> Vec<Review> {
        let again = new.iter().filter(|review| self.stands_again(review, aside));
        again.map(|review| (*review).clone()).collect()
    }

    /// Takes in what was held back elsewhere.
    pub(super) fn hold(&mut self, held: impl IntoIterator<Item = Review>) {
        for review in held {
            Arc::make_mut(&mut self.holding).push(review.clone());
            Arc::make_mut(&mut self.given).push(review);
        }
    }

    /// All that were given; those that hold the document back stand last.
    pub(super) fn in_force(&self) -> Vec<Review> {
        let (mut others, mut holding) = (Vec::new(), Vec::new());
        for review in self.given.iter() {
            let side = if self.holding.contains(review) { &mut holding } else { &mut others };
            side.push(review.clone());
        }
        others.append(&mut holding);
        others
    }

    /// Whether somebody typed steps into the document that were not theirs to take.
    pub(super) fn has_forged(&self) -> bool {
        self.forged
    }
}

/// Whether this person may take that step. What its sender holds back is stopped by whoever brings it.
pub(super) fn may_give(person: &Contributor, review: &Review, came: bool) -> Result<(), Refusal> {
    let act = match review.verdict {
        Verdict::Stopped if came => Act::Write,
        verdict => Act::of(verdict),
    };
    authorize(person, act)
}

/// The review as it stands again about words that were set aside and are put back in that round.
pub fn again(review: &Review, digest: Option<Digest>, round: u32) -> Review {
    Review { digest, round, ..review.clone() }
}

/// These and one more, in no more room than they take: there are as many lists as versions.
fn with(reviews: &[Review], another: &Review) -> Arc<Vec<Review>> {
    let mut all = Vec::with_capacity(reviews.len() + 1);
    all.extend_from_slice(reviews);
    all.push(another.clone());
    Arc::new(all)
}

fn holds(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Stopped | Verdict::Returned | Verdict::Spiked | Verdict::Withdrawn)
}

/// Whether a step of that kind lets words out, or lets go what holds them back.
pub(super) fn lets_out(review: &Review) -> bool {
    !holds(review.verdict) && review.verdict != Verdict::Comment
}

/// Whether a step of that person lets go what is held: a stop is cleared; what was spiked is submitted
/// by somebody who may revive it; whoever returned words, or took an approval of them back, approves
/// them.
fn lets_go(review: &Review, person: &Contributor, held: &Review) -> bool {
    let same = (&review.by, review.round, review.digest) == (&held.by, held.round, held.digest);
    match (review.verdict, held.verdict) {
        (Verdict::Cleared, Verdict::Stopped) => true,
        (Verdict::Submitted, Verdict::Spiked) => authorize(person, Act::Revive).is_ok(),
        (Verdict::Approved, Verdict::Returned | Verdict::Withdrawn) => same,
        _ => false,
    }
}

/// The reviews that none of the versions before has; one that is there once more is new, too.
pub(super) fn new_in<'a, 'b>(
    document: &'a Document,
    before: impl Iterator<Item = &'b Document>,
) -> Vec<&'a Review> {
    let mut known: BTreeMap<&Review, usize> = BTreeMap::new();
    for earlier in before {
        for (review, n) in counted(earlier.reviews()) {
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

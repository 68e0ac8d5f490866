//! Whether what somebody submitted is submitted still.

use crate::model::{ContributorId, Digest, Document, Review, Verdict};

/// A person's submission that stands, of the words of that digest in that round.
pub fn submission_in<'a>(
    document: &'a Document,
    (digest, round): (Option<Digest>, u32),
    who: &ContributorId,
) -> Option<&'a Review> {
    let here = |one: &&Review| (one.digest, one.round) == (digest, round);
    let here: Vec<&Review> = document.reviews().iter().filter(here).collect();
    submission_of(&here, who)
}

/// A person's submission that stands, among the reviews of the same words in the same round.
///
/// What is taken back is an approval where there is one, else a submission: what was taken back twice,
/// on two machines, was taken back once. Of steps in one second none is said to be the earlier one,
/// so that no order of two branches matters.
pub fn submission_of<'a>(reviews: &[&'a Review], who: &ContributorId) -> Option<&'a Review> {
    let mut own: Vec<&Review> = reviews.iter().copied().filter(|one| one.by == *who).collect();
    own.sort_by_key(|review| review.at);
    let (mut submitted, mut approved) = (0_usize, 0_usize);
    for same in own.chunk_by(|one, next| one.at == next.at) {
        let count = |verdict| same.iter().filter(|review| review.verdict == verdict).count();
        approved += count(Verdict::Approved);
        submitted += count(Verdict::Submitted);
        let withdrawn = count(Verdict::Withdrawn);
        let of_approval = withdrawn.min(approved);
        approved = (approved - of_approval).min(1);
        submitted = submitted.saturating_sub(withdrawn - of_approval).min(1);
    }
    let last = own.into_iter().rev().find(|review| review.verdict == Verdict::Submitted);
    last.filter(|_| submitted > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stands(steps: &[(u32, Verdict)]) -> bool {
        let steps: Vec<Review> = steps
            .iter()
            .map(|(minute, verdict)| Review {
                at: format!("2026-11-07T21:{minute:02}:00Z").parse().expect("a time"),
                by: "ana".parse().expect("an id"),
                verdict: *verdict,
                round: 1,
                digest: None,
                not_before: None,
                note: String::new(),
                urgent: false,
                until: None,
                keeps: String::new(),
            })
            .collect();
        let here: Vec<&Review> = steps.iter().collect();
        let turned: Vec<&Review> = steps.iter().rev().collect();
        let who = "ana".parse().expect("an id");
        let found = submission_of(&here, &who).is_some();
        assert_eq!(submission_of(&turned, &who).is_some(), found, "in any order");
        found
    }

    #[test]
    fn a_submission_stands_until_it_is_taken_back_and_again_when_it_is_submitted_again() {
        use Verdict::{Approved as A, Submitted as S, Withdrawn as W};
        for (steps, expected) in [
            (&[(1, S)][..], true),
            (&[(1, S), (2, W)], false),
            (&[(1, S), (2, S), (3, W)], false),
            (&[(1, S), (2, W), (3, S)], true),
            (&[(1, S), (2, W), (3, W), (4, S)], true),
            (&[(1, S), (2, A), (3, W)], true),
            (&[(1, S), (2, A), (3, W), (4, W)], false),
            (&[(1, S), (2, A), (3, W), (4, A), (5, W)], true),
            (&[(1, S), (1, W), (1, S)], true),
            (&[(1, S), (1, A), (1, W), (1, A), (1, W)], true),
            (&[(1, S), (1, W)], false),
            (&[(1, A)], false),
        ] {
            assert_eq!(stands(steps), expected, "{steps:?}");
        }
    }
}

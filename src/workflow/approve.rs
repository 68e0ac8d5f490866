//! Approve: an editor says that these exact words may be let out.

use std::collections::BTreeSet;

use super::{Act, Refusal, Standing, State, authorize};
use crate::model::{Contributor, ContributorId, Desk, Digest, FourEyes, Moment, Review, Verdict};

/// Words that are not live may be approved by an editor, once, where four eyes hold.
///
/// `writers` are the authors of the current words; `editors_note` tells whether they carry a new
/// note on the whole.
///
/// # Errors
///
/// A role without the right; a state without words to approve; too few eyes.
pub fn approve(
    person: &Contributor,
    standing: &Standing,
    desk: &Desk,
    writers: &BTreeSet<ContributorId>,
    editors_note: bool,
) -> Result<(), Refusal> {
    authorize(person, Act::Approve)?;
    if editors_note
        && desk.policy.approvals <= 1
        && authorize(person, Act::ApproveEditorsNote).is_err()
    {
        return Err(Refusal::EditorsNote);
    }
    match standing.state {
        State::Draft | State::InReview | State::Returned | State::Approved => {}
        State::AsPublished | State::Spiked | State::NeedsMerge | State::Unreadable => {
            return Err(Refusal::State { act: Act::Approve, state: standing.state });
        }
    }
    if standing.approved_by.contains(&person.id) {
        return Err(Refusal::ApprovedAlready { who: person.id.clone() });
    }
    four_eyes(&person.id, standing, desk.policy.four_eyes, writers)
}

/// Besides the approver, somebody else wrote, submitted or approved the words; or, strictly, the approver wrote none.
///
/// # Errors
///
/// [`Refusal::FourEyes`], [`Refusal::OwnWords`].
pub fn four_eyes(
    approver: &ContributorId,
    standing: &Standing,
    policy: FourEyes,
    writers: &BTreeSet<ContributorId>,
) -> Result<(), Refusal> {
    let somebody_else = writers
        .iter()
        .chain(&standing.submitted_by)
        .chain(&standing.approved_by)
        .any(|other| other != approver);
    match policy {
        FourEyes::Off => Ok(()),
        FourEyes::Other if somebody_else => Ok(()),
        FourEyes::Other => Err(Refusal::FourEyes { who: approver.clone() }),
        FourEyes::Strict if writers.contains(approver) => {
            Err(Refusal::OwnWords { who: approver.clone() })
        }
        FourEyes::Strict => Ok(()),
    }
}

/// Since when all of these people have approved words of that digest in that round: the first
/// approval of each is enough.
pub fn since(
    reviews: &[Review],
    (digest, round): (Digest, u32),
    people: &[ContributorId],
) -> Option<Moment> {
    let approves = |review: &&Review| {
        (review.verdict, review.round, review.digest) == (Verdict::Approved, round, Some(digest))
    };
    let first = |who: &ContributorId| {
        let given = reviews.iter().filter(approves).filter(|review| review.by == *who);
        given.map(|review| review.at).min()
    };
    people.iter().filter_map(first).max()
}

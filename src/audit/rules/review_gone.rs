//! Reviews that are gone or were changed.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::model::Review;

pub(super) const RULE: Rule = Rule {
    code: "NA23",
    name: "review-gone",
    summary: "Reviews are only ever added, behind those that are there.",
    why: "An objection, a legal stop or the name of who approved could be made to vanish, or an old clearing put behind a new stop.",
    lawful: "Add another review: newsroom comment, return, clear.",
    example: "A reporter deletes the line in which an editor returned her post.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for document in &step.documents {
        let Some(after) = document.after.filed() else { continue };
        for before in document.earlier() {
            let (old, new) = (before.document.reviews(), after.document.reviews());
            let gone = gone(old, new);
            for review in &gone {
                let message = format!("{} is gone or was changed", named(review));
                report.finding(document.path.as_str(), message);
            }
            if let Some(review) = moved(old, new, step.parents > 1).filter(|_| gone.is_empty()) {
                let message = format!("{} stands elsewhere than before", named(review));
                report.finding(document.path.as_str(), message);
            }
        }
    }
}

fn named(review: &Review) -> String {
    format!("{} by {}", review.verdict.as_str(), review.by)
}

fn gone<'a>(old: &'a [Review], new: &[Review]) -> Vec<&'a Review> {
    let mut left: Vec<&Review> = new.iter().collect();
    let mut gone = Vec::new();
    for review in old {
        match left.iter().position(|kept| *kept == review) {
            Some(at) => drop(left.remove(at)),
            None => gone.push(review),
        }
    }
    gone
}

/// The first review that is not where it was: behind the old ones come the new ones, and between
/// them only what another side of a merge has.
fn moved<'a>(old: &'a [Review], new: &[Review], merged: bool) -> Option<&'a Review> {
    let mut new = new.iter();
    let mut follows = |review: &&Review| match merged {
        true => new.any(|next| next == *review),
        false => new.next() == Some(review),
    };
    old.iter().find(|review| !follows(review))
}

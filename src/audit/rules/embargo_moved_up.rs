//! Embargoes of approved words that were moved up.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::audit::trail::Filed;
use crate::model::{Moment, Verdict};
use crate::workflow::{Act, authorize};

pub(super) const RULE: Rule = Rule {
    code: "NA31",
    name: "embargo-moved-up",
    summary: "The embargo of approved words is moved by an editor.",
    why: "Words approved for noon could go out at nine.",
    lawful: "An editor moves it with newsroom edit --publish-at.",
    example: "A reporter takes publish_at out of an approved post.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    let may = step.person.as_ref().is_some_and(|who| authorize(who, Act::MoveEmbargo).is_ok());
    for (document, after) in step.filed().filter(|_| !may) {
        let approved = |before: &&Filed| {
            before.digest == after.digest
                && before.document.reviews().iter().any(|review| {
                    review.verdict == Verdict::Approved && review.digest == after.digest
                })
        };
        let now = *after.document.publish_at();
        let mut earlier = document.earlier().filter(approved).peekable();
        let moved = earlier.peek().is_some()
            && earlier.all(|before| earlier_than(now, *before.document.publish_at()));
        if moved {
            report.finding(document.path.as_str(), "the embargo of approved words was moved up");
        }
    }
}

fn earlier_than(now: Option<Moment>, before: Option<Moment>) -> bool {
    before.is_some_and(|before| now.is_none_or(|now| now < before))
}

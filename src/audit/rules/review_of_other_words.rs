//! Reviews of words that are not there.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::audit::trail::new_reviews;
use crate::model::Verdict;

pub(super) const RULE: Rule = Rule {
    code: "NA26",
    name: "review-of-other-words",
    summary: "Who submits, approves or returns words names those that are in the file then.",
    why: "An approval could be kept ready for words that nobody has seen.",
    lawful: "newsroom approve, which names the digest of the words as they are.",
    example: "An editor adds an approval of a digest that the file does not have.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for (document, after) in step.filed() {
        let before: Vec<_> = document.earlier().collect();
        let last = document.ledger.round();
        for review in new_reviews(&before, &after.document) {
            let names = matches!(
                review.verdict,
                Verdict::Submitted | Verdict::Approved | Verdict::Returned
            );
            let verdict = review.verdict.as_str();
            if names && (review.digest != after.digest || review.digest.is_none()) {
                let message =
                    format!("{verdict} by {} names words that are not in the file", review.by);
                report.finding(document.path.as_str(), message);
            } else if names && !(1..=last).contains(&review.round) {
                let message =
                    format!("{verdict} by {} for round {} of {last}", review.by, review.round);
                report.finding(document.path.as_str(), message);
            }
        }
    }
}

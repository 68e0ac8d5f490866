//! Reviews that are gone or were changed.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;

pub(super) const RULE: Rule = Rule {
    code: "NA23",
    name: "review-gone",
    summary: "Reviews are only ever added.",
    why: "An objection, a legal stop or the name of who approved could be made to vanish.",
    lawful: "Add another review: newsroom comment, return, clear.",
    example: "A reporter deletes the line in which an editor returned her post.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for document in &step.documents {
        let Some(after) = document.after.filed() else { continue };
        for before in document.earlier() {
            let mut left: Vec<_> = after.document.reviews().iter().collect();
            for review in before.document.reviews() {
                match left.iter().position(|kept| *kept == review) {
                    Some(at) => drop(left.remove(at)),
                    None => report.finding(
                        document.path.as_str(),
                        format!(
                            "{} by {} is gone or was changed",
                            review.verdict.as_str(),
                            review.by
                        ),
                    ),
                }
            }
        }
    }
}

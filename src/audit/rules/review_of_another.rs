//! Reviews in somebody else's name.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::audit::trail::new_reviews;

pub(super) const RULE: Rule = Rule {
    code: "NA24",
    name: "review-of-another",
    summary: "A review is added by the person it names.",
    why: "Anybody could type an approval in an editor's name.",
    lawful: "The person takes the step: newsroom approve, newsroom submit.",
    example: "A reporter types an approval by an editor into the file.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    let who = step.person.as_ref().map(|person| &person.id);
    for (document, after) in step.filed() {
        let before: Vec<_> = document.earlier().collect();
        for review in new_reviews(&before, &after.document) {
            if Some(&review.by) != who && !after.trail.stands_again(review) {
                let verdict = review.verdict.as_str();
                let message = format!("{verdict} by {}, typed by {}", review.by, step.author);
                report.finding(document.path.as_str(), message);
            }
        }
    }
}

//! Reviews by somebody without the right.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::audit::trail::new_reviews;
use crate::workflow::{Act, authorize};

pub(super) const RULE: Rule = Rule {
    code: "NA25",
    name: "review-without-right",
    summary: "Each kind of review is for certain roles: editors decide, reporters submit and comment.",
    why: "A reporter could approve, an editor clear a legal stop.",
    lawful: "Somebody who has the right takes the step.",
    example: "A reporter adds an approval in her own name.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    let Some(person) = &step.person else { return };
    for (document, after) in step.filed() {
        let before: Vec<_> = document.earlier().collect();
        for review in
            new_reviews(&before, &after.document).into_iter().filter(|r| r.by == person.id)
        {
            if let Err(refusal) = authorize(person, Act::of(review.verdict)) {
                report.finding(document.path.as_str(), format!("{}: {refusal}", person.id));
            }
        }
    }
}

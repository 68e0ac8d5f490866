//! Reviews by somebody without the right.

use crate::audit::reviews::may_give;
use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::audit::trail::{brings_what_came, new_reviews};

pub(super) const RULE: Rule = Rule {
    code: "NA25",
    name: "review-without-right",
    summary: "Each kind of review is for certain roles: editors decide, reporters submit, comment, and stop what they bring in while its sender holds it back.",
    why: "A reporter could approve, an editor clear a legal stop.",
    lawful: "Somebody who has the right takes the step.",
    example: "A reporter adds an approval in her own name.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    let Some(person) = &step.person else { return };
    for (document, after) in step.filed() {
        let before: Vec<_> = document.earlier().collect();
        let came = brings_what_came(&before, &after.document);
        for review in
            new_reviews(&before, &after.document).into_iter().filter(|r| r.by == person.id)
        {
            if let Err(refusal) = may_give(person, review, came) {
                report.finding(document.path.as_str(), format!("{}: {refusal}", person.id));
            }
        }
    }
}

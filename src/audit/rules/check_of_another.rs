//! Checks in somebody else's name.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::audit::trail::checks;

pub(super) const RULE: Rule = Rule {
    code: "NA28",
    name: "check-of-another",
    summary: "A check of a claim is added by the person it names.",
    why: "A figure could pass for verified by somebody who never looked.",
    lawful: "The person runs newsroom verify-flag.",
    example: "A reporter types that an editor verified a figure.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    let who = step.person.as_ref().map(|person| &person.id);
    for (document, after) in step.filed() {
        for (claim, check) in checks(&after.document).filter(|(_, check)| Some(&check.by) != who) {
            if !document.earlier().any(|before| before.trail.has_check(claim, check)) {
                let status = check.status.as_str();
                let message = format!("{claim} {status} by {}, typed by {}", check.by, step.author);
                report.finding(document.path.as_str(), message);
            }
        }
    }
}

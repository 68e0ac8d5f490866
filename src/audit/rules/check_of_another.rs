//! Checks in somebody else's name, and claims settled without one.

use crate::audit::evidence::checks;
use crate::audit::rule::{Report, Rule};
use crate::audit::step::{DocumentStep, Step};
use crate::audit::trail::Filed;
use crate::model::Claim;

pub(super) const RULE: Rule = Rule {
    code: "NA28",
    name: "check-of-another",
    summary: "A check of a claim is added by the person it names, and only a check settles one.",
    why: "A figure could pass for verified by somebody who never looked.",
    lawful: "The person runs newsroom verify-flag.",
    example: "A reporter types that an editor verified a figure.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    let who = step.person.as_ref().map(|person| &person.id);
    for (document, after) in step.filed() {
        for (claim, check) in checks(&after.document).filter(|(_, check)| Some(&check.by) != who) {
            if !document.earlier().any(|before| before.trail.evidence().has_check(claim, check)) {
                let status = check.status.as_str();
                let message = format!("{claim} {status} by {}, typed by {}", check.by, step.author);
                report.finding(document.path.as_str(), message);
            }
        }
        for claim in typed(document, after) {
            let message = format!("{} became {} by no check", claim.id, claim.status.as_str());
            report.finding(document.path.as_str(), message);
        }
    }
}

/// The claims whose standing somebody typed in this step.
fn typed<'a>(document: &'a DocumentStep, after: &'a Filed) -> impl Iterator<Item = &'a Claim> {
    let was_typed = |claim: &Claim| {
        let mut was = document.earlier().filter(|was| was.document.claim(&claim.id).is_some());
        was.any(|was| {
            was.trail.evidence().unchecked().contains(&claim.id)
                && was.document.claim(&claim.id).is_some_and(|was| was.status == claim.status)
        })
    };
    let claims = after.document.claims().iter();
    claims.filter(move |claim| {
        after.trail.evidence().unchecked().contains(&claim.id) && !was_typed(claim)
    })
}

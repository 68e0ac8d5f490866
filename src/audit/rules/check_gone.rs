//! Checks that are gone or were changed.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;

pub(super) const RULE: Rule = Rule {
    code: "NA29",
    name: "check-gone",
    summary: "The checks of a claim are only ever added to.",
    why: "That a figure was once found false could be made to vanish.",
    lawful: "Add another check: newsroom verify-flag.",
    example: "Somebody deletes the check that said false, and leaves the claim.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for (document, after) in step.filed() {
        for claim in document.earlier().flat_map(|before| before.document.claims()) {
            let Some(kept) = after.document.claim(&claim.id) else { continue };
            for check in claim.checks.iter().filter(|check| !kept.checks.contains(check)) {
                let message = format!(
                    "{} {} by {} is gone or was changed",
                    claim.id,
                    check.status.as_str(),
                    check.by
                );
                report.finding(document.path.as_str(), message);
            }
        }
    }
}

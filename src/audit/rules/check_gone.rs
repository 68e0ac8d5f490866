//! Checks that are gone or were changed.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::model::{Claim, Document};

pub(super) const RULE: Rule = Rule {
    code: "NA29",
    name: "check-gone",
    summary: "The checks of a claim are only ever added to, and the claim stays as long as its words do.",
    why: "That a figure was once found false could be made to vanish.",
    lawful: "Add another check: newsroom verify-flag.",
    example: "Somebody deletes the check that said false, and leaves the claim.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for (document, after) in step.filed() {
        for claim in document.earlier().flat_map(|before| before.document.claims()) {
            let Some(kept) = after.document.claim(&claim.id) else {
                if let Some(last) = claim.checks.last().filter(|_| stands(&after.document, claim)) {
                    let (id, status, by) = (&claim.id, last.status.as_str(), &last.by);
                    let message =
                        format!("{id}, {status} by {by}, is gone, and its words still stand");
                    report.finding(document.path.as_str(), message);
                }
                continue;
            };
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

/// Whether the words that were checked are in the document still.
fn stands(document: &Document, claim: &Claim) -> bool {
    document.quotable().iter().any(|text| text.contains(&claim.quote))
}

//! Releases without the approvals they need.

use crate::audit::release::ReleaseStep;
use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::workflow::Reason;

pub(super) const RULE: Rule = Rule {
    code: "NA50",
    name: "unapproved",
    summary: "Words that are released have the approvals that the desk asks for, of four eyes, in their round.",
    why: "Words that nobody answers for could reach readers.",
    lawful: "An editor approves the words, and they are published as they are.",
    example: "An editor releases words after the last approval, which was of others.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    report.reasons(about);
    for release in &step.releases {
        if let Some(who) = never_approved(release) {
            report.finding(release.path.as_str(), format!("{who} did not approve these words"));
        }
    }
}

fn about(reason: &Reason) -> bool {
    matches!(reason, Reason::Approvals { .. } | Reason::FourEyes { .. } | Reason::EditorsNote)
}

/// Somebody whom the line names and who did not approve.
fn never_approved(release: &ReleaseStep) -> Option<String> {
    let line = release.line()?;
    let pass = release.gate()?.as_ref().ok()?;
    let named = line.approved_by.iter().find(|who| !pass.approved_by.contains(who));
    named.map(ToString::to_string)
}

//! Acting alone where the desk does not allow it.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::workflow::Reason;

pub(super) const RULE: Rule = Rule {
    code: "NA54",
    name: "alone",
    summary: "An editor acts alone only in the kinds that the desk allows, and the line says so.",
    why: "Who acted alone owes a second read, which nobody would ask for.",
    lawful: "Another editor approves; or newsroom publish, which marks the release and the read it owes.",
    example: "An editor releases doubt alone at a desk that does not allow it.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    report.reasons(|reason| matches!(reason, Reason::NotAlone { .. }));
    for release in &step.releases {
        let (Some(line), Some(Ok(pass))) = (release.line(), release.gate()) else { continue };
        if line.kind.carries_words() && line.alone != pass.alone {
            let message = if pass.alone {
                "released alone, and the line does not say so"
            } else {
                "the line says alone, and it was approved"
            };
            report.finding(release.path.as_str(), message);
        }
    }
}

//! Acting alone where the desk does not allow it.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::model::{Contributor, ReleaseKind};
use crate::workflow::{Act, Reason, authorize};

pub(super) const RULE: Rule = Rule {
    code: "NA54",
    name: "alone",
    summary: "Somebody acts alone only in the kinds that the desk allows and in few words, and the line says so.",
    why: "Who acted alone owes a second read, which nobody would ask for.",
    lawful: "Another editor approves; or newsroom publish, which marks the release and the read it owes.",
    example: "An editor releases doubt alone at a desk that does not allow it.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    report.reasons(|reason| matches!(reason, Reason::NotAlone { .. }));
    for release in &step.releases {
        let (Some(line), Some(Ok(pass))) = (release.line(), release.gate()) else { continue };
        if let Some(why) = line.beyond_one() {
            report.finding(release.path.as_str(), why);
        }
        let reporter = |person: &Contributor| authorize(person, Act::Pull).is_err();
        let person = release.released().and_then(|(_, released)| released.person.as_ref());
        if line.kind == ReleaseKind::Pull && !line.alone && person.is_some_and(reporter) {
            let message = "pulled by a reporter, and the line does not say that she was alone";
            report.finding(release.path.as_str(), message);
        }
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

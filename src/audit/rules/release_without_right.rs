//! Releases by somebody without the right.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::workflow::Refusal;

pub(super) const RULE: Rule = Rule {
    code: "NA49",
    name: "release-without-right",
    summary: "Editors release, pull and restore; a publisher what is due; a reporter pulls her own post.",
    why: "Anybody with a clone could put words before readers.",
    lawful: "An editor publishes.",
    example: "A reporter releases an approved post.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for release in &step.releases {
        let Some((line, released)) = release.released() else { continue };
        if released.person.is_none() {
            let message = format!("{} was nobody at the desk in {}", step.author, line.desk);
            report.finding(release.path.as_str(), message);
        }
        if let Some(Err(refusal)) = release.gate()
            && !matches!(refusal, Refusal::NotReady { .. })
        {
            report.finding(release.path.as_str(), format!("{}: {refusal}", line.by));
        }
    }
}

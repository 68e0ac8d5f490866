//! Releases in somebody else's name.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;

pub(super) const RULE: Rule = Rule {
    code: "NA44",
    name: "release-of-another",
    summary: "A release names the person of its commit.",
    why: "Somebody could publish in an editor's name.",
    lawful: "The editor publishes.",
    example: "A reporter adds a line to a ledger that says an editor published.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for release in &step.releases {
        let Some((line, released)) = release.released() else { continue };
        if released.person.as_ref().map(|person| &person.id) != Some(&line.by) {
            let message = format!("release {} by {}, made by {}", line.n, line.by, step.author);
            report.finding(release.path.as_str(), message);
        }
    }
}

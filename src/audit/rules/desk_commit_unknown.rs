//! Releases that name no commit of the desk.

use crate::audit::release::DeskSide;
use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;

pub(super) const RULE: Rule = Rule {
    code: "NA46",
    name: "desk-commit-unknown",
    summary: "A release names the commit of the desk whose tree has the words and the approvals.",
    why: "Approvals that nobody can look up prove nothing.",
    lawful: "newsroom publish names the desk's newest commit.",
    example: "Somebody releases words and names a commit that was never pushed.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for release in &step.releases {
        if let (Some(line), DeskSide::Unknown) = (release.line(), &release.side) {
            let message = format!("{} is not in the desk's history", line.desk);
            report.finding(release.path.as_str(), message);
        }
    }
}

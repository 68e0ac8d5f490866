//! Releases that name an older desk commit than the release before.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;

pub(super) const RULE: Rule = Rule {
    code: "NA47",
    name: "desk-commit-older",
    summary: "Each release names a desk commit that has the one of the release before it in its history.",
    why: "A convenient old commit could be named, from when somebody still had a right.",
    lawful: "newsroom publish names the desk's newest commit.",
    example: "An editor who was retired releases words and names a commit from before.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for release in &step.releases {
        let Some((line, released)) = release.released() else { continue };
        if let Some(before) = &released.behind {
            let message = format!("{} does not have {before} in its history", line.desk);
            report.finding(release.path.as_str(), message);
        }
    }
}

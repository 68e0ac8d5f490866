//! Erased words that are on the record.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;

pub(super) const RULE: Rule = Rule {
    code: "NA63",
    name: "erased-words",
    summary: "Words that a court ordered to be erased are not on the record.",
    why: "Whoever has an old clone could put them before readers again.",
    lawful: "git fetch, and go on from the record without them: git branch -f published origin/published.",
    example: "Somebody pushes the record as it was before the order.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for release in &step.releases {
        let Some(now) = &release.words_after else { continue };
        let digest = now.digest();
        if release.erased.contains(&digest) {
            let words: String = digest.to_string().chars().take(8).collect();
            let message =
                format!("the words {words} are there, which two admins erased on a court's order");
            report.finding(release.path.as_str(), message);
        }
    }
}

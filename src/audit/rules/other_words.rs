//! Released words that the desk did not have.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;

pub(super) const RULE: Rule = Rule {
    code: "NA48",
    name: "other-words",
    summary: "Readers get the words that the desk had in the named commit.",
    why: "Words could be released that were never at the desk, where people read them.",
    lawful: "File the words, have them approved, and newsroom publish.",
    example: "Somebody releases words of their own and names an approved post.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for release in &step.releases {
        let Some((line, released)) = release.released() else { continue };
        let digest = released.filed.as_ref().and_then(|filed| filed.digest);
        if line.kind.carries_words() && digest != Some(line.digest) {
            report.finding(
                release.path.as_str(),
                format!("the desk had other words in {}", line.desk),
            );
        }
    }
}

//! Releases dated before the one above.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;

pub(super) const RULE: Rule = Rule {
    code: "NA58",
    name: "times-backwards",
    summary: "No release is dated before the one above it or before an approval that it uses.",
    why: "A correction could be made to look as if it came before the error.",
    lawful: "newsroom publish takes the time of the release before it where the clock is behind.",
    example: "Somebody dates a correction back to the first release.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for release in &step.releases {
        let Some(line) = release.line() else { continue };
        if let Some(why) = release.older_than_its_words() {
            report.finding(release.path.as_str(), why);
        }
        let Some(last) = release.before.releases.last() else { continue };
        if line.at < last.at {
            let message =
                format!("release {} is dated {}, before release {}", line.n, line.at, last.n);
            report.finding(release.path.as_str(), message);
        }
    }
}

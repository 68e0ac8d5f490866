//! Settings that are gone or cannot be read.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::model::SETTINGS;

pub(super) const RULE: Rule = Rule {
    code: "NA04",
    name: "settings-unreadable",
    summary: "newsroom.toml can be read in every commit.",
    why: "Without settings nobody has a right, and nothing after it could be judged; the last lawful ones are used.",
    lawful: "newsroom check before committing; git show COMMIT^:newsroom.toml has the settings that were used instead.",
    example: "Somebody removes newsroom.toml.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    if let Some(Err(why)) = step.settings.as_ref().map(|settings| &settings.after) {
        report.finding(SETTINGS, why.clone());
    }
}

//! Settings and theme on the record that are not the desk's.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::{Line, Step};
use crate::model::SETTINGS;
use crate::workflow::{Act, authorize};

pub(super) const RULE: Rule = Rule {
    code: "NA59",
    name: "record-settings",
    summary: "The record's settings and theme are what an admin filed at the desk, released by an admin.",
    why: "Readers could be shown another name, or a theme with a script in it.",
    lawful: "An admin runs newsroom publish newsroom.toml.",
    example: "A reporter changes the theme on the branch published.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    if step.line == Line::Desk || step.parents == 0 {
        return;
    }
    let admin = step.person.as_ref().is_some_and(|who| authorize(who, Act::Settings).is_ok());
    let settings = |path: &str| path == SETTINGS || path.starts_with("theme/");
    for file in step.files.iter().filter(|file| settings(&file.path)) {
        if !admin {
            report.finding(&file.path, format!("{} is no admin", step.author));
        } else if !file.of_the_desk {
            report.finding(&file.path, "the desk never had it, or has left it behind");
        }
    }
}

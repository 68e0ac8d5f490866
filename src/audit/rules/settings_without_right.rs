//! Settings changed by somebody who is no admin.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::{Line, Step};
use crate::model::SETTINGS;
use crate::workflow::{Act, authorize};

pub(super) const RULE: Rule = Rule {
    code: "NA03",
    name: "settings-without-right",
    summary: "Only an admin changes newsroom.toml, the theme, the schemas and .gitattributes.",
    why: "Anybody could make himself an editor and approve his own words.",
    lawful: "An admin makes the change.",
    example: "A reporter gives herself the role editor.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    let Some(person) = &step.person else { return };
    if step.line == Line::Record || authorize(person, Act::Settings).is_ok() {
        return;
    }
    let role = person.role.as_str();
    // What a merge may do to them is a rule of its own.
    if step.settings.is_some() && step.parents <= 1 {
        report.finding(SETTINGS, format!("{} is no admin, but {role}", person.id));
    }
    for file in step.files.iter().filter(|file| is_setting(&file.path) && file.is_new_here()) {
        report.finding(&file.path, format!("{} is no admin, but {role}", person.id));
    }
}

fn is_setting(path: &str) -> bool {
    path == ".gitattributes" || path.starts_with("theme/") || path.starts_with("schema/")
}

//! Two people of the desk whose names look the same.

use std::collections::HashMap;

use crate::check::Level;
use crate::check::context::skeleton;
use crate::check::rule::{Find, Report, Rule};
use crate::check::subject::FileText;
use crate::model::Desk;

pub(super) const RULE: Rule = Rule {
    code: "NR077",
    name: "look-alike-contributors",
    level: Level::Error,
    summary: "The names of two contributors cannot be told apart by eye (a warning where they are the same letters).",
    why: "Readers and editors see one person where there are two; with letters of another alphabet that may be meant (UTS 39).",
    remedy: "Let one of them be printed with a middle initial, or in its own letters.",
    bad: "# newsroom.toml\n[[contributors]]\nid = \"ana-petrova\"\nname = \"Ana Petrova\"\nrole = \"admin\"\n\n[[contributors]]\nid = \"ana-two\"\nname = \"Аna Petrova\"   # the first letter is Cyrillic\nrole = \"reporter\"",
    good: "# newsroom.toml\n[[contributors]]\nid = \"ana-petrova\"\nname = \"Ana Petrova\"\nrole = \"admin\"\n\n[[contributors]]\nid = \"ana-two\"\nname = \"Ana B. Petrova\"\nrole = \"reporter\"",
    needs_record: false,
    find: &[Find::Settings(find)],
};

fn find(file: &FileText<'_>, desk: &Desk, report: &mut Report) {
    let mut seen = HashMap::new();
    for (i, person) in desk.contributors.iter().enumerate() {
        let first = *seen.entry(skeleton(&person.name)).or_insert(person);
        if first.id != person.id {
            let message = format!("“{}” cannot be told from the name of {}", person.name, first.id);
            let level = if first.name == person.name { Level::Warning } else { Level::Error };
            report.field(file, format!("contributors[{i}].name"), message, "").level(level);
        }
    }
}

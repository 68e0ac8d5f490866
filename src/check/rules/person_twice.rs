//! Two people with one id or one address.

use std::collections::HashMap;

use crate::check::Level;
use crate::check::rule::{Find, Report, Rule};
use crate::check::subject::FileText;
use crate::model::Desk;

pub(super) const RULE: Rule = Rule {
    code: "NR072",
    name: "person-twice",
    level: Level::Error,
    summary: "Two people of the desk have the same id, e-mail or key.",
    why: "Who wrote a commit is found by its e-mail or key: one person could act as the other.",
    remedy: "Give each their own; an id or e-mail is never given to another, not even after somebody left.",
    bad: "# newsroom.toml\n[[contributors]]\nid = \"ana-petrova\"\nname = \"Ana Petrova\"\nrole = \"admin\"\nemails = [\"desk@courier.example\"]\n\n[[contributors]]\nid = \"ed-lind\"\nname = \"Ed Lind\"\nrole = \"editor\"\nemails = [\"Desk@courier.example\"]",
    good: "# newsroom.toml\n[[contributors]]\nid = \"ana-petrova\"\nname = \"Ana Petrova\"\nrole = \"admin\"\nemails = [\"ana@courier.example\"]\n\n[[contributors]]\nid = \"ed-lind\"\nname = \"Ed Lind\"\nrole = \"editor\"\nemails = [\"ed@courier.example\"]",
    needs_record: false,
    find: &[Find::Settings(find)],
};

fn find(file: &FileText<'_>, desk: &Desk, report: &mut Report) {
    let mut seen: HashMap<(&str, String), (usize, &str)> = HashMap::new();
    for (i, person) in desk.contributors.iter().enumerate() {
        let ids = [("id", person.id.to_string(), format!("contributors[{i}].id"))];
        let emails = person.emails.iter().enumerate().map(|(j, email)| {
            ("e-mail", email.to_lowercase(), format!("contributors[{i}].emails[{j}]"))
        });
        // The comment after a key is no part of it.
        let keys = person.keys.iter().enumerate().map(|(j, key)| {
            let key = key.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
            ("key", key, format!("contributors[{i}].keys[{j}]"))
        });
        for (what, value, field) in ids.into_iter().chain(emails).chain(keys) {
            let (owner, id) = *seen.entry((what, value)).or_insert((i, person.id.as_str()));
            if owner != i {
                report.field(file, field, format!("this {what} is already that of {id}"), "");
            }
        }
    }
}

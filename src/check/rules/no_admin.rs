//! A desk that nobody can change the settings of.

use crate::check::Level;
use crate::check::rule::{Find, Report, Rule};
use crate::check::subject::FileText;
use crate::model::{Desk, Role};

pub(super) const RULE: Rule = Rule {
    code: "NR075",
    name: "no-admin",
    level: Level::Error,
    summary: "No active contributor is an admin who can act.",
    why: "Only an admin may change newsroom.toml: nobody could ever add a person or change a rule again.",
    remedy: "Make one active contributor, with an e-mail, an admin.",
    bad: "# newsroom.toml\n[[contributors]]\nid = \"ana-petrova\"\nname = \"Ana Petrova\"\nrole = \"admin\"\nemails = [\"ana@courier.example\"]\nactive = false",
    good: "# newsroom.toml\n[[contributors]]\nid = \"ana-petrova\"\nname = \"Ana Petrova\"\nrole = \"admin\"\nemails = [\"ana@courier.example\"]",
    needs_record: false,
    find: &[Find::Settings(find)],
};

fn find(file: &FileText<'_>, desk: &Desk, report: &mut Report) {
    let admins =
        || desk.contributors.iter().filter(|person| person.active && person.role == Role::Admin);
    if admins().next().is_none() {
        report.field(file, "contributors", "the desk has no active admin", "");
    } else if admins().all(|person| person.emails.is_empty() && person.keys.is_empty()) {
        report.field(file, "contributors", "no admin has an e-mail or a key to act with", "");
    }
}

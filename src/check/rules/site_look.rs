//! Settings of the site that pages cannot have.

use crate::check::Level;
use crate::check::rule::{Find, Report, Rule};
use crate::check::subject::FileText;
use crate::model::Desk;

pub(super) const RULE: Rule = Rule {
    code: "NR087",
    name: "site-look",
    level: Level::Error,
    summary: "A setting under `[site]` is no colour, no list of fonts, no weight, no site or nobody.",
    why: "A style or a policy of a page could not have it, so it would be left out, or would let in what nobody meant.",
    remedy: "Write colours as #a3161f, fonts as Lora, Georgia, serif, and sites as https://stats.example.",
    bad: "# newsroom.toml\n[newsroom]\nname = \"The Selan Courier\"\n\n[site]\naccent = \"dark red\"\n\n[[contributors]]\nid = \"ana-petrova\"\nname = \"Ana Petrova\"\nrole = \"admin\"",
    good: "# newsroom.toml\n[newsroom]\nname = \"The Selan Courier\"\n\n[site]\naccent = \"#8a1020\"\n\n[[contributors]]\nid = \"ana-petrova\"\nname = \"Ana Petrova\"\nrole = \"admin\"",
    needs_record: false,
    find: &[Find::Settings(find)],
};

fn find(file: &FileText<'_>, desk: &Desk, report: &mut Report) {
    for (field, why) in desk.site.mistakes() {
        report.field(file, format!("site.{field}"), why, "");
    }
    for id in desk.site.people.keys() {
        if !desk.contributors.iter().any(|person| person.id.as_str() == id) {
            report.field(file, format!("site.people.{id}"), format!("`{id}` is nobody here"), "");
        }
    }
}

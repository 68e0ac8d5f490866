//! Words that two people changed at once.

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR007",
    name: "conflict",
    level: Level::Error,
    summary: "Two people changed the same words, and nobody has settled which stand.",
    why: "Both versions are kept in the file, and nothing of it can be approved or published until somebody chooses.",
    remedy: "Run `newsroom edit` on it: it shows both sides.",
    bad: "headline = \"Power cut\"\n\n[[conflicts]]\nfield = \"headline\"\nsides = [\"Power cut in the port\", \"Power is out\"]",
    good: "headline = \"Power is out in the port\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    for (i, conflict) in subject.document.conflicts().iter().enumerate() {
        let message = format!("`{}` was changed by two people at once", conflict.field);
        let remedy = format!("newsroom edit {}", subject.document.id());
        report.field(&subject.file, format!("conflicts[{i}]"), message, remedy);
    }
}

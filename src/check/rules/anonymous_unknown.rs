//! An anonymous source that nobody at the desk knows.

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};
use crate::model::SourceKind;

pub(super) const RULE: Rule = Rule {
    code: "NR021",
    name: "anonymous-unknown",
    level: Level::Warning,
    summary: "Nobody at the desk has said that they know who an anonymous source is.",
    why: "Somebody besides the reporter must be able to answer for it; without that it cannot be published.",
    remedy: "An editor who knows who it is runs `newsroom source know DOC ID`.",
    bad: "headline = \"Raid\"\n\n[[sources]]\nid = \"s-4k2m\"\nkind = \"anonymous\"\ndescription = \"a resident\"\nreason = \"for their safety\"",
    good: "headline = \"Raid\"\n\n[[sources]]\nid = \"s-4k2m\"\nkind = \"anonymous\"\ndescription = \"a resident\"\nreason = \"for their safety\"\nknown_to = [\"ed-lind\"]",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    for (i, source) in subject.document.sources().iter().enumerate() {
        if source.kind == SourceKind::Anonymous && source.known_to.is_empty() {
            let message =
                format!("nobody at the desk knows who {} ({}) is", source.id, source.description);
            let remedy = format!("newsroom source know {} {}", subject.document.id(), source.id);
            report.field(&subject.file, format!("sources[{i}]"), message, remedy);
        }
    }
}

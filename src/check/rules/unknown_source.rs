//! A claim that names a source the document does not have.

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR015",
    name: "unknown-source",
    level: Level::Error,
    summary: "A claim names a source that is not among the sources of its story or post.",
    why: "Readers would not be told who said it.",
    remedy: "Add the source under [[sources]], or name one that is there.",
    bad: "headline = \"300 lost\"\n\n[[claims]]\nid = \"c-7h2q\"\nquote = \"300 lost\"\nstatus = \"verified\"\nsource = \"s-4k2m\"",
    good: "headline = \"300 lost\"\n\n[[sources]]\nid = \"s-4k2m\"\nkind = \"named\"\ndescription = \"the coast guard\"\n\n[[claims]]\nid = \"c-7h2q\"\nquote = \"300 lost\"\nstatus = \"verified\"\nsource = \"s-4k2m\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    for (i, claim) in subject.document.claims().iter().enumerate() {
        if let Some(source) =
            claim.source.as_ref().filter(|id| subject.document.source(id).is_none())
        {
            let message = format!("{} names the source `{source}`, which is not here", claim.id);
            report.field(&subject.file, format!("claims[{i}].source"), message, "");
        }
    }
}

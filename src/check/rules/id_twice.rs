//! One id, two files.

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR004",
    name: "id-twice",
    level: Level::Error,
    summary: "Another file has the same id.",
    why: "An id names one story or post for ever: with two of them an approval or a release could speak of either.",
    remedy: "Delete the copy, or file it anew with `newsroom add`.",
    bad: "# posts/2026/11/port-selan/z-copy-of-talks-g00dta1k00.toml\nid = \"g00dta1k00\"\nheadline = \"Talks go on\"",
    good: "headline = \"Talks go on\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, context: &Context<'_>, report: &mut Report) {
    if let Some(first) = context.neighbours.path(subject.document.id())
        && *first != *subject.path
    {
        report.field(&subject.file, "id", format!("the id is already that of {first}"), "");
    }
}

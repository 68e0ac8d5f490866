//! A row of a table with more cells than its head.

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};
use crate::format::markdown::overfull_rows;

pub(super) const RULE: Rule = Rule {
    code: "NR089",
    name: "full-row",
    level: Level::Warning,
    summary: "A row of a table in the body has more cells than the table's head.",
    why: "Such a table would lose its last cells, so the tables of the body are lines with `|` in them to readers.",
    remedy: "Give the head as many cells, or write a `|` that is a sign as `\\|`.",
    bad: "headline = \"Talks\"\nbody = \"\"\"\n| Town | Dead |\n| --- | --- |\n| Tarn | 3 | 4 |\n\"\"\"",
    good: "headline = \"Talks\"\nbody = \"\"\"\n| Town | Dead | Missing |\n| --- | --- | --- |\n| Tarn | 3 | 4 |\n\"\"\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    let body = subject.document.body();
    for row in overfull_rows(body) {
        let message =
            format!("`{}` has more cells than the head of its table", body[row.clone()].trim());
        report.part(&subject.file, ("body", body, row), message, "");
    }
}

//! Marks that editors write and that are no part of what a file says.

use crate::check::rule::{Find, Report, Rule};
use crate::check::subject::FileText;
use crate::check::{Fix, Level};

pub(super) const RULE: Rule = Rule {
    code: "NR085",
    name: "file-form",
    level: Level::Warning,
    summary: "The file begins with a mark of the byte order, or its lines end as on Windows (CR LF).",
    why: "Nobody sees them, and yet the file is another to git: every line shows as changed, and other programs stumble over the mark.",
    remedy: "Run `newsroom check --fix`; most editors can be told to write LF and no mark.",
    bad: "headline = \"Power cut\"{CR LF}\nbody = \"It is dark.\"",
    good: "headline = \"Power cut\"\nbody = \"It is dark.\"",
    needs_record: false,
    find: &[Find::Text(find)],
};

fn find(file: &FileText<'_>, report: &mut Report) {
    let mark = '\u{FEFF}';
    if file.text.starts_with(mark) {
        let message = "a mark of the byte order stands before the first line";
        report.span(file, 0..mark.len_utf8(), message, "").fix = Some(Fix::of_the_file());
    }
    if let Some(at) = file.text.find("\r\n") {
        let lines = file.text.matches("\r\n").count();
        let message = format!("lines end in CR LF ({lines} of them)");
        report.span(file, at..at + 1, message, "").fix = Some(Fix::of_the_file());
    }
}

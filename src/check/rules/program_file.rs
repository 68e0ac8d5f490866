//! A file that can be run.

use crate::check::Level;
use crate::check::files::{Files, typed};
use crate::check::rule::{Find, Report, Rule};
use crate::model::EntryKind;

pub(super) const RULE: Rule = Rule {
    code: "NR081",
    name: "program-file",
    level: Level::Error,
    summary: "A file under `posts/` is marked as a program that can be run.",
    why: "Words and pictures are no programs; `audit` and a server refuse a step that makes one of them.",
    remedy: "Take the mark away: chmod -x FILE.",
    bad: "# posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml (a program)\nheadline = \"Power cut\"",
    good: "# posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml\nheadline = \"Power cut\"",
    needs_record: false,
    find: &[Find::Files(find)],
};

fn find(files: &Files<'_>, report: &mut Report) {
    for (entry, _) in files.there().filter(|(_, kind)| *kind == EntryKind::Program) {
        let remedy = format!("chmod -x {}", typed(&entry.path));
        report.whole(&entry.path, "this file can be run as a program", remedy);
    }
}

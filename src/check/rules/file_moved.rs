//! A story or post that was moved or renamed, and that is not filed yet.

use crate::check::Level;
use crate::check::files::{Files, typed};
use crate::check::rule::{Find, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: "NR083",
    name: "file-moved",
    level: Level::Error,
    summary: "A story or post that is filed was moved, or its file renamed.",
    why: "Its address, its approvals and its place on the record go by its path. `audit` and a server refuse a commit that changes it.",
    remedy: "Move it back: a new headline needs no new name of the file.",
    bad: "# posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml (gone)\n# posts/2026/11/port-selan/power-is-out-k3x9q7m2td.toml (new)\nheadline = \"Power is out\"",
    good: "# posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml\nheadline = \"Power is out\"",
    needs_record: false,
    find: &[Find::Files(find)],
};

fn find(files: &Files<'_>, report: &mut Report) {
    let moved = files.moved();
    for (entry, _) in files.gone() {
        if let Some(new) = moved.get(entry.path.as_str()) {
            let folder = entry.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let remedy = format!("mkdir -p {folder} && mv {} {}", typed(new), typed(&entry.path));
            report.whole(new, format!("this was filed as {}", entry.path), remedy);
        }
    }
}

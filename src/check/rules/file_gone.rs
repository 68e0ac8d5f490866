//! A story or post that was deleted, and the deletion is not filed yet.

use crate::check::Level;
use crate::check::files::{Files, typed};
use crate::check::rule::{Find, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: "NR082",
    name: "file-gone",
    level: Level::Error,
    summary: "A story or post that is filed is not there any more.",
    why: "What was filed stays: readers may have it, and approvals name it. `audit` and a server refuse a commit without it.",
    remedy: "Put it back with git restore, and drop it with `newsroom spike` or take it down with `newsroom pull`.",
    bad: "# posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml (gone)",
    good: "# posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml\nheadline = \"Power cut\"",
    needs_record: false,
    find: &[Find::Files(find)],
};

fn find(files: &Files<'_>, report: &mut Report) {
    let moved = files.moved();
    for (entry, path) in files.gone().filter(|(entry, _)| !moved.contains_key(entry.path.as_str()))
    {
        let doc = path.id().map_or(path.story().to_owned(), |id| id.to_string());
        let remedy = format!(
            "git restore --staged --worktree -- {}; to drop it: newsroom spike {doc}",
            typed(&entry.path)
        );
        report.whole(&entry.path, "it is filed, and was deleted here", remedy);
    }
}

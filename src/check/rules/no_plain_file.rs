//! Something that is no file in the place of one.

use crate::check::Level;
use crate::check::files::{Files, typed};
use crate::check::rule::{Find, Report, Rule};
use crate::model::EntryKind;

pub(super) const RULE: Rule = Rule {
    code: "NR080",
    name: "no-plain-file",
    level: Level::Error,
    summary: "A symbolic link, a repository within the desk's, or something else that is no file lies under `posts/`.",
    why: "Others get a link or the name of a repository, and not what it leads to; `audit` and a server refuse both.",
    remedy: "Put the file itself there.",
    bad: "# posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml (a link)",
    good: "# posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml\nheadline = \"Power cut\"",
    needs_record: false,
    find: &[Find::Files(find)],
};

fn find(files: &Files<'_>, report: &mut Report) {
    for (entry, kind) in files.there() {
        let (what, remedy) = match kind {
            EntryKind::Link => (
                "a symbolic link",
                format!("rm {}, and put the file itself there", typed(&entry.path)),
            ),
            EntryKind::Repository => {
                ("a repository of its own", "Move it out of `posts/`.".to_owned())
            }
            EntryKind::Other => ("neither a file nor a folder", String::new()),
            EntryKind::File | EntryKind::Program | EntryKind::Folder => continue,
        };
        report.whole(&entry.path, format!("this is {what}"), remedy);
    }
}

//! Entries that no lawful tree has, and headers that git's own check refuses.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;

pub(super) const RULE: Rule = Rule {
    code: "NA10",
    name: "odd-tree",
    summary: "What the desk keeps are plain files with plain names, in commits that git's own check lets pass.",
    why: "A checkout of a link, of a submodule or of a name that passes for .git writes outside the desk; of a broken header, two programs read two authors.",
    lawful: "The file is added as a plain file, with the mode 644 and a name in Unicode's form NFC; the commit is made by git itself.",
    example: "Somebody commits posts/2026/x as a symbolic link to /etc.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for (path, what) in &step.odd {
        report.finding(path, *what);
    }
}

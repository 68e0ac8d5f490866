//! Two files that some systems take for one.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;

use crate::check::Level;
use crate::check::files::Files;
use crate::check::rule::{Find, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: "NR084",
    name: "twin-names",
    level: Level::Error,
    summary: "The names of two files differ by nothing but capitals or the way their letters are put together.",
    why: "On macOS and Windows the two are one file: a clone there has one of them and shows the other as changed for ever.",
    remedy: "Call one of them otherwise, and name it so in the post.",
    bad: "# posts/2026/11/port-selan/Pylon.jpg\n# posts/2026/11/port-selan/pylon.jpg",
    good: "# posts/2026/11/port-selan/pylon.jpg\n# posts/2026/11/port-selan/pylon-2.jpg",
    needs_record: false,
    find: &[Find::Files(find)],
};

fn find(files: &Files<'_>, report: &mut Report) {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for (entry, _) in files.there() {
        let folded: String = entry.path.nfkc().flat_map(char::to_lowercase).collect();
        if let Some(first) = seen.insert(folded, &entry.path) {
            report.whole(
                &entry.path,
                format!("on some systems this is the same file as {first}"),
                "",
            );
        }
    }
}

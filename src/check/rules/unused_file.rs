//! A file that no document names.

use std::collections::HashSet;

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Folder, Level};
use crate::model::Media;

pub(super) const RULE: Rule = Rule {
    code: "NR035",
    name: "unused-file",
    level: Level::Note,
    summary: "A file in a story's folder is named neither by the story nor by its posts.",
    why: "It is in every clone and readers never see it: left over, or a name that was mistyped.",
    remedy: "Name it in a post, or delete it.",
    bad: "# posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml\nheadline = \"Power cut\"\n# posts/2026/11/port-selan/pylon.jpg",
    good: "# posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml\n[[media]]\nkind = \"image\"\nsrc = \"pylon.jpg\"\nalt = \"A pylon lies across a road.\"\ncredit = \"Iva Horn\"\n# posts/2026/11/port-selan/pylon.jpg",
    needs_record: false,
    find: &[Find::Folder(find)],
};

fn find(folder: &Folder<'_>, _: &Context<'_>, report: &mut Report) {
    if !folder.complete {
        return;
    }
    let media = folder.documents.iter().flat_map(|subject| subject.document.media());
    let named: HashSet<&str> = media.flat_map(Media::files).collect();
    for name in folder.files {
        if !name.ends_with(".toml") && !name.starts_with('.') && !named.contains(name.as_str()) {
            report.whole(&format!("{}/{name}", folder.path), "no post names this file", "");
        }
    }
}

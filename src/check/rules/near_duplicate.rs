//! Two posts that say the same.

use crate::check::rule::{Find, Report, Rule};
use crate::check::similarity::{Shingles, near_duplicates};
use crate::check::{Context, Folder, Level};
use crate::model::Post;

pub(super) const RULE: Rule = Rule {
    code: "NR054",
    name: "near-duplicate",
    level: Level::Warning,
    summary: "Two posts of a story are nearly the same words.",
    why: "Two reporters filed the same, or a post was sent twice: readers see it twice, and a correction reaches only one.",
    remedy: "Keep one and spike the other, or let the later one say only what is new.",
    bad: "# posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml\nheadline = \"Power cut\"\nbody = \"Power was cut across the port on Saturday after a line was hit in the night.\"\n# posts/2026/11/port-selan/power-cut-again-k3x9q7m2te.toml\nheadline = \"Power cut\"\nbody = \"Power was cut across the port on Saturday after a line was hit in the night, too.\"",
    good: "# posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml\nheadline = \"Power cut\"\nbody = \"Power was cut across the port on Saturday after a line was hit in the night.\"\n# posts/2026/11/port-selan/power-cut-again-k3x9q7m2te.toml\nheadline = \"Trains stand\"\nbody = \"No trains run between the port and the old town before Monday, the railway said.\"",
    needs_record: false,
    find: &[Find::Folder(find)],
};

/// So few runs of words say too little: two maps, two short notices.
const LEAST: usize = 8;

fn find(folder: &Folder<'_>, _: &Context<'_>, report: &mut Report) {
    let mut posts = Vec::new();
    let mut shingles = Vec::new();
    for subject in folder.documents {
        let Some(post) = subject.document.as_post().filter(|post| post.retraction.is_none()) else {
            continue;
        };
        let runs = Shingles::of(&format!("{} {}", post.headline, post.body));
        if runs.len() >= LEAST {
            posts.push((subject, post));
            shingles.push(runs);
        }
    }
    for (a, b, shared) in near_duplicates(&shingles) {
        // Of two, the later filed is the copy.
        let (original, copy) =
            if posts[a].1.created <= posts[b].1.created { (a, b) } else { (b, a) };
        if is_translation(posts[original].1, posts[copy].1) {
            continue;
        }
        let message =
            format!("{:.0} % the words of {}", (shared * 100.0).floor(), posts[original].1.id);
        report.field(&posts[copy].0.file, "body", message, "");
    }
}

fn is_translation(a: &Post, b: &Post) -> bool {
    let translates =
        |a: &Post, b: &Post| a.translation_of.as_ref().is_some_and(|of| of.post == b.id);
    translates(a, b) || translates(b, a)
}

//! Posts in a folder that has no story.

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Folder, Level};

pub(super) const RULE: Rule = Rule {
    code: "NR013",
    name: "post-without-story",
    level: Level::Error,
    summary: "A folder has posts and no story.toml.",
    why: "A post is an entry of a story; without one it has no page, no title and no place among the others.",
    remedy: "Open the story with `newsroom story open`, or move the posts to the story they belong to before they are published.",
    bad: "# posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml\nheadline = \"Power cut\"",
    good: "# posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml\nheadline = \"Power cut\"\n# posts/2026/11/port-selan/story.toml\ntitle = \"Port Selan\"",
    needs_record: false,
    find: &[Find::Folder(find)],
};

fn find(folder: &Folder<'_>, _: &Context<'_>, report: &mut Report) {
    let has_story = folder.files.iter().any(|name| name == "story.toml");
    if let Some(first) = folder.documents.first().filter(|_| !has_story) {
        let message = format!("{} has posts and no story.toml", folder.path);
        report.whole(first.path.as_str(), message, "");
    }
}

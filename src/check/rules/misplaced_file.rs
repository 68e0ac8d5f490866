//! A TOML file among the posts that is neither a story nor a post. Reading it finds that; see [`crate::check::read_text`].

use crate::check::Level;
use crate::check::rule::Rule;

pub(super) const RULE: Rule = Rule {
    code: "NR005",
    name: "misplaced-file",
    level: Level::Error,
    summary: "A TOML file under `posts/` has a path that no story or post has.",
    why: "The program finds a story or post by its path: a file elsewhere is never shown, approved or published, and nobody notices.",
    remedy: "Call it posts/YYYY/MM/<story>/<slug>-<id>.toml or …/story.toml, or move it out of `posts/`.",
    bad: "# posts/2026/port-selan/power-cut.toml\nheadline = \"Power cut\"",
    good: "# posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml\nheadline = \"Power cut\"",
    needs_record: false,
    find: &[],
};

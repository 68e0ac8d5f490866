//! An id that is not the one in the file's name. Reading it finds that; see [`crate::check::read_text`].

use crate::check::Level;
use crate::check::rule::Rule;

pub(super) const RULE: Rule = Rule {
    code: "NR003",
    name: "id-not-in-name",
    level: Level::Error,
    summary: "The id in the file is not the one in the file's name.",
    why: "Other posts, approvals and the public record find a post by its id; a copy of a file with the old id inside would be two posts in one.",
    remedy: "Write the id that is in the file's name; to copy a post, use `newsroom add`.",
    bad: "id = \"zzzzzzzzzz\"",
    good: "id = \"k3x9q7m2td\"",
    needs_record: false,
    find: &[],
};

//! A file larger than a post may be. Reading it finds that; see [`crate::check::read_text`].

use crate::check::Level;
use crate::check::rule::Rule;

pub(super) const RULE: Rule = Rule {
    code: "NR002",
    name: "too-large",
    level: Level::Error,
    summary: "The file is larger than a story's or post's may be.",
    why: "A post is read on a phone and compared word by word; a book is neither, and pasted data makes every later step slow.",
    remedy: "Split it into several posts, or link to the long text.",
    bad: "body = \"{300000 times x}\"",
    good: "body = \"A page or two.\"",
    needs_record: false,
    find: &[],
};

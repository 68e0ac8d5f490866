//! A file that is not what its schema says. Reading it finds that; see [`crate::check::read_text`].

use crate::check::Level;
use crate::check::rule::Rule;

pub(super) const RULE: Rule = Rule {
    code: "NR001",
    name: "unreadable",
    level: Level::Error,
    summary: "The file cannot be read: wrong syntax, an unknown or missing field, a value of the wrong kind, a hidden character.",
    why: "What cannot be read cannot be edited, approved or published, and what the program does not know it would silently leave out.",
    remedy: "Put right what the message names; `schema/` describes every field, and editors that know `#:schema` complete them.",
    bad: "headlin = \"Power cut across Port Selan\"",
    good: "headline = \"Power cut across Port Selan\"",
    needs_record: false,
    find: &[],
};

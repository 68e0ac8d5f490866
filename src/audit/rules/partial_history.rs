//! A history that is not all there is.

use crate::audit::rule::Rule;

pub(super) const RULE: Rule = Rule {
    code: "NA11",
    name: "partial-history",
    summary: "The whole history is here, as its commits name it.",
    why: "With grafts, replaced objects or a shallow clone, steps can be hidden from whoever looks.",
    lawful: "All of it: what to type stands beside what is missing.",
    example: "Somebody replaces the commit that retracted a post.",
    find: None,
};

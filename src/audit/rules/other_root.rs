//! Another desk in place of the pinned one.

use crate::audit::rule::Rule;

pub(super) const RULE: Rule = Rule {
    code: "NA12",
    name: "other-root",
    summary: "The desk begins with the commit that this clone has pinned.",
    why: "Another desk, with other admins, could be put in place of this one.",
    lawful: "Clone the desk anew from where it should be, and compare its root with a colleague's.",
    example: "Somebody replaces the branch with a history of their own.",
    find: None,
};

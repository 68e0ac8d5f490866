//! Releases from the future, and from long ago.

use crate::audit::rule::Rule;

pub(super) const RULE: Rule = Rule {
    code: "NA15",
    name: "ahead-of-now",
    summary: "A release is no more than five minutes ahead of the clock of whoever receives it, a first one no more than seven days behind a server's.",
    why: "In a ledger times never decrease: one from next year would hold up every release after it.",
    lawful: "Set the clock right, take back the release with git reset on the branch published, and make it again.",
    example: "A laptop whose clock is a year ahead releases a post.",
    find: None,
};

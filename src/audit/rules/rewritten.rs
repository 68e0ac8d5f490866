//! Commits that were here and are gone.

use crate::audit::rule::Rule;

pub(super) const RULE: Rule = Rule {
    code: "NA13",
    name: "rewritten",
    summary: "What was audited here once stays in the history.",
    why: "A correction could be removed from the record by a force push.",
    lawful: "Nothing is rewritten: an error is put right by a new commit, words by a correction.",
    example: "Somebody resets the branch published to before a retraction and pushes it.",
    find: None,
};

//! A record with another beginning.

use crate::audit::rule::Rule;

pub(super) const RULE: Rule = Rule {
    code: "NA40",
    name: "record-root",
    summary: "The record begins with the commit that is computed from the desk's root.",
    why: "Another record could be put in place of this one: the pin of the desk covers both.",
    lawful: "newsroom doctor makes the record of this desk.",
    example: "Somebody makes a branch published of their own.",
    find: None,
};

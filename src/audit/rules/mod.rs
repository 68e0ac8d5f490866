//! The rules, one a file, and the table of them in the order of their codes.

use super::rule::Rule;

macro_rules! table {
    ($($name:ident),* $(,)?) => {
        $(mod $name;)*

        static RULES: &[Rule] = &[$($name::RULE),*];
    };
}

table! {
    stranger,
    no_right,
    settings_without_right,
    settings_unreadable,
    identity_reused,
    unsigned,
    signed_by_another,
    bad_signature,
    odd_tree,
    partial_history,
    other_root,
    rewritten,
    right_lost,
    ahead_of_now,
    squashed,
    file_gone,
    unreadable,
    id_changed,
    review_gone,
    review_of_another,
    review_without_right,
    review_of_other_words,
    own_words_approved,
    check_of_another,
    check_gone,
    source_known_by_another,
    embargo_moved_up,
    merged_settings,
    record_root,
    record_merge,
    silent_edit,
    ledger_rewritten,
    release_of_another,
    other_bytes,
    desk_commit_unknown,
    desk_commit_older,
    other_words,
    release_without_right,
    unapproved,
    under_embargo,
    not_releasable,
    too_gentle,
    alone,
    told_changed,
    claim_open,
    source_unknown,
    times_backwards,
    record_settings,
    order_without_right,
    order_of_another,
    order_changed,
    erased_words,
    record_name,
}

pub(super) use squashed::alone;

/// Every rule, in the order of their codes.
pub fn rules() -> &'static [Rule] {
    RULES
}

/// The rule of that code or name; letters' case does not matter.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES
        .iter()
        .find(|rule| rule.code.eq_ignore_ascii_case(code) || rule.name.eq_ignore_ascii_case(code))
}

/// The rule of that code; `None` where that is the one that is switched off.
pub fn rule_unless(code: &str, without: Option<&str>) -> Option<&'static Rule> {
    rule(code).filter(|rule| Some(rule.code) != without)
}

/// The rule of that code, which is in the table.
pub(super) fn named(code: &str) -> &'static Rule {
    rule(code).expect("the table has the rules that its own layer names")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_and_names_are_unique_and_the_table_is_sorted() {
        let codes: Vec<&str> = rules().iter().map(|rule| rule.code).collect();
        assert!(codes.is_sorted(), "{codes:?}");
        let names: HashSet<&str> = rules().iter().map(|rule| rule.name).collect();
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len());
        assert_eq!(names.len(), codes.len());
    }

    #[test]
    fn a_rule_speaks_in_whole_sentences() {
        for rule in rules() {
            for text in [rule.summary, rule.why, rule.lawful, rule.example] {
                assert!(text.ends_with('.') && text.len() < 200, "{}: {text}", rule.name);
            }
        }
    }
}

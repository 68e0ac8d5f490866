//! The rules, one a file, and the table of them in the order of their codes.

#[cfg(test)]
pub(in crate::check) mod examples;

use super::rule::Rule;

macro_rules! table {
    ($($name:ident),* $(,)?) => {
        $(pub(super) mod $name;)*

        static RULES: &[Rule] = &[$($name::RULE),*];
    };
}

table! {
    unreadable,
    too_large,
    id_not_in_name,
    id_twice,
    misplaced_file,
    toml_version,
    conflict,
    row_id_twice,
    conflict_markers,
    unknown_contributor,
    inactive_contributor,
    unknown_post,
    post_without_story,
    lost_quote,
    unknown_source,
    claim_without_caveat,
    duplicate_claim,
    hedge_without_claim,
    anonymous_reason,
    anonymous_unknown,
    source_named,
    missing_alt,
    missing_media_credit,
    alt_says_nothing,
    missing_file,
    large_file,
    unused_file,
    media_file_name,
    house_style,
    name_spelt_twice,
    odd_spaces,
    pasted_bullets,
    paste_debris,
    raw_html,
    tracking_parameters,
    bare_link_text,
    duplicate_link,
    unsafe_address,
    long_headline,
    headline_full_stop,
    shouting_headline,
    empty_post,
    near_duplicate,
    look_alike_byline,
    point_without_posts,
    rests_on_changed,
    rests_on_doubted,
    reviews_out_of_order,
    unknown_timezone,
    language_tag,
    person_twice,
    key_form,
    contributed_sentence,
    no_admin,
    alone_kinds,
    look_alike_contributors,
    no_plain_file,
    program_file,
    file_gone,
    file_moved,
    twin_names,
    file_form,
    no_site_address,
    site_look,
    faint_colour,
    full_row,
}

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

/// The rule of that name, which is in the table.
pub(super) fn named(name: &str) -> &'static Rule {
    rule(name).expect("the table has the rules that its own layer names")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::examples::findings_of;
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
    fn every_rule_finds_its_bad_example_and_not_its_good_one() {
        for rule in rules() {
            let found = findings_of(rule, rule.bad);
            assert!(!found.is_empty(), "{} does not find its bad example", rule.name);
            assert!(found.iter().all(|finding| !finding.remedy.is_empty()), "{}", rule.name);
            let found = findings_of(rule, rule.good);
            assert!(found.is_empty(), "{} finds its good example: {found:?}", rule.name);
        }
    }

    #[test]
    fn a_rule_speaks_in_whole_sentences() {
        for rule in rules() {
            for text in [rule.summary, rule.why, rule.remedy] {
                assert!(
                    text.ends_with(['.', ')', '"']) && text.len() < 260,
                    "{}: {text}",
                    rule.name
                );
            }
        }
    }
}

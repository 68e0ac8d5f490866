//! The rules in words, for `audit --explain`.

use super::rule::Rule;
use super::rules::{rule, rules};

/// What the rule of that code (or name) holds, why, an example and what is lawful, as Markdown;
/// `None` for no rule.
pub fn explain(code: &str) -> Option<String> {
    rule(code).map(|rule| section("#", rule))
}

/// The page that explains every rule, as Markdown.
pub fn page() -> String {
    let mut page = String::from(
        "# What `newsroom audit` holds every step to\n\n\
         This page is made from the rules themselves. `newsroom audit --explain CODE` shows one of them.\n\n\
         | code | name | holds |\n| --- | --- | --- |\n",
    );
    for rule in rules() {
        page.push_str(&format!("| {} | {} | {} |\n", rule.code, rule.name, rule.summary));
    }
    for rule in rules() {
        page.push('\n');
        page.push_str(&section("##", rule));
    }
    page
}

fn section(mark: &str, rule: &Rule) -> String {
    format!(
        "{mark} {} {}\n\n{}\n\nWhy: {}\n\nNot lawful: {}\n\nLawful: {}\n",
        rule.code, rule.name, rule.summary, rule.why, rule.example, rule.lawful
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_explained_by_code_and_by_name() {
        let text = explain("na24").expect("a rule");
        assert!(text.starts_with("# NA24 review-of-another\n"), "{text}");
        assert_eq!(explain("review-of-another"), Some(text));
        assert_eq!(explain("NA99"), None);
    }
}

//! The rules in words, for `audit --explain`.

use super::rules::rule;

/// What the rule of that code (or name) holds, why, an example and what is lawful, as Markdown;
/// `None` for no rule.
pub fn explain(code: &str) -> Option<String> {
    rule(code).map(|rule| {
        format!(
            "# {} {}\n\n{}\n\nWhy: {}\n\nNot lawful: {}\n\nLawful: {}\n",
            rule.code, rule.name, rule.summary, rule.why, rule.example, rule.lawful
        )
    })
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

//! The rules in words: one for `check --explain`, all for the page.

use super::finding::Level;
use super::rule::Rule;
use super::rules::{rule, rules};

/// What the rule of that code (or name) is about, why, an example and what to do, as Markdown; `None` for no rule.
pub fn explain(code: &str) -> Option<String> {
    rule(code).map(|rule| section("#", rule))
}

/// The page that explains every rule, as Markdown.
pub fn page() -> String {
    let mut page = String::from(
        "# What `newsroom check` looks for\n\n\
         This page is made from the rules themselves. `newsroom check --explain CODE` shows one of them.\n\n\
         | code | name | level | finds |\n| --- | --- | --- | --- |\n",
    );
    for rule in rules() {
        let row = [rule.code, rule.name, rule.level.as_str(), rule.summary].map(cell).join(" | ");
        page.push_str(&format!("| {row} |\n"));
    }
    for rule in rules() {
        page.push('\n');
        page.push_str(&section("##", rule));
    }
    page
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn section(mark: &str, rule: &Rule) -> String {
    let level = match rule.level {
        Level::Error => "An error",
        Level::Warning => "A warning (an error under `--strict`)",
        Level::Note => "A note",
    };
    let record =
        if rule.needs_record { " Needs the public record; skipped without it." } else { "" };
    format!(
        "{mark} {} {}\n\n{} {level}.{record}\n\nWhy: {}\n\n{}\n{}\nWhat to do: {}\n",
        rule.code,
        rule.name,
        rule.summary,
        rule.why,
        example("Found:", rule.bad),
        example("Put right:", rule.good),
        rule.remedy
    )
}

fn example(title: &str, text: &str) -> String {
    format!("{title}\n\n```toml\n{}\n```\n", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_explained_by_code_and_by_name() {
        let text = explain("NR014").expect("a rule");
        assert!(text.starts_with("# NR014 lost-quote\n"), "{text}");
        assert_eq!(explain("lost-quote"), Some(text));
        assert_eq!(explain("NR999"), None);
    }

    #[test]
    fn the_page_has_every_rule_once_as_a_heading() {
        let page = page();
        for rule in rules() {
            let heading = format!("\n## {} {}\n", rule.code, rule.name);
            assert_eq!(page.matches(&heading).count(), 1, "{heading}");
        }
    }
}

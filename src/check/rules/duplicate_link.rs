//! The same address twice.

use std::collections::HashSet;

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR048",
    name: "duplicate-link",
    level: Level::Warning,
    summary: "A story or post links to the same address twice.",
    why: "Readers follow the second one and have read it already; often one of the two was meant to lead elsewhere.",
    remedy: "Take one of them out, or put its address right.",
    bad: "headline = \"Talks\"\nbody = \"[The offer](https://a.example/text) and [the answer](https://a.example/text).\"",
    good: "headline = \"Talks\"\nbody = \"[The offer](https://a.example/text) and [the answer](https://a.example/answer).\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    let mut seen = HashSet::new();
    for link in subject.body_links() {
        if !seen.insert(same(&link.address)) {
            let message = format!("{} is linked to twice", link.address);
            report.part(
                &subject.file,
                ("body", subject.document.body(), link.range.clone()),
                message,
                "",
            );
        }
    }
    for (i, link) in subject.document.links().iter().enumerate() {
        let again = !link.url.is_empty() && !seen.insert(same(&link.url));
        if again {
            let message = format!("{} is linked to twice", link.url);
            report.field(&subject.file, format!("links[{i}].url"), message, "");
        }
    }
}

/// Addresses that lead to the same page are told alike without the slash at the end.
fn same(address: &str) -> &str {
    address.trim_end_matches('/')
}

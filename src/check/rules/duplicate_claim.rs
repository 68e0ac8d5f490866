//! Two claims about the same words.

use std::collections::HashMap;

use crate::check::quote;
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR017",
    name: "duplicate-claim",
    level: Level::Warning,
    summary: "Two claims quote the same words.",
    why: "One may be settled while the other stays open, and readers see two caveats for one sentence.",
    remedy: "Keep one of them and take the other out.",
    bad: "headline = \"300 lost\"\n\n[[claims]]\nid = \"c-7h2q\"\nquote = \"300 lost\"\nstatus = \"verified\"\n\n[[claims]]\nid = \"c-8j3r\"\nquote = \"300  lost\"\nstatus = \"verified\"",
    good: "headline = \"300 lost\"\n\n[[claims]]\nid = \"c-7h2q\"\nquote = \"300 lost\"\nstatus = \"verified\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    if subject.document.claims().len() < 2 {
        return;
    }
    let mut seen = HashMap::new();
    for (i, claim) in subject.document.claims().iter().enumerate() {
        if let Some(first) = seen.get(&quote::fold(&claim.quote)) {
            let message = format!("{} quotes the same words as {first}", claim.id);
            report.field(&subject.file, format!("claims[{i}].quote"), message, "");
        } else {
            seen.insert(quote::fold(&claim.quote), &claim.id);
        }
    }
}

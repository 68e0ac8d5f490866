//! A claim about words that are no longer there.

use crate::check::quote;
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};
use crate::model::ClaimStatus;

pub(super) const RULE: Rule = Rule {
    code: "NR014",
    name: "lost-quote",
    level: Level::Error,
    summary: "The words of a claim stand nowhere in the headline, the body, the points or the captions.",
    why: "The flag was on those words: now readers see other words without it. (Words found false or taken back are meant to go, and a verified claim is only warned of.)",
    remedy: "Put the claim on the words that took their place with `newsroom verify-flag DOC --claim ID --quote …`, or settle it.",
    bad: "headline = \"Storm\"\nbody = \"About 40 men were lost.\"\n\n[[claims]]\nid = \"c-7h2q\"\nquote = \"about 300 men were lost\"\nstatus = \"unverified\"\ncaveat = \"We could not verify the figure.\"",
    good: "headline = \"Storm\"\nbody = \"He said about 300 men were lost.\"\n\n[[claims]]\nid = \"c-7h2q\"\nquote = \"about 300 men were lost\"\nstatus = \"unverified\"\ncaveat = \"We could not verify the figure.\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    let document = subject.document;
    if document.retraction().is_some() {
        return;
    }
    for (i, claim) in document.claims().iter().enumerate() {
        let level = match claim.status {
            ClaimStatus::False | ClaimStatus::Withdrawn => continue,
            ClaimStatus::Verified => Level::Warning,
            ClaimStatus::Unverified | ClaimStatus::Disputed => Level::Error,
        };
        if !quote::stands(document, &claim.quote) {
            let message = format!("the words of {} (“{}”) are gone", claim.id, claim.quote);
            report.field(&subject.file, format!("claims[{i}].quote"), message, "").level(level);
        }
    }
}

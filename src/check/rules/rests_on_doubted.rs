//! Points and round-ups that rest on what nobody has verified.

use crate::check::fields;
use crate::check::quote;
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};
use crate::model::{Claim, ClaimStatus, Document};

pub(super) const RULE: Rule = Rule {
    code: "NR063",
    name: "rests-on-doubted",
    level: Level::Warning,
    summary: "A point or round-up rests on a post whose words are marked false, withdrawn or (a note) not yet verified.",
    why: "The caveat stands at the post; here readers get the words without it.",
    remedy: "See whether the doubted words are repeated here, and flag or change them.",
    bad: "headline = \"What you need to know\"\nrests_on = [\"fa1secha1m\"]",
    good: "headline = \"What you need to know\"\nrests_on = [\"g00dta1k00\"]",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, context: &Context<'_>, report: &mut Report) {
    for (field, id) in fields::rests_on(subject.document) {
        let Some(document) = context.neighbours.document(id) else { continue };
        let Some(claim) = doubted(&document) else { continue };
        // Flagged here too: whoever wrote this knows of the doubt.
        let quoted = quote::fold(&claim.quote);
        if subject.document.claims().iter().any(|own| quote::fold(&own.quote) == quoted) {
            continue;
        }
        let level = if claim.status.is_open() { Level::Note } else { Level::Warning };
        let message =
            format!("rests on {id}, where “{}” is {}", claim.quote, claim.status.as_str());
        report.field(&subject.file, field, message, "").level(level);
    }
}

/// The gravest doubt about words that still stand.
fn doubted(document: &Document) -> Option<&Claim> {
    document
        .claims()
        .iter()
        .filter(|claim| claim.status != ClaimStatus::Verified)
        .filter(|claim| quote::stands(document, &claim.quote))
        .max_by_key(|claim| !claim.status.is_open())
}

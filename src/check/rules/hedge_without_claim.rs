//! Words that say "we do not know", and no claim that keeps track of it.

use std::ops::Range;

use crate::check::prose::{Field, Prose};
use crate::check::quote;
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR018",
    name: "hedge-without-claim",
    level: Level::Warning,
    summary: "A hedge (`style.hedges`) stands in a paragraph of which no claim quotes any words.",
    why: "What is hedged is not verified; without a claim nobody is reminded to find out, and the hedge stays for ever.",
    remedy: "Flag the words with `newsroom verify-flag DOC --quote …`, or take the hedge out.",
    bad: "headline = \"Fire\"\nbody = \"The film purportedly shows the depot.\"",
    good: "headline = \"Fire\"\nbody = \"The film purportedly shows the depot.\"\n\n[[claims]]\nid = \"c-7h2q\"\nquote = \"shows the depot\"\nstatus = \"unverified\"\ncaveat = \"The place could not be verified.\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, context: &Context<'_>, report: &mut Report) {
    for prose in subject.prose.iter().filter(|prose| is_quotable(prose)) {
        for (range, _) in context.settings.hedges.find(prose.text) {
            let around = paragraph(prose.text, &range);
            let quoted = subject.document.claims().iter().any(|claim| {
                quote::find(&prose.text[around.clone()], &claim.quote).is_some()
                    || quote::find(prose.text, &claim.quote)
                        .is_some_and(|found| found.start < around.end && around.start < found.end)
            });
            if !quoted {
                let message =
                    format!("“{}” hedges words that no claim covers", &prose.text[range.clone()]);
                report.part(&subject.file, (prose.field, prose.text, range), message, "");
            }
        }
    }
}

/// Whether a claim can quote the field: headline, title, body, points, captions.
fn is_quotable(prose: &Prose<'_>) -> bool {
    match prose.field {
        Field::Top(_) => true,
        Field::Row(_, _, name) => matches!(name, "text" | "caption"),
    }
}

fn paragraph(text: &str, at: &Range<usize>) -> Range<usize> {
    let start = text[..at.start].rfind("\n\n").map_or(0, |i| i + 2);
    let end = text[at.end..].find("\n\n").map_or(text.len(), |i| at.end + i);
    start..end
}

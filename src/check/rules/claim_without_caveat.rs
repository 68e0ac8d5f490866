//! A claim that is open, and readers are told nothing.

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};
use crate::model::OpenClaims;

pub(super) const RULE: Rule = Rule {
    code: "NR016",
    name: "claim-without-caveat",
    level: Level::Warning,
    summary: "A claim that nobody has verified has no caveat for readers (an error where `open_claims = \"block\"`).",
    why: "Until it is settled, readers must be told what is not known; without that it cannot be published.",
    remedy: "Say it with `newsroom verify-flag DOC --claim ID --caveat \"…\"`, or verify the claim.",
    bad: "headline = \"300 lost\"\n\n[[claims]]\nid = \"c-7h2q\"\nquote = \"300 lost\"\nstatus = \"unverified\"",
    good: "headline = \"300 lost\"\n\n[[claims]]\nid = \"c-7h2q\"\nquote = \"300 lost\"\nstatus = \"unverified\"\ncaveat = \"The Courier could not independently verify the figure.\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, context: &Context<'_>, report: &mut Report) {
    let level = match context.settings.desk.policy.open_claims {
        OpenClaims::Caveat => Level::Warning,
        OpenClaims::Block => Level::Error,
    };
    for (i, claim) in subject.document.claims().iter().enumerate() {
        if claim.status.is_open() && claim.caveat.trim().is_empty() {
            let message = format!("{} is {} and has no caveat", claim.id, claim.status.as_str());
            report.field(&subject.file, format!("claims[{i}]"), message, "").level(level);
        }
    }
}

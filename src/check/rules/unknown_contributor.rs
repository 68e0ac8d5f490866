//! A person who is not at the desk.

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};
use crate::model::ContributorId;

pub(super) const RULE: Rule = Rule {
    code: "NR010",
    name: "unknown-contributor",
    level: Level::Error,
    summary: "A credit, review, check or source names somebody who is not in newsroom.toml.",
    why: "An unknown name is nobody: the credit is not counted, the review does not count, and nobody knows who the source is.",
    remedy: "Put the id right, or have an admin run `newsroom contributor add`; for an outsider's credit leave `who` out.",
    bad: "headline = \"Talks\"\n\n[[credits]]\nwho = \"ana-petrovna\"\nname = \"Ana Petrova\"",
    good: "headline = \"Talks\"\n\n[[credits]]\nwho = \"ana-petrova\"\nname = \"Ana Petrova\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, context: &Context<'_>, report: &mut Report) {
    let document = subject.document;
    let mut judge = |field: &dyn Fn() -> String, who: &ContributorId| {
        if context.settings.contributor(who).is_none() {
            let remedy = match context.settings.nearest(who) {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => String::new(),
            };
            let message = format!("nobody at this desk has the id `{who}`");
            report.field(&subject.file, field(), message, remedy);
        }
    };
    for (i, credit) in document.credits().iter().enumerate() {
        if let Some(who) = &credit.who {
            judge(&|| format!("credits[{i}].who"), who);
        }
    }
    for (i, source) in document.sources().iter().enumerate() {
        for (j, who) in source.known_to.iter().enumerate() {
            judge(&|| format!("sources[{i}].known_to[{j}]"), who);
        }
    }
    for (i, claim) in document.claims().iter().enumerate() {
        for (j, check) in claim.checks.iter().enumerate() {
            judge(&|| format!("claims[{i}].checks[{j}].by"), &check.by);
        }
    }
    for (i, review) in document.reviews().iter().enumerate() {
        judge(&|| format!("reviews[{i}].by"), &review.by);
        if let Some(until) = &review.until {
            judge(&|| format!("reviews[{i}].until"), until);
        }
    }
}

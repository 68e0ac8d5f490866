//! An anonymous source, and readers are not told why.

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};
use crate::model::{AnonymousReason, SourceKind};

pub(super) const RULE: Rule = Rule {
    code: "NR020",
    name: "anonymous-reason",
    level: Level::Error,
    summary: "An anonymous source has no reason for readers (a warning where `anonymous_reason = \"warn\"`).",
    why: "Readers have to take the source on trust; the least they are owed is why it is not named.",
    remedy: "Say why in `reason`, in words for readers, as in \"for their safety\".",
    bad: "headline = \"Raid\"\n\n[[sources]]\nid = \"s-4k2m\"\nkind = \"anonymous\"\ndescription = \"a resident\"\nknown_to = [\"ed-lind\"]",
    good: "headline = \"Raid\"\n\n[[sources]]\nid = \"s-4k2m\"\nkind = \"anonymous\"\ndescription = \"a resident\"\nreason = \"for their safety\"\nknown_to = [\"ed-lind\"]",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, context: &Context<'_>, report: &mut Report) {
    let level = match context.settings.desk.policy.anonymous_reason {
        AnonymousReason::Required => Level::Error,
        AnonymousReason::Warn => Level::Warning,
    };
    for (i, source) in subject.document.sources().iter().enumerate() {
        if source.kind == SourceKind::Anonymous && source.reason.trim().is_empty() {
            let message = format!(
                "readers are not told why {} ({}) is not named",
                source.id, source.description
            );
            report.field(&subject.file, format!("sources[{i}]"), message, "").level(level);
        }
    }
}

//! Anonymous sources that no editor knows.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::workflow::Reason;

pub(super) const RULE: Rule = Rule {
    code: "NA57",
    name: "source-unknown",
    summary: "An anonymous source is known to an editor, who said so.",
    why: "A source could be made up.",
    lawful: "An editor who knows the source runs newsroom source know.",
    example: "Words of an anonymous source are published that no editor knows.",
    find: Some(find),
};

fn find(_: &Step, report: &mut Report<'_>) {
    report.reasons(about);
}

fn about(reason: &Reason) -> bool {
    matches!(reason, Reason::SourceUnknown { .. })
}

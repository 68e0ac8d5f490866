//! Releases of what was not to be released.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::workflow::Reason;

pub(super) const RULE: Rule = Rule {
    code: "NA52",
    name: "not-releasable",
    summary: "What is stopped, returned, spiked, in conflict, live already, retracted or shows a file that is no medium is not released.",
    why: "A legal stop would be a mere note.",
    lawful: "Clear the stop, settle the conflict, or have the words approved again.",
    example: "An editor publishes a post that the lawyer stopped.",
    find: Some(find),
};

fn find(_: &Step, report: &mut Report<'_>) {
    report.reasons(about);
}

fn about(reason: &Reason) -> bool {
    matches!(
        reason,
        Reason::Conflict
            | Reason::Unreadable
            | Reason::Spiked
            | Reason::NothingNew
            | Reason::NoMedium { .. }
            | Reason::Retracted
            | Reason::Stopped { .. }
            | Reason::Returned { .. }
            | Reason::Pulled
    )
}

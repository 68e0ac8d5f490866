//! Releases before their time.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::workflow::Reason;

pub(super) const RULE: Rule = Rule {
    code: "NA51",
    name: "under-embargo",
    summary: "Nothing goes out before its embargo, nor before the one its approval was given under.",
    why: "Words approved for noon could go out at nine.",
    lawful: "Wait, or an editor moves the embargo and approves again.",
    example: "Somebody publishes at nine what was approved for noon.",
    find: Some(find),
};

fn find(_: &Step, report: &mut Report<'_>) {
    report.reasons(about);
}

fn about(reason: &Reason) -> bool {
    matches!(reason, Reason::Embargo { .. })
}

//! Open claims that readers are not told of.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::workflow::Reason;

pub(super) const RULE: Rule = Rule {
    code: "NA56",
    name: "claim-open",
    summary: "An open claim is out only with its caveat, and not at all where the desk says so; only a check settles one.",
    why: "Readers would take for known what nobody could verify.",
    lawful: "newsroom verify-flag gives the claim a caveat or settles it.",
    example: "Somebody takes the caveat out and publishes.",
    find: Some(find),
};

fn find(_: &Step, report: &mut Report<'_>) {
    report.reasons(about);
}

fn about(reason: &Reason) -> bool {
    matches!(
        reason,
        Reason::ClaimWithoutCaveat { .. }
            | Reason::ClaimOpen { .. }
            | Reason::ClaimUnchecked { .. }
    )
}

//! Releases that are called gentler than they are.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::workflow::Reason;

pub(super) const RULE: Rule = Rule {
    code: "NA53",
    name: "too-gentle",
    summary: "A release is called what it is: minor is minor, doubt adds doubt, and a correction tells readers.",
    why: "A changed figure could pass for a typo, without a correction and without a second reader.",
    lawful: "newsroom publish names the kind; a correction is made with newsroom correct.",
    example: "An editor changes a figure and releases it as minor.",
    find: Some(find),
};

fn find(_: &Step, report: &mut Report<'_>) {
    report.reasons(about);
}

fn about(reason: &Reason) -> bool {
    matches!(reason, Reason::TooGentle { .. } | Reason::ReadersNotTold { .. })
}

//! Merges on the record.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::{Line, Step};

pub(super) const RULE: Rule = Rule {
    code: "NA41",
    name: "record-merge",
    summary: "The record is one line: every commit has one parent.",
    why: "A merge could bring in releases past the one before them.",
    lawful: "Each release is made again on the newest one: newsroom publish.",
    example: "Somebody merges two branches published.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    if step.line == Line::Record && step.parents > 1 {
        report.finding("", format!("a merge of {} commits", step.parents));
    }
}

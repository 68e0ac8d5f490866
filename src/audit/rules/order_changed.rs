//! Orders to erase words that are gone or were changed.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::model::ORDERS;

pub(super) const RULE: Rule = Rule {
    code: "NA62",
    name: "order-changed",
    summary: "The orders in expunged.toml are only ever added to.",
    why: "An order for one release could be turned into one for another, or words be erased and nobody know by whom.",
    lawful: "newsroom expunge adds an entry, and leaves the others.",
    example: "An admin takes an order out of the file once it is carried out.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    let Some(orders) = &step.orders else { return };
    if let Err(why) = &orders.after {
        report.finding(ORDERS, format!("it cannot be read: {why}"));
        return;
    }
    for entry in orders.gone() {
        let what = format!("release {} of {}", entry.release, entry.document);
        report.finding(ORDERS, format!("the order of {} is gone or other: {what}", entry.by));
    }
}

//! Orders to erase words, typed in another's name.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::model::ORDERS;

pub(super) const RULE: Rule = Rule {
    code: "NA61",
    name: "order-of-another",
    summary: "Who is said to have filed a court's order filed it.",
    why: "One admin could be two, and erase words from the record alone.",
    lawful: "The second admin runs newsroom expunge herself.",
    example: "An admin files an order and its confirmation in a colleague's name.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    let Some(orders) = &step.orders else { return };
    let who = step.person.as_ref().map(|person| &person.id);
    for entry in orders.new_entries().filter(|entry| Some(&entry.by) != who) {
        let message = format!("ordered by {}, typed by {}", entry.by, step.author);
        report.finding(ORDERS, message);
    }
}

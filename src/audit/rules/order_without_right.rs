//! Orders to erase words, filed by somebody who is no admin.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::model::ORDERS;
use crate::workflow::{Act, authorize};

pub(super) const RULE: Rule = Rule {
    code: "NA60",
    name: "order-without-right",
    summary: "Only an admin files a court's order to erase words from the record.",
    why: "A reporter and a friend could make a post vanish that somebody does not like.",
    lawful: "Two admins run newsroom expunge, each in her own name.",
    example: "A reporter types an order into expunged.toml.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    let (Some(orders), Some(person)) = (&step.orders, &step.person) else { return };
    if authorize(person, Act::Settings).is_ok() {
        return;
    }
    for entry in orders.new_entries() {
        let what = format!("release {} of {}", entry.release, entry.document);
        let message = format!("{} is no admin, but {}: {what}", person.id, person.role.as_str());
        report.finding(ORDERS, message);
    }
}

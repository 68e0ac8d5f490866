//! A credit for somebody who has left, in words not yet published.

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR011",
    name: "inactive-contributor",
    level: Level::Note,
    summary: "A post that was never published credits a person who is no longer active.",
    why: "It may be right (the work was done before they left), or an old line that was copied along.",
    remedy: "Take the credit out if the person had no part in it.",
    bad: "headline = \"Talks\"\n\n[[credits]]\nwho = \"old-hand\"\nname = \"Otto Hand\"",
    good: "headline = \"Talks\"\n\n[[credits]]\nwho = \"ana-petrova\"\nname = \"Ana Petrova\"",
    needs_record: true,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, context: &Context<'_>, report: &mut Report) {
    let document = subject.document;
    let left = |i: &usize| {
        let who = document.credits()[*i].who.as_ref();
        who.and_then(|who| context.settings.contributor(who)).is_some_and(|person| !person.active)
    };
    let credited: Vec<usize> = (0..document.credits().len()).filter(left).collect();
    let published = || {
        let ledger = context.neighbours.ledger(document.id());
        ledger.is_some_and(|ledger| !ledger.releases.is_empty())
    };
    if credited.is_empty() || published() {
        return;
    }
    for i in credited {
        let name = &document.credits()[i].name;
        let message = format!("{name} is no longer active, and this was never published");
        report.field(&subject.file, format!("credits[{i}].who"), message, "");
    }
}

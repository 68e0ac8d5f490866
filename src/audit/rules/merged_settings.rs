//! Settings of a merge that are not those of the side that changed them.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::model::{Desk, SETTINGS};
use crate::workflow::{Act, authorize};
use std::sync::Arc;

pub(super) const RULE: Rule = Rule {
    code: "NA32",
    name: "merged-settings",
    summary: "A merge takes newsroom.toml from the one side that changed it, or an admin settles it.",
    why: "A merge could bring an old policy back, or slip in one that no side had.",
    lawful: "An admin makes the merge where both sides changed the settings.",
    example: "A reporter merges and keeps the settings from before an editor was retired.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    let Some(settings) = step.settings.as_ref().filter(|_| step.parents > 1) else { return };
    if settings.taken_over.is_some() {
        return;
    }
    let admin_of = |desk: &Arc<Desk>| {
        let person = desk.contributor_by_email(&step.author);
        person.is_some_and(|person| authorize(person, Act::Settings).is_ok())
    };
    if !settings.before.iter().flatten().all(admin_of) {
        report.finding(SETTINGS, "the merged settings are not those of the side that changed them");
    }
}

//! Ids, e-mails and keys that change hands.

use crate::audit::rule::{Report, Rule};
use crate::audit::settings::SettingsStep;
use crate::audit::step::Step;
use crate::format::same_key;
use crate::model::{Contributor, Desk, SETTINGS, same_email};

pub(super) const RULE: Rule = Rule {
    code: "NA05",
    name: "identity-reused",
    summary: "A contributor stays for ever: no id is taken out, no id, e-mail or key goes to another.",
    why: "Old approvals and bylines would become somebody else's.",
    lawful: "Retire the person with newsroom contributor retire; give the new one an id and an e-mail of their own.",
    example: "An admin gives the e-mail of somebody who left to somebody who came.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    let Some(settings) = &step.settings else { return };
    let Ok(after) = &settings.after else { return };
    for before in settings.before.iter().flatten() {
        for person in &before.contributors {
            if let Some(what) = lost(person, after) {
                report.finding(SETTINGS, what);
            }
        }
    }
    for (email, was, is) in &settings.reused {
        report.finding(SETTINGS, format!("{email} was {was}'s and is {is}'s"));
    }
    for (what, first, second) in twice(settings) {
        report.finding(SETTINGS, format!("{what} is both {first}'s and {second}'s"));
    }
}

/// What another has of this person's.
fn lost(person: &Contributor, after: &Desk) -> Option<String> {
    if after.contributor(&person.id).is_none() {
        return Some(format!("{} is no contributor any more", person.id));
    }
    let others = || after.contributors.iter().filter(|other| other.id != person.id);
    person.keys.iter().find_map(|key| {
        let other = others().find(|other| other.keys.iter().any(|k| same_key(k, key)))?;
        Some(format!("a key was {}'s and is {}'s", person.id, other.id))
    })
}

/// What two people of the new settings share.
fn twice(settings: &SettingsStep) -> Vec<(String, String, String)> {
    let Ok(after) = &settings.after else { return Vec::new() };
    let mut found = Vec::new();
    for (at, person) in after.contributors.iter().enumerate() {
        for other in &after.contributors[at + 1..] {
            let email = person
                .emails
                .iter()
                .find(|email| other.emails.iter().any(|theirs| same_email(theirs, email)));
            let what = if person.id == other.id {
                Some(format!("the id {}", person.id))
            } else {
                email.cloned()
            };
            found.extend(what.map(|what| (what, person.name.clone(), other.name.clone())));
        }
    }
    found
}

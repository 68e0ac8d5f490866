//! The people of the desk.

use super::output::{ContributorChanged, Contributors, KeyRow, VERSION};
use super::{Columns, outcome, shown, summary, sync};
use crate::cli::context::Context;
use crate::desk::Session;
use crate::format::Key;
use crate::model::{Contributor, Role};
use crate::ops::contributor::Changed;

/// Everybody, a line each.
pub fn table(context: &Context, people: &[Contributor]) -> String {
    let mut lines = Columns::new();
    for person in people {
        let name = shown(&person.name);
        let emails = shown(&person.emails.join(", "));
        let keys: Vec<String> = keys(person).map(|key| key.short()).collect();
        let retired = if person.active { "" } else { "retired" };
        lines.row([
            person.id.as_str(),
            person.role.as_str(),
            &name,
            &emails,
            &keys.join(", "),
            retired,
        ]);
    }
    lines.text(context)
}

/// The keys that a signature can be checked with.
fn keys(person: &Contributor) -> impl Iterator<Item = Key> {
    person.keys.iter().filter_map(|key| Key::read(key))
}

/// What became of a person.
pub fn changed(context: &Context, session: &Session, changed: &Changed) -> String {
    let person = &changed.person;
    let mut out = outcome::not_written(session);
    out += &if person.active {
        format!("{} “{}” is {}\n", person.id, shown(&person.name), role(person.role))
    } else {
        format!("{} “{}” no longer acts at this desk\n", person.id, shown(&person.name))
    };
    if !changed.left.is_empty() {
        out.push_str("left with them:\n");
        out.push_str(&summary::table(context, session, &changed.left));
    }
    if !session.dry_run && changed.delivery.waiting > 0 {
        out.push_str(&sync::saved_here(&changed.delivery.sent, changed.delivery.waiting));
    }
    out
}

/// The address with which a forge's own pages commit for a person, where the desk is on a forge whose
/// form is known and the person has none of it.
pub fn forge_address(session: &Session, person: &Contributor) -> Option<String> {
    let url = session.store.remote_url()?;
    let forges =
        [("github.com", "users.noreply.github.com"), ("gitlab.com", "users.noreply.gitlab.com")];
    let (_, host) = forges.into_iter().find(|(forge, _)| url.contains(forge))?;
    let has = person.emails.iter().any(|email| email.ends_with(host));
    (!has).then(|| {
        format!(
            "what {id} does on the forge's own pages is committed with another address: newsroom contributor edit {id} --email NUMBER+NAME@{host}",
            id = person.id
        )
    })
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Reporter => "a reporter",
        Role::Editor => "an editor",
        Role::Admin => "an admin",
        Role::Publisher => "a publisher: releases what is approved and due",
        Role::None => "credited only",
    }
}

/// Everybody as JSON.
pub fn json(people: &[Contributor]) -> Contributors {
    let row = |person: &Contributor, key: &Key| KeyRow {
        who: person.id.to_string(),
        kind: key.kind(),
        fingerprint: key.fingerprint(),
    };
    let of = |person| keys(person).map(move |key| row(person, &key));
    Contributors {
        version: VERSION,
        contributors: people.to_vec(),
        keys: people.iter().flat_map(of).collect(),
    }
}

/// What became of a person as JSON.
pub fn changed_json(session: &Session, changed: &Changed) -> ContributorChanged {
    ContributorChanged {
        version: VERSION,
        contributor: changed.person.clone(),
        left: summary::listed(session, &changed.left),
        sent: outcome::sent(session, &changed.delivery),
        waiting: changed.delivery.waiting,
        dry_run: session.dry_run,
    }
}

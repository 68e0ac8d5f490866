//! `contributor`: the people of the desk.

mod facts;
mod openpgp;

use crate::desk::settings::change_settings;
use crate::desk::{Delivery, Filter, OpError, Session, Summary};
use crate::judge::force;
use crate::model::{Contributor, ContributorId, Desk, Role, folded_email, same_email};
use crate::workflow::{Act, State, authorize};

pub use facts::Facts;

/// What became of it.
#[derive(Debug)]
pub struct Changed {
    /// The person as of now.
    pub person: Contributor,
    /// What is left with the person: drafts, reviews, returned posts.
    pub left: Vec<Summary>,
    /// Whether the shared desk has it, and what came of asking.
    pub delivery: Delivery,
}

/// Adds a person.
///
/// # Errors
///
/// A role without the right; an id or e-mail that somebody has; a key that nothing can be checked
/// with.
pub fn add(session: &mut Session, id: &ContributorId, facts: &Facts) -> Result<Changed, OpError> {
    if session.desk.contributor(id).is_some() {
        return Err(OpError::bad(
            format!("{id} is taken, and an id is never given to another"),
            format!("newsroom contributor edit {id}"),
        ));
    }
    let name = facts
        .name
        .clone()
        .ok_or_else(|| OpError::bad("the name is missing", "--name 'GIVEN FAMILY'"))?;
    let role = facts.role.ok_or_else(|| OpError::bad("the role is missing", "--role reporter"))?;
    let person = Contributor {
        id: id.clone(),
        name,
        role,
        may: Vec::new(),
        emails: Vec::new(),
        keys: Vec::new(),
        active: true,
    };
    change(session, "contributor add", id, facts, |desk| desk.contributors.push(person))
}

/// Changes what is known of a person.
///
/// # Errors
///
/// A role without the right; no such person or key; an e-mail that somebody else has; a key that
/// nothing can be checked with.
pub fn edit(session: &mut Session, id: &ContributorId, facts: &Facts) -> Result<Changed, OpError> {
    session.contributor(id.as_str())?;
    change(session, "contributor edit", id, facts, |_| {})
}

/// A person no longer acts; what is left with the person is listed.
///
/// # Errors
///
/// A role without the right; no such person; the last admin.
pub fn retire(session: &mut Session, id: &ContributorId) -> Result<Changed, OpError> {
    session.contributor(id.as_str())?;
    let facts = Facts { active: Some(false), ..Facts::default() };
    change(session, "contributor retire", id, &facts, |_| {})
}

fn change(
    session: &mut Session,
    action: &str,
    id: &ContributorId,
    facts: &Facts,
    first: impl FnOnce(&mut Desk),
) -> Result<Changed, OpError> {
    let (me, _) = session.me()?;
    authorize(&me, Act::Settings)?;
    let mut desk = session.desk.clone();
    first(&mut desk);
    let person = desk.contributors.iter_mut().find(|person| person.id == *id);
    let person = person.expect("found or added above");
    apply(person, facts);
    openpgp::change(person, facts)?;
    let person = person.clone();
    lawful(session, &desk, &person)?;
    change_settings(session, action, person.id.as_str(), desk)?;
    let left = if person.active { Vec::new() } else { left_with(session, &person)? };
    let delivery = session.deliver();
    Ok(Changed { person, left, delivery })
}

fn apply(person: &mut Contributor, facts: &Facts) {
    if let Some(name) = &facts.name {
        person.name.clone_from(name);
    }
    if let Some(role) = facts.role {
        person.role = role;
    }
    if let Some(active) = facts.active {
        person.active = active;
    }
    person.may.retain(|right| !facts.may_not.contains(right));
    person.emails.retain(|email| !facts.remove_emails.contains(email));
    person.keys.retain(|key| !facts.remove_keys.contains(key));
    add_new(&mut person.may, &facts.may);
    add_new(&mut person.emails, &facts.emails);
    add_new(&mut person.keys, &facts.keys);
}

fn add_new<T: PartialEq + Clone>(list: &mut Vec<T>, new: &[T]) {
    for item in new {
        if !list.contains(item) {
            list.push(item.clone());
        }
    }
}

/// E-mails are one person's; somebody is left who may change the settings.
fn lawful(session: &Session, desk: &Desk, person: &Contributor) -> Result<(), OpError> {
    let owners = force::owners(&session.store)?;
    for email in &person.emails {
        let other = desk.contributors.iter().find(|other| {
            other.id != person.id && other.emails.iter().any(|e| same_email(e, email))
        });
        let other = other.map(|other| other.id.clone());
        let was = owners.get(&folded_email(email)).filter(|was| **was != person.id).cloned();
        if let Some(other) = other.or(was) {
            return Err(OpError::bad(
                format!("{email} is {other}'s, and an e-mail is never given to another"),
                "",
            ));
        }
    }
    let admins = desk.contributors.iter().filter(|p| p.role == Role::Admin && p.active).count();
    if admins == 0 {
        return Err(OpError::bad(
            "nobody would be left who may change this desk",
            "make somebody else an admin first",
        ));
    }
    Ok(())
}

/// Documents that wait for this person, or that only this person is credited for and are not out.
fn left_with(session: &Session, person: &Contributor) -> Result<Vec<Summary>, OpError> {
    let filter = Filter {
        by: Some(person.id.to_string()),
        states: vec![State::Draft, State::InReview, State::Returned, State::Approved],
        ..Filter::default()
    };
    session.summaries(&filter)
}

//! `list`: documents by what they are, who they are by, and where they stand.

use super::status;
use crate::desk::{Filter, OpError, Session, Summary};
use crate::model::ContributorId;
use crate::workflow::{Act, State, authorize};

/// The documents that pass the filter, newest first; those whose files cannot be read lead.
///
/// # Errors
///
/// A cache or repository that cannot be read.
pub fn run(session: &Session, filter: &Filter) -> Result<Vec<Summary>, OpError> {
    let mut all = Vec::new();
    if filter.states.is_empty() || filter.states.contains(&State::Unreadable) {
        let states = vec![State::Unreadable];
        all = session.summaries(&Filter { states, ..filter.clone() })?;
    }
    let mut others = session.summaries(filter)?;
    others.retain(|summary| summary.unreadable.is_none());
    all.extend(others);
    all.truncate(filter.limit.unwrap_or(usize::MAX));
    Ok(all)
}

/// What is unfinished at the desk, the newest first: what the person has filed or submitted or is
/// credited for, or where there is none of that, everybody's.
///
/// # Errors
///
/// As [`run`]; a stranger.
pub fn unfinished(session: &Session) -> Result<Vec<Summary>, OpError> {
    let (me, _) = session.me()?;
    let states = vec![State::Draft, State::Returned, State::InReview, State::Approved];
    let mut all = session.summaries(&Filter { states, ..Filter::default() })?;
    let mine = |one: &Summary| {
        one.credits.iter().any(|credit| credit.who.as_ref() == Some(&me.id))
            || one.submitted_by.iter().any(|by| *by == me.id.as_str())
    };
    if all.iter().any(mine) {
        all.retain(mine);
    }
    Ok(all)
}

/// What is approved and not out, the newest first.
///
/// # Errors
///
/// As [`run`]; somebody who may not publish.
pub fn approved(session: &Session) -> Result<Vec<Summary>, OpError> {
    may(session, Act::Publish)?;
    session.summaries(&Filter { states: vec![State::Approved], ..Filter::default() })
}

/// What waits to be approved by the person: nothing that this person alone submitted.
///
/// # Errors
///
/// As [`run`]; somebody who may not approve.
pub fn to_approve(session: &Session) -> Result<Vec<Summary>, OpError> {
    let me = may(session, Act::Approve)?;
    let mut queue = status::queue(session)?;
    queue.retain(|one| one.submitted_by.iter().any(|by| *by != me.as_str()));
    Ok(queue)
}

fn may(session: &Session, act: Act) -> Result<ContributorId, OpError> {
    let (me, _) = session.me()?;
    authorize(&me, act)?;
    Ok(me.id)
}

//! What is here and what came, put together: first as commits that no branch names, then taken over.

use super::told::{Apart, Delivery, Joined, Told};
use super::{again, incoming, join};
use crate::desk::error::OpError;
use crate::desk::merging::merge_texts;
use crate::desk::session::Session;
use crate::storage::{Advance, CommitId, Identity, There};

/// What is here and what came, as commits that no branch names yet: a turn that is lost leaves
/// nothing.
#[derive(Debug)]
pub(super) struct Together {
    there: There,
    desk: Joined,
    record: Option<CommitId>,
    told: Vec<Told>,
}

impl Together {
    pub(super) fn tips(&self) -> There {
        There { desk: Some(self.desk.tip.clone()), record: self.record.clone() }
    }
}

pub(super) fn together(
    session: &Session,
    there: &There,
) -> Result<Result<Together, Apart>, OpError> {
    let there = there.clone();
    let here = |tip: &CommitId| Joined { tip: tip.clone(), told: Vec::new() };
    if is_known(session, &there)? {
        let desk = here(&session.head);
        let record = session.record.clone();
        return Ok(Ok(Together { there, desk, record, told: Vec::new() }));
    }
    let own = again::own(session, &there)?;
    let desk = match join::tips(session, &session.head, &there)? {
        Ok(joined) => joined,
        Err(apart) => return Ok(Err(apart)),
    };
    Ok(match again::made(session, &there, desk, &own)? {
        Ok(made) => {
            let again::Made { desk, record, told } = made;
            Ok(Together { there, desk, record, told })
        }
        Err(apart) => Err(apart),
    })
}

/// Goes on to what was put together; false where somebody wrote here meanwhile.
pub(super) fn take(
    session: &mut Session,
    made: Together,
    delivery: &mut Delivery,
) -> Result<bool, OpError> {
    let (head, record) = (session.head.clone(), session.record.clone());
    let desk_move = (head != made.desk.tip).then(|| (head.clone(), made.desk.tip.clone()));
    let record_move = made.record.clone().filter(|new| record.as_ref() != Some(new));
    if desk_move.is_none() && record_move.is_none() {
        return Ok(true);
    }
    let warnings = session.store.advance(&Advance {
        title: "sync".to_owned(),
        author: session.store.identity().unwrap_or_else(|_| nobody()),
        at: session.now,
        desk: desk_move,
        record: record_move.map(|new| (record.clone(), new)),
        merge: Some(&merge_texts),
    })?;
    let Some(warnings) = warnings else {
        session.refresh()?;
        return Ok(false);
    };
    if let (Some(old), Some(new)) = (&record, &made.record)
        && !session.store.is_ancestor(old, new)?
    {
        incoming::forget(session);
    }
    delivery.warnings.extend(warnings);
    delivery.steps += count(session, made.there.desk.as_ref(), &head);
    let came = |old: &CommitId| count(session, made.there.record.as_ref(), old);
    delivery.releases += record.as_ref().map_or(0, came);
    delivery.told.extend(made.desk.told);
    delivery.told.extend(made.told);
    session.refresh()?;
    if let Err(error) = session.forget_erased() {
        delivery.warnings.push(error.to_string());
    }
    Ok(true)
}

/// Whether nothing came that is not here.
fn is_known(session: &Session, there: &There) -> Result<bool, OpError> {
    let has = |tip: Option<&CommitId>, here: Option<&CommitId>| match (tip, here) {
        (None, _) => Ok(true),
        (Some(tip), Some(here)) => session.store.is_ancestor(tip, here),
        (Some(_), None) => Ok(false),
    };
    Ok(has(there.desk.as_ref(), Some(&session.head))?
        && has(there.record.as_ref(), session.record.as_ref())?)
}

fn count(session: &Session, tip: Option<&CommitId>, known: &CommitId) -> usize {
    let known = std::slice::from_ref(known);
    tip.and_then(|tip| session.store.commits(tip, known).ok()).map_or(0, |new| new.len())
}

/// Whoever only reads, and whom git does not know.
fn nobody() -> Identity {
    let email = "newsroom@localhost".to_owned();
    Identity { name: "newsroom".to_owned(), email }
}

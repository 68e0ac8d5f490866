//! What the shared desk has, judged before anything of it is used here.

use crate::audit::Finding;
use crate::desk::error::OpError;
use crate::desk::session::Session;
use crate::judge::whole::{accepted, of_the_whole};
use crate::judge::{DeskWalk, Erasures, Memory, Receiver, RecordWalk, Request, force, memory};
use crate::model::SETTINGS;
use crate::storage::{CommitId, Line, There};

/// What holds nobody up and is told: a clock that is slow here or there, and a file that cannot be
/// read. Whatever comes after that is judged by what could be read last.
const TOLD: [&str; 3] = ["NA15", "NA21", "NA04"];

/// Judges what is there and not here, by the same rules as `audit` and the server's hook; also
/// whether it goes on from what it had when it was last heard.
///
/// # Errors
///
/// A repository that cannot be read.
pub(super) fn judge(session: &Session, there: &There) -> Result<Vec<Finding>, OpError> {
    // A record that came without its desk is judged beside the desk here.
    let tip = there.desk.as_ref().unwrap_or(&session.head);
    let (store, root) = (&session.store, root(session)?);
    let begins = Memory::read(store, &root).leads_to_root(store, &root, tip);
    let mut findings = of_the_whole(store, &Request::default(), (&root, begins), tip)?;
    if findings.is_empty() {
        findings = gone(session, there)?;
        findings.retain(|found| !is_answered_here(session, found));
    }
    if findings.is_empty() { steps(session, there) } else { Ok(findings) }
}

/// Whether an admin of the desk here answers for it.
fn is_answered_here(session: &Session, found: &Finding) -> bool {
    session.desk.accepted.iter().any(|one| one.commit == found.commit && one.code == found.code)
}

fn root(session: &Session) -> Result<CommitId, OpError> {
    let root = session.store.desk_root()?;
    root.ok_or_else(|| OpError::NotFiled(SETTINGS.to_owned()))
}

/// Judges the steps that are there and not here.
fn steps(session: &Session, there: &There) -> Result<Vec<Finding>, OpError> {
    let mut findings = Vec::new();
    let tip = there.desk.as_ref().unwrap_or(&session.head);
    let root = root(session)?;
    let new = |tip: &CommitId, here: Option<&CommitId>| match here {
        Some(here) => session.store.is_ancestor(tip, here).map(|known| !known),
        None => Ok(true),
    };
    let new_desk = new(tip, Some(&session.head))?;
    let record = match &there.record {
        Some(record) if new(record, session.record.as_ref())? => Some(record),
        _ => None,
    };
    if !new_desk && record.is_none() {
        return Ok(findings);
    }
    let mut store = session.store.beside()?;
    store.assume(Line::Desk, tip);
    if let Some(record) = &there.record {
        store.assume(Line::Record, record);
    }
    crate::desk::facts::bring_facts_up(&store, &session.head)?;
    let mut reader = force::reader(&store)?;
    let mut walk = DeskWalk::new(&root, None);
    if let Some(parted) = store.merge_base(&session.head, tip)? {
        let held = walk.at(&mut reader, &parted)?;
        walk.receive(Receiver::new(&parted, held, session.now).knows(&session.head));
    }
    let mut judged = walk.judge(&mut reader, tip, Some(&session.head))?;
    findings.append(&mut judged.findings);
    if let Some(record) = record {
        let parted = match &session.record {
            Some(here) => store.merge_base(here, record)?,
            None => None,
        };
        let mut records = RecordWalk::new(&root, &mut walk, None);
        let mut judged = records.judge(&mut reader, record, parted.as_ref())?;
        findings.append(&mut judged.findings);
    }
    for found in findings.iter_mut().filter(|found| TOLD.contains(&found.code)) {
        found.warning = true;
    }
    let mut answered = accepted(&walk);
    if let Some(receiver) = walk.receiver() {
        answered.retain(|answer, _| !receiver.void.contains(answer));
    }
    findings.retain(|found| {
        let key = (found.commit.clone(), found.code.to_owned());
        !is_answered_here(session, found) && !answered.contains_key(&key)
    });
    Ok(findings)
}

/// What the shared desk had and has no more: a branch that was rewound or made again.
fn gone(session: &Session, there: &There) -> Result<Vec<Finding>, OpError> {
    let mut findings = Vec::new();
    let Some(heard) = session.heard() else { return Ok(findings) };
    for (line, name, was, now) in [
        (Line::Desk, "the shared desk", &heard.desk, &there.desk),
        (Line::Record, "the shared record", &heard.record, &there.record),
    ] {
        let Some(was) = was else { continue };
        let kept =
            now.as_ref().is_some_and(|now| session.store.is_ancestor(was, now).unwrap_or(false));
        if kept {
            continue;
        }
        let replaced = match (line, now, &there.desk) {
            (Line::Record, Some(now), Some(desk)) => made_again(session, desk, was, now)?,
            _ => false,
        };
        if !replaced {
            findings.extend(memory::lost(&session.store, name, was, now.as_ref())?);
        }
    }
    Ok(findings)
}

/// Whether the record up to `new` is the one up to `old`, made again on an order that is in force at
/// that commit of the desk.
fn made_again(
    session: &Session,
    desk: &CommitId,
    old: &CommitId,
    new: &CommitId,
) -> Result<bool, OpError> {
    let mut store = session.store.beside()?;
    let Some(root) = store.desk_root()? else { return Ok(false) };
    store.assume(Line::Desk, desk);
    store.assume(Line::Record, new);
    let mut reader = force::reader(&store)?;
    let mut walk = DeskWalk::new(&root, None);
    walk.settled_at(&mut reader, desk)?;
    let erasures = Erasures::of(&mut reader, &mut walk, new)?;
    Ok(erasures.replaces(&store, old, new))
}

/// Whether the record here took the place of the shared one on an order to erase words.
///
/// # Errors
///
/// A repository that cannot be read.
pub(super) fn was_made_again(
    session: &Session,
    shared: &CommitId,
    here: &CommitId,
) -> Result<bool, OpError> {
    if session.store.is_ancestor(shared, here)? {
        return Ok(false);
    }
    made_again(session, &session.head, shared, here)
}

/// Forgets what was audited of a record that was made again upon the shared one: what the shared
/// desk had is remembered apart.
pub(crate) fn forget(session: &Session) {
    if let Ok(Some(root)) = session.store.desk_root() {
        Memory { root: Some(root), ..Memory::default() }.write(&session.store);
    }
}

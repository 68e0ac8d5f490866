//! The last act of a person on this desk.

use std::collections::{BTreeSet, BinaryHeap, HashSet};

use super::undoing::UNDOES;
use crate::desk::aside::TAKE_BACK;
use crate::desk::release::ledger_at;
use crate::desk::{OpError, Session};
use crate::model::{Contributor, DocPath, Moment, SETTINGS};
use crate::storage::{CommitId, CommitInfo, Line};

/// How many commits are looked at: who did nothing in so many has nothing to undo.
const FAR: usize = 10_000;

/// The last act of a person.
pub(super) enum Last {
    /// At the desk alone.
    Desk(Box<Act>),
    /// On the record, and what the same act did at the desk.
    Release(Box<Released>),
}

/// An act at the desk.
pub(super) struct Act {
    /// Its commit.
    pub(super) info: CommitInfo,
    /// What it did, as its trailer says; empty where it was committed by git alone.
    pub(super) action: String,
}

/// Releases that one act made.
pub(super) struct Released {
    /// The newest commit of them.
    pub(super) info: CommitInfo,
    /// Their kind.
    pub(super) kind: String,
    /// Their documents.
    pub(super) paths: Vec<DocPath>,
    /// The record before them.
    pub(super) before: CommitId,
    /// Who has them besides this machine.
    pub(super) reach: Reach,
    /// What the same act did at the desk.
    pub(super) desk: Option<Act>,
    /// Words that were set aside were put back behind them.
    pub(super) took_back: bool,
}

/// How far a release got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// It is here alone, and nothing stands upon it.
    Here,
    /// It is here alone, under somebody else's.
    Under,
    /// Readers have it.
    Readers,
}

/// What was found of a person at the desk.
#[derive(Default)]
struct AtDesk {
    act: Option<Act>,
    /// Commits behind it that put back what was set aside.
    took_back: Vec<CommitInfo>,
}

/// The person's last act that is not taken back yet.
pub(super) fn find(session: &Session, me: &Contributor) -> Result<Option<Last>, OpError> {
    let at_desk = at_desk(session, me)?;
    let Some(mut released) = on_record(session, me)? else {
        return Ok(at_desk.act.map(|act| Last::Desk(Box::new(act))));
    };
    let named = named_by(session, &released.info)?;
    for back in &at_desk.took_back {
        let before = named.as_ref().map(|named| session.store.is_ancestor(&back.id, named));
        released.took_back |= !before.transpose()?.unwrap_or(back.at < released.info.at);
    }
    let Some(act) = at_desk.act else { return Ok(Some(Last::Release(Box::new(released)))) };
    let before_it = match named {
        Some(named) => {
            let same = act.info.id == named && act.info.at == released.info.at;
            let earlier = session.store.is_ancestor(&act.info.id, &named)?;
            if same {
                released.desk = Some(act);
                return Ok(Some(Last::Release(Box::new(released))));
            }
            earlier
        }
        None => act.info.at < released.info.at,
    };
    Ok(Some(if before_it { Last::Release(Box::new(released)) } else { Last::Desk(Box::new(act)) }))
}

/// The person's last act at the desk, newest first and parents behind their children.
fn at_desk(session: &Session, me: &Contributor) -> Result<AtDesk, OpError> {
    let mut found = AtDesk::default();
    let (mut waiting, mut seen) = (BinaryHeap::new(), HashSet::new());
    let mut undone: BTreeSet<String> = BTreeSet::new();
    let put =
        |id: &CommitId, waiting: &mut BinaryHeap<(Moment, CommitId)>| -> Result<(), OpError> {
            waiting.push((session.store.commit_info(id)?.at.to_utc(), id.clone()));
            Ok(())
        };
    put(&session.head, &mut waiting)?;
    while let Some((_, id)) = waiting.pop() {
        if !seen.insert(id.clone()) || seen.len() > FAR {
            continue;
        }
        let info = session.store.commit_info(&id)?;
        let said = |name: &str| {
            info.trailers.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
        };
        let action = said("Newsroom-Action").unwrap_or_default();
        let mine = is_of(session, me, &info) && info.parents.len() == 1;
        for parent in &info.parents {
            put(parent, &mut waiting)?;
        }
        if !mine || action == "sync" || undone.contains(id.as_str()) {
            continue;
        }
        if let Some(act) = said(UNDOES) {
            undone.insert(act);
        } else if action == TAKE_BACK {
            found.took_back.push(info);
        } else if !action.is_empty() || touches_desk(session, &info)? {
            found.act = Some(Act { info, action });
            return Ok(found);
        }
    }
    Ok(found)
}

fn is_of(session: &Session, me: &Contributor, info: &CommitInfo) -> bool {
    session.desk.contributor_by_email(&info.author.email).is_some_and(|who| who.id == me.id)
}

fn touches_desk(session: &Session, info: &CommitInfo) -> Result<bool, OpError> {
    let changed = session.store.changes(info.parents.first(), &info.id)?;
    Ok(changed.iter().any(|change| change.path == SETTINGS || change.path.starts_with("posts/")))
}

/// The person's last releases, made by one act.
fn on_record(session: &Session, me: &Contributor) -> Result<Option<Released>, OpError> {
    let Some(tip) = &session.record else { return Ok(None) };
    let unsent: HashSet<CommitId> = session.store.unsent(Line::Record)?.into_iter().collect();
    let (mut at, mut newest): (CommitId, Option<Released>) = (tip.clone(), None);
    for _ in 0..FAR {
        let info = session.store.commit_info(&at)?;
        let Some(parent) = info.parents.first().cloned() else { break };
        let mine = is_of(session, me, &info);
        match &mut newest {
            Some(released)
                if mine
                    && info.at == released.info.at
                    && named_by(session, &info)? == named_by(session, &released.info)? =>
            {
                released.paths.extend(released_in(session, &info)?);
                released.before = parent.clone();
                if !unsent.contains(&info.id) {
                    released.reach = Reach::Readers;
                }
            }
            Some(_) => break,
            None if mine => {
                let sent = !unsent.contains(&info.id) || session.store.was_shared(&info.id)?;
                let reach = match at == *tip {
                    _ if sent => Reach::Readers,
                    true => Reach::Here,
                    false => Reach::Under,
                };
                newest = Some(Released {
                    kind: kind(&info),
                    paths: released_in(session, &info)?,
                    before: parent.clone(),
                    reach,
                    desk: None,
                    took_back: false,
                    info,
                });
            }
            None => {}
        }
        at = parent;
    }
    Ok(newest)
}

/// The kind of a release, as its commit says it: `4 correction`.
fn kind(info: &CommitInfo) -> String {
    let said = info.trailers.iter().find(|(key, _)| key == "Newsroom-Release");
    let said = said.map(|(_, value)| value.as_str()).unwrap_or_default();
    said.rsplit(' ').next().unwrap_or_default().to_owned()
}

/// The documents of which a commit of the record has a new line.
fn released_in(session: &Session, info: &CommitInfo) -> Result<Vec<DocPath>, OpError> {
    let changed = session.store.changes(info.parents.first(), &info.id)?;
    let mut paths = Vec::new();
    for change in changed {
        let Some(path) =
            DocPath::of_record(&change.path).filter(|path| change.path == path.ledger())
        else {
            continue;
        };
        paths.push(session.store.on_desk(&session.head, &path)?);
    }
    Ok(paths)
}

/// The commit of the desk that a release names.
fn named_by(session: &Session, info: &CommitInfo) -> Result<Option<CommitId>, OpError> {
    let Some(path) = released_in(session, info)?.into_iter().next() else { return Ok(None) };
    let ledger = ledger_at(session, &info.id, &path)?;
    Ok(ledger.releases.last().and_then(|line| line.desk.parse().ok()))
}

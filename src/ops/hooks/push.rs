//! What is pushed, judged before it is taken.

use std::collections::HashSet;

use crate::audit::{Finding, rule};
use crate::desk::OpError;
use crate::desk::facts::bring_facts_up;
use crate::judge::memory::{KeptFinding, lost, vanished};
use crate::judge::whole::{accepted, of_the_whole};
use crate::judge::{
    Audited, DeskWalk, Erasures, Judged, Memory, Receiver, RecordWalk, Request, force,
};
use crate::model::{Moment, Version};
use crate::storage::{CommitId, Line, Store, Update};

/// On which side of a push the judge stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Before anything leaves.
    Sender,
    /// Before anything is taken: the receiver's own settings and clock count, too.
    Receiver,
}

/// Judges what a push moves, in a store of [`Store::open_in_hook`]; only steps that are new where
/// it goes are told. `None` where it concerns no desk.
///
/// # Errors
///
/// A record without its desk; a repository that cannot be read.
pub fn judge(
    store: &mut Store,
    updates: &[Update],
    side: Side,
    now: Moment,
) -> Result<Option<Audited>, OpError> {
    let before = store.tip(Line::Desk).ok().flatten();
    let (desk, record) = store.propose(updates)?;
    let Some(root) = store.desk_root()? else {
        return match record {
            Some(_) => Err(OpError::bad(
                "a public record came without the desk that it is of",
                "git push --atomic origin main published",
            )),
            None => Ok(None),
        };
    };
    let rewritten = rewritten(store, updates, [&desk, &record])?;
    // Only an order to erase words, once the desk that comes along is judged, takes a record back.
    let taken_back = taken_back(store, record.as_ref());
    let Some(tip) = store.tip(Line::Desk)?.filter(|_| rewritten.is_empty()) else {
        return Ok(Some(Audited { findings: rewritten, ..Audited::nothing(root) }));
    };
    let memory = Memory::read(store, &root);
    let begins = memory.leads_to_root(store, &root, &tip);
    let whole = of_the_whole(store, &Request::default(), (&root, begins), &tip)?;
    if !whole.is_empty() {
        return Ok(Some(Audited { findings: whole, ..Audited::nothing(root) }));
    }
    if let Some(before) = &before {
        bring_facts_up(store, before)?;
    }
    let mut reader = force::reader(store)?;
    let mut walk = DeskWalk::new(&root, None);
    let known = memory.usable(&Request::default()).within(store)?;
    let mut from = known.desk.clone();
    if let (Side::Receiver, Some(before)) = (side, &before) {
        walk.judge(&mut reader, before, from.as_ref())?;
        let held = walk.at(&mut reader, before)?;
        walk.receive(Receiver::new(before, held, now).at_once());
        from = Some(before.clone());
    }
    let old = |update: &Update| update.old.clone();
    let mut judged = walk.judge(&mut reader, &tip, from.as_ref())?;
    keep_only(&mut judged, &new_steps(store, &tip, desk.as_ref().map_or(before, old))?, &known);
    let mut audited = Audited { steps: judged.steps, ..Audited::nothing(root.clone()) };
    audited.unsigned = judged.unsigned;
    audited.findings = judged.findings;
    if let Some((old, new)) = &taken_back {
        let erasures = Erasures::of(&mut reader, &mut walk, new)?;
        match erasures.likeness(store, old, new).filter(|like| like.same.len() == like.old) {
            Some(like) => walk.receiver_has(like.same),
            None if erasures.is_undone_by(store, old, new) => {}
            None => audited.findings.extend(lost(store, "the record", old, Some(new))?),
        }
    }
    if let Some(new) = record.as_ref().and_then(|record| record.new.clone()) {
        let known_record = known.record.as_ref();
        let mut judged =
            RecordWalk::new(&root, &mut walk, None).judge(&mut reader, &new, known_record)?;
        keep_only(&mut judged, &new_steps(store, &new, record.as_ref().and_then(old))?, &known);
        audited.releases = judged.steps;
        audited.unsigned += judged.unsigned;
        audited.findings.append(&mut judged.findings);
    }
    if side == Side::Receiver {
        let held = walk.at(&mut reader, &tip)?;
        new_enough(held.policy.min_version.as_ref())?;
    }
    audited.accepted = accepted(&walk);
    if let Some(receiver) = walk.receiver() {
        audited.accepted.retain(|answer, _| !receiver.void.contains(answer));
    }
    Ok(Some(audited))
}

/// A server takes no desk that asks for a newer program: it could not judge what comes next.
fn new_enough(asked: Option<&Version>) -> Result<(), OpError> {
    let here = Version::here();
    match asked.filter(|asked| asked.is_newer_than(&here)) {
        None => Ok(()),
        Some(asked) => Err(OpError::bad(
            format!(
                "this server's newsroom is {here}, and the desk asks for {asked} or newer (newsroom.toml): nothing was taken"
            ),
            "whoever runs the server upgrades it first, then: newsroom sync",
        )),
    }
}

/// After a push was taken: the branch that is the desk's is kept, its root is pinned, and the next
/// push is judged from here on. Gives whether something was let out.
///
/// # Errors
///
/// A repository that cannot be read or written.
pub fn taken(store: &mut Store, updates: &[Update]) -> Result<bool, OpError> {
    let (_, record) = store.propose(updates)?;
    store.settle_branch()?;
    let fresh = Store::open_in_hook(store.root())?;
    settle(&fresh)?;
    Ok(record.is_some())
}

/// Pins the desk that is in a repository, where one is, and audits it, so that the next push is
/// judged from here on.
///
/// # Errors
///
/// A repository that cannot be read.
pub fn settle(store: &Store) -> Result<Option<Audited>, OpError> {
    let Some(tip) = store.tip(Line::Desk).ok().flatten() else { return Ok(None) };
    if store.desk_root()?.is_none() {
        return Ok(None);
    }
    bring_facts_up(store, &tip)?;
    crate::ops::audit::run(store, &Request::default()).map(Some)
}

/// Branches that a push rewrites or deletes, and objects that it replaces.
fn rewritten(
    store: &Store,
    updates: &[Update],
    lines: [&Option<Update>; 2],
) -> Result<Vec<Finding>, OpError> {
    let mut findings = Vec::new();
    let mut found = |code: &str, commit: &CommitId, message: String| {
        findings.extend(rule(code).map(|rule| rule.of_history(commit.as_str(), message)));
    };
    for (name, update) in ["the desk", "the record"].into_iter().zip(lines) {
        let Some(Update { old: Some(old), new, reference }) = update else { continue };
        let of_the_desk = name == "the desk";
        match new {
            None => found("NA13", old, format!("the push deletes {reference}: {name} is gone")),
            Some(new) if of_the_desk && !store.is_ancestor(old, new).unwrap_or(false) => {
                found("NA13", old, vanished(store, name, old, Some(new))?);
            }
            Some(_) => {}
        }
    }
    for update in updates.iter().filter(|update| update.reference.starts_with("refs/replace/")) {
        if let Some(new) = &update.new {
            found("NA11", new, format!("the push has {} show another object", update.reference));
        }
    }
    Ok(findings)
}

/// From where to where a push takes the record, where it does not go on from there.
fn taken_back(store: &Store, record: Option<&Update>) -> Option<(CommitId, CommitId)> {
    let Update { old: Some(old), new: Some(new), .. } = record? else { return None };
    let goes_on = store.is_ancestor(old, new).unwrap_or(false);
    (!goes_on).then(|| (old.clone(), new.clone()))
}

/// The commits that the receiver does not have yet.
fn new_steps(
    store: &Store,
    tip: &CommitId,
    old: Option<CommitId>,
) -> Result<HashSet<String>, OpError> {
    let known: Vec<CommitId> = old.into_iter().collect();
    let new = store.commits(tip, &known)?;
    Ok(new.into_iter().map(String::from).collect())
}

/// Leaves the findings on these commits, with those that were known of them before.
fn keep_only(judged: &mut Judged, commits: &HashSet<String>, known: &Memory) {
    judged.findings.extend(known.findings.iter().filter_map(KeptFinding::finding));
    judged.findings.retain(|found| commits.contains(&found.commit));
}

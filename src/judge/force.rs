//! Which settings are in force: those that lawful steps brought, whatever the file says by now.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::desk::{DeskWalk, is_judged};
use super::error::JudgeError;
use super::lawful::{Lawful, last_before};
use super::memory::version;
use super::owners::owners_until;
use super::reader::Reader;
use crate::audit::judge;
use crate::model::{ContributorId, Desk, SETTINGS};
use crate::storage::{CommitId, Line, Store, Version};

/// Where it is kept which versions of the settings were lawful.
const NOTE: &str = "settings";

/// The versions of the settings that lawful steps brought.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Looked {
    version: String,
    root: String,
    /// The newest version that was looked at.
    seen: Option<CommitId>,
    /// The lawful ones, oldest first.
    commits: Vec<CommitId>,
}

/// The commit whose settings are in force after that one, where they are not the ones it has.
///
/// # Errors
///
/// A repository that cannot be read.
pub(crate) fn in_force(store: &Store, at: &CommitId) -> Result<Option<CommitId>, JudgeError> {
    let lawful = lawful(store)?;
    // All of them are in the history of the newest commit: no step of that is walked.
    let holds = match store.tip(Line::Desk)? {
        Some(tip) if tip == *at => lawful.last().cloned(),
        _ => last_before(store, &lawful, at)?,
    };
    let Some(holds) = holds else { return Ok(None) };
    let same = store.entry(&holds, SETTINGS)? == store.entry(at, SETTINGS)?;
    Ok((!same).then_some(holds))
}

/// The commits that changed the settings lawfully, oldest first; none where that cannot be judged: in
/// a clone that lacks a part, or where the desk's first settings cannot be read.
fn lawful(store: &Store) -> Result<Vec<CommitId>, JudgeError> {
    let Some(root) = store.desk_root()?.filter(|_| store.incomplete().is_none()) else {
        return Ok(Vec::new());
    };
    let versions = store.versions(Line::Desk, SETTINGS)?;
    let newest = versions.last().map(|(commit, _)| commit.clone());
    let note = store.note(NOTE).and_then(|text| serde_json::from_str::<Looked>(&text).ok());
    let fresh = Looked { version: version(), root: root.to_string(), ..Looked::default() };
    let known = note.filter(|known| (&known.version, &known.root) == (&fresh.version, &fresh.root));
    // A note of commits that did not change the settings is not ours, or was damaged.
    let is_one = |id: &CommitId| versions.iter().any(|(commit, _)| commit == id);
    let known = known.filter(|known| {
        known.seen.as_ref().is_some_and(is_one) && known.commits.iter().all(is_one)
    });
    let mut lawful = known.unwrap_or(fresh);
    if lawful.seen != newest {
        if settings(&mut raw(store), &root)?.is_none() {
            return Ok(Vec::new());
        }
        judge_on(store, &root, &mut lawful)?;
        if let Ok(text) = serde_json::to_string(&lawful) {
            let _ = store.set_note(NOTE, &text);
        }
    }
    Ok(lawful.commits)
}

/// Judges the versions that were not looked at yet.
fn judge_on(store: &Store, root: &CommitId, lawful: &mut Looked) -> Result<(), JudgeError> {
    let mut reader = raw(store);
    let versions = store.history(Line::Desk, SETTINGS)?;
    let at = |version: &Version| Some(&version.commit.id) == lawful.seen.as_ref();
    let done = versions.iter().position(at).map_or(0, |at| at + 1);
    for version in &versions[done..] {
        let commit = &version.commit.id;
        let mut walk = DeskWalk::new(root, None);
        walk.holds_lawful(&lawful.commits);
        for parent in &version.commit.parents {
            if let Some(holds) = last_before(store, &lawful.commits, parent)?
                && let Some(desk) = settings(&mut reader, &holds)?
            {
                walk.hold(parent, desk);
            }
        }
        let step = walk.step(&mut reader, store.transition(commit, &is_judged)?)?;
        if judge(&step, None).iter().all(|found| found.warning) {
            lawful.commits.push(commit.clone());
        }
        lawful.seen = Some(commit.clone());
    }
    Ok(())
}

/// A reader by whose settings in force people are who they are.
pub(crate) fn reader(store: &Store) -> Result<Reader<'_>, JudgeError> {
    Ok(Reader::new(store, Lawful::of(store, lawful(store)?)?))
}

/// One that takes settings as they are filed: to judge which of them are lawful.
fn raw(store: &Store) -> Reader<'_> {
    Reader::new(store, Lawful::default())
}

fn settings(reader: &mut Reader<'_>, at: &CommitId) -> Result<Option<Arc<Desk>>, JudgeError> {
    Ok(reader.settings(at)?.and_then(Result::ok))
}

/// Who had each e-mail first, in the settings that lawful steps brought.
///
/// # Errors
///
/// A repository that cannot be read.
pub(crate) fn owners(store: &Store) -> Result<BTreeMap<String, ContributorId>, JudgeError> {
    let mut reader = reader(store)?;
    let lawful = reader.lawful().to_vec();
    owners_until(&mut reader, None, &lawful)
}

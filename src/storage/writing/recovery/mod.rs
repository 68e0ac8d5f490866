//! Finishing or dropping what a dead writer left.
#![expect(clippy::disallowed_methods, reason = "locks a dead writer left are files")]

use std::fs;
use std::path::Path;
use std::slice;
use std::time::{Duration, Instant};

use git2::{Repository, Signature};

use super::index::{self, Index};
use super::journal::{self, Journal, Move, Touched};
use super::lock::Lock;
use super::{refs, worktree};
use crate::storage::ground::durable;
use crate::storage::ground::error::{found, git};
use crate::storage::reading::{branches, revision, tree};
use crate::storage::{CommitId, Line, StorageError, Store};

/// How long after its journal a writer may have locked a branch, at most.
const LOCKS_WITHIN: Duration = Duration::from_secs(15);

/// How long we wait for another program to give a branch back.
const PATIENCE: Duration = Duration::from_secs(2);

impl Store {
    /// Whether a change is under way, or its files could not all be brought up to date.
    pub fn is_interrupted(&self) -> bool {
        journal::exists(self.common_dir())
    }

    /// Finishes or drops what a dead writer left, if anything: a reader neither waits for a living
    /// writer nor fails where it may not write.
    pub(in crate::storage) fn recover_if_abandoned(&self) -> Vec<String> {
        if !journal::exists(self.common_dir()) {
            return Vec::new();
        }
        match Lock::attempt(self.common_dir()) {
            Ok(Some(lock)) => match self.recover(&lock) {
                Ok(recovered) => recovered.words,
                Err(error) => vec![error.to_string()],
            },
            Ok(None) | Err(_) => Vec::new(),
        }
    }

    /// Reads the journal a dead writer left: what is in its branch is finished from there, what
    /// is not was never promised and is dropped. Says what it did.
    ///
    /// The lock proves that the writer is dead.
    pub(super) fn recover(&self, _lock: &Lock) -> Result<Recovered, StorageError> {
        let Some(mut journal) = Journal::read(self.common_dir())? else {
            return Ok(Recovered::default());
        };
        for step in &journal.moves {
            break_lock(self.common_dir(), step);
        }
        let mut recovered = Recovered::default();
        let saved = self.finish_branches(&journal, &mut recovered.words)?;
        if !journal.moves.is_empty() {
            recovered.words.insert(0, told(&journal, saved));
        }
        if !saved {
            journal.files.clear();
        }
        if journal.settles || !journal.owed.is_empty() {
            match Repository::open(&journal.worktree) {
                Ok(repo) if saved || !journal.owed.is_empty() => {
                    self.redo(&repo, &journal, &mut recovered);
                }
                Ok(repo) => index::release(repo.path()),
                Err(_) => {} // the work tree was removed meanwhile
            }
        }
        journal.close(self.common_dir(), recovered.owed.clone())?;
        if journal.worktree != self.root() {
            recovered.owed.clear();
            recovered.held.clear();
        }
        Ok(recovered)
    }

    /// Whether the change is in its branches; one that reached the first is carried to the second.
    fn finish_branches(
        &self,
        journal: &Journal,
        words: &mut Vec<String>,
    ) -> Result<bool, StorageError> {
        let mut waiting = Vec::new();
        for step in &journal.moves {
            if !self.has_moved(step)? {
                waiting.push(step.clone());
            }
        }
        if waiting.len() == journal.moves.len() {
            return Ok(false);
        }
        let who =
            Signature::now("newsroom", "newsroom@localhost").map_err(git("name ourselves"))?;
        for step in waiting {
            if !self.finish(&step, &who)? {
                words.push(format!("{} was moved by another program", step.reference));
            }
        }
        Ok(true)
    }

    /// Moves a branch that its dead writer did not come to; false where it is elsewhere by now.
    fn finish(&self, step: &Move, who: &Signature<'_>) -> Result<bool, StorageError> {
        let until = Instant::now() + PATIENCE;
        while refs::swap(&self.repo, slice::from_ref(step), who, "newsroom: finished")?.is_some() {
            if branches::target(&self.repo, &step.reference)? != step.old {
                return Ok(false);
            }
            if Instant::now() > until {
                return Err(StorageError::Busy { reference: step.reference.clone() });
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(true)
    }

    fn has_moved(&self, step: &Move) -> Result<bool, StorageError> {
        let Some(now) = branches::target(&self.repo, &step.reference)? else { return Ok(false) };
        let there = found(self.repo.find_commit(step.new.oid())).is_ok_and(|found| found.is_some());
        Ok(there && revision::descends(&self.repo, &now, &step.new)?)
    }
}

/// What became of what a dead writer left.
#[derive(Debug, Default)]
pub(super) struct Recovered {
    /// What was done, and what did not go well.
    pub(super) words: Vec<String>,
    /// The files that this work tree or its index still has not got.
    pub(super) owed: Vec<Touched>,
    /// Of these, the files that could not be written.
    held: Vec<(String, StorageError)>,
}

impl Recovered {
    /// Fails where one of the files could not be brought up to date: what it has is older than it
    /// looks, and would be taken for what a person saved.
    pub(super) fn can_change<'a>(
        &mut self,
        mut paths: impl Iterator<Item = &'a str>,
    ) -> Result<(), StorageError> {
        let held = paths.find_map(|path| self.held.iter().position(|(held, _)| held == path));
        match held {
            Some(at) => Err(self.held.swap_remove(at).1),
            None => Ok(()),
        }
    }
}

impl Store {
    /// Brings work tree and index to what the branch has by now.
    fn redo(&self, repo: &Repository, journal: &Journal, recovered: &mut Recovered) {
        let Some(root) = repo.workdir() else { return };
        let shown = journal.shown();
        for file in &shown {
            let _ = durable::remove(&durable::unfinished(&root.join(&file.path)));
        }
        let files = match self.now(repo, &shown) {
            Ok(files) => files,
            Err(error) => {
                recovered.words.push(error.to_string());
                recovered.owed = shown;
                return;
            }
        };
        let settled = worktree::settle(repo, root, &files, None);
        recovered.words.extend(settled.warnings);
        recovered.owed = settled.owed.iter().map(|(file, _)| file.clone()).collect();
        recovered.held = settled.owed.into_iter().map(|(file, error)| (file.path, error)).collect();
        if let Err(error) = Index::prepare(repo, root, &files).and_then(|index| index.publish()) {
            recovered.words.push(error.to_string());
            recovered.owed = journal::owed_to_index(files, &recovered.owed);
        }
    }

    /// The files as the desk's branch has them by now; none where another one is checked out.
    fn now(&self, repo: &Repository, files: &[Touched]) -> Result<Vec<Touched>, StorageError> {
        let desk = self.reference(Line::Desk)?;
        if branches::head_branch(repo)?.as_ref() != Some(&desk) {
            index::release(repo.path());
            return Ok(Vec::new());
        }
        self.as_in(branches::target(repo, &desk)?.as_ref(), files)
    }

    /// Files as that commit has them.
    pub(super) fn as_in(
        &self,
        tip: Option<&CommitId>,
        files: &[Touched],
    ) -> Result<Vec<Touched>, StorageError> {
        let Some(tip) = tip else { return Ok(Vec::new()) };
        let tree = tree::tree(&self.repo, tip)?;
        let files = files.iter().cloned();
        files.map(|file| Ok(Touched { new: tree.entry(&file.path)?, ..file })).collect()
    }
}

/// Removes the lock of a branch where it is the dead writer's: made right after the journal, with
/// nothing in it but perhaps the journal's own commit, and unchanged while we watch.
fn break_lock(common: &Path, step: &Move) {
    let Some(git_dir) = common.parent() else { return };
    let path = git_dir.join(format!("{}.lock", step.reference));
    let made = |path: &Path| fs::metadata(path).and_then(|found| found.modified()).ok();
    let (Some(lock), Some(journal)) = (made(&path), made(&journal::path(common))) else { return };
    let in_time = lock.duration_since(journal).is_ok_and(|after| after < LOCKS_WITHIN);
    let ours = |text: Vec<u8>| format!("{}\n", step.new).as_bytes().starts_with(&text);
    if !in_time || !fs::read(&path).is_ok_and(ours) {
        return;
    }
    std::thread::sleep(Duration::from_millis(300));
    if made(&path) == Some(lock) {
        let _ = fs::remove_file(&path);
    }
}

fn told(journal: &Journal, saved: bool) -> String {
    let Journal { title, at, .. } = journal;
    if saved {
        format!("`{title}`, interrupted at {at}, was saved")
    } else {
        format!("`{title}`, interrupted at {at}, had not been saved; nothing was changed")
    }
}

#[cfg(test)]
mod tests;

//! How a change is written: the ten steps, in the one place that moves branches and the index.
//!
//! The order is what keeps every promise. Objects are on the disk and read back before a branch
//! names them; a journal says what is about to happen before it does; a branch moves by
//! compare-and-swap; and only when it was read again at its new place is the change done. What
//! comes after, the work tree and the index, can be redone, and is by whoever finds the journal.

use std::time::{Duration, Instant};

use git2::{Repository, Signature};

use super::chain::{Chain, signature, signature_of};
use super::index::Index;
use super::journal::{self, Journal, Move, Touched};
use super::lock::Lock;
use super::step::{Step, reached};
use super::{refs, worktree};
use crate::storage::ground::error::git;
use crate::storage::reading::{branches, revision, trailers};
use crate::storage::{Advance, Batch, Line, Merge, StorageError, Store, Written};

/// How long a writer tries again when others are faster.
const PATIENCE: Duration = Duration::from_secs(10);

impl Store {
    /// Writes the batch: all its commits are in their branches when this returns, or none is.
    ///
    /// The work tree and the index follow where the desk's branch is checked out; words a person
    /// saved meanwhile are merged or left in the file, never lost, and other files, staged or not,
    /// stay as they are.
    ///
    /// # Errors
    ///
    /// [`StorageError::Moved`] where a file is not what the decision was made on,
    /// [`StorageError::ShownElsewhere`] where another work tree shows the desk's branch,
    /// [`StorageError::Unmerged`] and [`StorageError::UnderWay`] where git has begun something with a
    /// file and not ended it, [`StorageError::Locked`] and [`StorageError::Busy`] where others write for too long; the
    /// disk's and git's. Nothing was written then, but for [`StorageError::HalfWritten`].
    pub fn write(&self, mut batch: Batch<'_>) -> Result<Written, StorageError> {
        let lock = Lock::wait(self.common_dir())?; // 1
        reached(Step::Locked);
        let mut recovered = self.recover(&lock)?; // 2
        let files = batch.desk.iter().flat_map(|plan| &plan.files);
        recovered.can_change(files.map(|change| change.path.as_str()))?;
        reached(Step::Recovered);
        if !batch.desk.is_empty()
            && let Some(path) = self.shown_elsewhere()?
        {
            return Err(StorageError::ShownElsewhere { path });
        }
        let until = Instant::now() + PATIENCE;
        for attempt in 1.. {
            match self.attempt(&mut batch, &recovered.owed)? {
                Attempt::Done(mut written) => {
                    written.warnings.splice(0..0, recovered.words);
                    return Ok(written);
                }
                Attempt::Lost(reference) if Instant::now() > until => {
                    return Err(StorageError::Busy { reference });
                }
                Attempt::Lost(_) => pause(attempt),
            }
        }
        unreachable!("the attempts end by time")
    }

    fn attempt(&self, batch: &mut Batch<'_>, owed: &[Touched]) -> Result<Attempt, StorageError> {
        let desk = self.chain(Line::Desk, &batch.desk, batch)?; // 3
        self.let_git_end(&desk.touched)?;
        for (path, expected) in &batch.reads {
            let there = desk.base().map(|base| self.entry(base, path)).transpose()?.flatten();
            if there != *expected {
                return Err(StorageError::Moved { path: path.clone() });
            }
        }
        let plans = match (&batch.remade, desk.tip()) {
            (None, Some(tip)) => (batch.record)(tip),
            _ => Vec::new(),
        };
        let record = match &batch.remade {
            Some((old, new)) => self.remade_chain(old, new)?,
            None => self.chain(Line::Record, &plans, batch)?,
        };
        reached(Step::Built);
        let Some(first) = batch.desk.first().or(plans.first()) else {
            return Ok(Attempt::Done(Written::default()));
        };
        let fresh = Repository::open(self.repo.path()).map_err(git("open the repository"))?;
        desk.read_back(&fresh)?; // 4
        record.read_back(&fresh)?;
        reached(Step::ReadBack);
        let journal = Journal {
            title: first.title.clone(),
            at: batch.at.rfc3339(),
            worktree: self.root().to_owned(),
            settles: !desk.commits.is_empty() && self.on_desk_branch()?,
            moves: [&desk, &record].into_iter().filter_map(Chain::step).collect(),
            files: desk.touched.clone(),
            owed: self.as_in(desk.tip(), owed)?,
        };
        let who = signature(batch)?;
        let warnings = match self.carry_out(&journal, &who, batch.merge, &fresh)? {
            Moved::Done(warnings) => warnings,
            Moved::Lost(reference) => return Ok(Attempt::Lost(reference)),
        };
        Ok(Attempt::Done(Written {
            desk: desk.commits.last().cloned(),
            record: record.commits.last().cloned(),
            commits: desk.commits.into_iter().chain(record.commits).collect(),
            warnings,
        }))
    }

    /// Takes branches on to commits that are made already, both or none; work tree and index follow.
    /// Gives what did not go well after that; `None` where another writer was faster, and nothing
    /// moved.
    ///
    /// # Errors
    ///
    /// As [`Store::write`].
    pub fn advance(&self, advance: &Advance<'_>) -> Result<Option<Vec<String>>, StorageError> {
        let lock = Lock::wait(self.common_dir())?;
        reached(Step::Locked);
        let mut recovered = self.recover(&lock)?;
        reached(Step::Recovered);
        if advance.desk.is_some()
            && let Some(path) = self.shown_elsewhere()?
        {
            return Err(StorageError::ShownElsewhere { path });
        }
        let mut chains = Vec::new();
        if let Some((old, new)) = &advance.desk {
            chains.push(self.moved_chain(Line::Desk, Some(old), new)?);
            self.let_git_end(&chains[0].touched)?;
        }
        if let Some((old, new)) = &advance.record {
            chains.push(self.moved_chain(Line::Record, old.as_ref(), new)?);
        }
        let files = chains.iter().flat_map(|chain| &chain.touched);
        recovered.can_change(files.map(|file| file.path.as_str()))?;
        let fresh = Repository::open(self.repo.path()).map_err(git("open the repository"))?;
        chains.iter().try_for_each(|chain| chain.read_back(&fresh))?;
        reached(Step::ReadBack);
        let tip = match &advance.desk {
            Some((_, new)) => Some(new.clone()),
            None => self.tip(Line::Desk)?,
        };
        let journal = Journal {
            title: advance.title.clone(),
            at: advance.at.rfc3339(),
            worktree: self.root().to_owned(),
            settles: advance.desk.is_some() && self.on_desk_branch()?,
            moves: chains.iter().filter_map(Chain::step).collect(),
            files: chains.iter().flat_map(|chain| chain.touched.clone()).collect(),
            owed: self.as_in(tip.as_ref(), &recovered.owed)?,
        };
        if journal.moves.is_empty() {
            return Ok(Some(recovered.words));
        }
        let who = signature_of(&advance.author, advance.at)?;
        match self.carry_out(&journal, &who, advance.merge, &fresh)? {
            Moved::Done(warnings) => {
                Ok(Some(recovered.words.into_iter().chain(warnings).collect()))
            }
            Moved::Lost(_) => Ok(None),
        }
    }

    /// From the journal on: the change becomes true, and then visible.
    fn carry_out(
        &self,
        journal: &Journal,
        who: &Signature<'_>,
        merge: Option<Merge<'_>>,
        fresh: &Repository,
    ) -> Result<Moved, StorageError> {
        journal.write(self.common_dir())?; // 5
        reached(Step::Journaled);
        let index = self.prepare_index(journal);
        let mut staged = Ok(());
        let why = format!("newsroom: {}", trailers::line(&journal.title));
        let moved = refs::swap_once_locked(&self.repo, &journal.moves, who, &why, &mut || {
            if let Some(Ok(index)) = &index {
                staged = index.publish();
                reached(Step::Staged);
            }
        });
        match moved {
            Ok(None) => {} // 6
            Ok(Some(lost)) => {
                journal.close(self.common_dir(), journal.owed.clone())?;
                return Ok(Moved::Lost(lost));
            }
            Err(error) => return Err(self.give_up(error, index, journal)),
        }
        if let Err(error) = journal.moves.iter().try_for_each(|step| confirm(fresh, step)) {
            std::mem::forget(index); // 7: locked, for whoever finishes it or takes it back
            return Err(error);
        }
        reached(Step::Confirmed);
        let (mut warnings, mut owed) = (Vec::new(), journal.owed.clone());
        if journal.settles {
            let shown = journal.shown();
            let settled = worktree::settle(&self.repo, self.root(), &shown, merge); // 8
            warnings = settled.warnings;
            owed = settled.owed.into_iter().map(|(file, _)| file).collect();
            reached(Step::WorkTree);
            if let Err(error) = staged.and_then(|()| self.release_index(index, &shown)) {
                warnings.push(error.to_string()); // 9
                owed = journal::owed_to_index(shown, &owed);
            }
            reached(Step::Index);
        }
        warnings.extend(journal.close(self.common_dir(), owed).err().map(|e| e.to_string())); // 10
        Ok(Moved::Done(warnings))
    }

    /// A failure that left nothing behind needs no journal; another keeps it for the next command.
    fn give_up(
        &self,
        error: StorageError,
        index: Option<Result<Index, StorageError>>,
        journal: &Journal,
    ) -> StorageError {
        if matches!(error, StorageError::HalfWritten { .. }) {
            std::mem::forget(index); // locked, for whoever finishes it or takes it back
            return error;
        }
        if let Some(Ok(index)) = index {
            index.take_back();
        }
        let _ = journal.close(self.common_dir(), journal.owed.clone());
        error
    }

    fn prepare_index(&self, journal: &Journal) -> Option<Result<Index, StorageError>> {
        let prepare = || Index::prepare(&self.repo, self.root(), &journal.shown());
        journal.settles.then(prepare)
    }

    /// Gives the index back; tries once more where another program had it before the branch moved.
    fn release_index(
        &self,
        index: Option<Result<Index, StorageError>>,
        files: &[Touched],
    ) -> Result<(), StorageError> {
        match index {
            None => Ok(()),
            Some(Ok(index)) => {
                drop(index);
                Ok(())
            }
            Some(Err(_)) => Index::prepare(&self.repo, self.root(), files)?.publish(),
        }
    }
}

enum Attempt {
    Done(Written),
    /// Another program has or moved that branch.
    Lost(String),
}

enum Moved {
    /// With what did not go well after.
    Done(Vec<String>),
    /// Another program has or moved that branch.
    Lost(String),
}

/// Another program may have gone on from our commit already; that is as good.
fn confirm(fresh: &Repository, step: &Move) -> Result<(), StorageError> {
    let now = branches::target(fresh, &step.reference)?;
    match now {
        Some(now) if revision::descends(fresh, &now, &step.new)? => Ok(()),
        _ => Err(StorageError::NotWritten { what: step.reference.clone() }),
    }
}

fn pause(attempt: u32) {
    let longest = 10 * u64::from(attempt.min(20));
    std::thread::sleep(Duration::from_millis(rand::random_range(1..=longest)));
}

#[cfg(test)]
mod tests;

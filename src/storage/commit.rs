//! How a change is written: the ten steps, in the one place that moves branches and the index.
//!
//! The order is what keeps every promise. Objects are on the disk and read back before a branch
//! names them; a journal says what is about to happen before it does; a branch moves by
//! compare-and-swap; and only when it was read again at its new place is the change done. What
//! comes after, the work tree and the index, can be redone, and is by whoever finds the journal.

use std::time::{Duration, Instant};

use git2::{ObjectType, Repository, Signature, Time, Tree, build::TreeUpdateBuilder};

use super::error::{found, git};
use super::index::Index;
use super::journal::{self, Journal, Move, Seen, Touched};
use super::lock::Lock;
use super::plan::check_path;
use super::{
    Batch, CommitId, Line, Plan, Saved, StorageError, Store, Written, refs, revision, trailers,
    tree, worktree,
};

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
    /// [`StorageError::Locked`] and [`StorageError::Busy`] where others write for too long; the
    /// disk's and git's. Nothing was written then, but for [`StorageError::HalfWritten`].
    pub fn write(&self, mut batch: Batch<'_>) -> Result<Written, StorageError> {
        let until = Instant::now() + PATIENCE;
        let lock = Lock::wait(self.common_dir())?; // 1
        reached(1);
        let recovered = self.recover(&lock)?; // 2
        reached(2);
        for attempt in 1.. {
            match self.attempt(&mut batch)? {
                Attempt::Done(mut written) => {
                    written.warnings.splice(0..0, recovered);
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

    fn attempt(&self, batch: &mut Batch<'_>) -> Result<Attempt, StorageError> {
        let desk = self.chain(Line::Desk, &batch.desk, batch)?; // 3
        let plans = desk.tip().map_or_else(Vec::new, |tip| (batch.record)(tip));
        let record = self.chain(Line::Record, &plans, batch)?;
        reached(3);
        let chains = [&desk, &record];
        if chains.iter().all(|chain| chain.commits.is_empty()) {
            return Ok(Attempt::Done(Written::default()));
        }
        let fresh = git2::Repository::open(self.repo.path()).map_err(git("open the repository"))?;
        chains.iter().try_for_each(|chain| chain.read_back(&fresh))?; // 4
        reached(4);
        let journal = self.journal(&desk, &record, batch.desk.first().or(plans.first()), batch)?;
        journal.write(self.common_dir())?; // 5
        reached(5);
        let mut warnings = Vec::new();
        let index = self.prepare_index(&journal);
        let who = signature(batch)?;
        let why = format!("newsroom: {}", trailers::line(&journal.title));
        match refs::swap(&self.repo, &journal.moves, &who, &why) {
            Ok(None) => {} // 6
            Ok(Some(lost)) => {
                journal::remove(self.common_dir())?;
                return Ok(Attempt::Lost(lost));
            }
            Err(error) => return Err(self.give_up(error)),
        }
        journal.moves.iter().try_for_each(|step| confirm(&fresh, step))?; // 7
        reached(7);
        if journal.settles {
            let settle = |file| worktree::settle(&self.repo, self.root(), file, batch.merge);
            warnings.extend(journal.files.iter().filter_map(settle)); // 8
            reached(8);
            warnings.extend(self.publish_index(index, &journal).err().map(|e| e.to_string())); // 9
            reached(9);
        }
        warnings.extend(journal::remove(self.common_dir()).err().map(|e| e.to_string())); // 10
        Ok(Attempt::Done(Written {
            desk: desk.commits.last().cloned(),
            record: record.commits.last().cloned(),
            commits: desk.commits.into_iter().chain(record.commits).collect(),
            warnings,
        }))
    }

    /// A failure that left nothing behind needs no journal; another keeps it for the next command.
    fn give_up(&self, error: StorageError) -> StorageError {
        if !matches!(error, StorageError::HalfWritten { .. }) {
            let _ = journal::remove(self.common_dir());
        }
        error
    }

    fn journal(
        &self,
        desk: &Chain,
        record: &Chain,
        first: Option<&Plan>,
        batch: &Batch<'_>,
    ) -> Result<Journal, StorageError> {
        Ok(Journal {
            title: first.map_or_else(String::new, |plan| plan.title.clone()),
            at: batch.at.rfc3339(),
            worktree: self.root().to_owned(),
            settles: !desk.commits.is_empty() && self.on_desk_branch()?,
            moves: [desk, record].into_iter().filter_map(Chain::step).collect(),
            files: desk.touched.clone(),
        })
    }

    fn prepare_index(&self, journal: &Journal) -> Option<Result<Index, StorageError>> {
        let prepare = || Index::prepare(self.repo.path(), self.root(), &journal.files);
        journal.settles.then(prepare)
    }

    /// Tries once more where another program had the index before the branch moved.
    fn publish_index(
        &self,
        index: Option<Result<Index, StorageError>>,
        journal: &Journal,
    ) -> Result<(), StorageError> {
        match index {
            None => Ok(()),
            Some(Ok(index)) => index.publish(),
            Some(Err(_)) => {
                Index::prepare(self.repo.path(), self.root(), &journal.files)?.publish()
            }
        }
    }

    /// Builds a line's commits, one upon the other, without a branch naming them.
    fn chain(&self, line: Line, plans: &[Plan], batch: &Batch<'_>) -> Result<Chain, StorageError> {
        let reference = self.reference(line)?;
        let old = refs::target(&self.repo, &reference)?;
        let mut chain = Chain { reference, old, commits: Vec::new(), touched: Vec::new() };
        let mut files = match &chain.old {
            Some(tip) => tree::tree(&self.repo, tip)?,
            None => empty_tree(&self.repo)?,
        };
        for plan in plans {
            files = chain.apply(&self.repo, &files, plan)?;
            let commit = self.commit(plan, &files, chain.tip(), batch)?;
            chain.commits.push(commit);
        }
        Ok(chain)
    }

    fn commit(
        &self,
        plan: &Plan,
        files: &Tree<'_>,
        parent: Option<&CommitId>,
        batch: &Batch<'_>,
    ) -> Result<CommitId, StorageError> {
        let doing = || git("make a commit");
        let message = trailers::message(plan);
        let odb = self.repo.odb().map_err(doing())?;
        if let Some(other) = &plan.as_of {
            let text = self.commit_as_of(other, files.id(), parent, &message)?;
            return odb.write(ObjectType::Commit, &text).map(CommitId::of).map_err(doing());
        }
        let who = signature(batch)?;
        let parent =
            parent.map(|id| self.repo.find_commit(id.oid())).transpose().map_err(doing())?;
        let parents: Vec<_> = parent.iter().collect();
        let text = self
            .repo
            .commit_create_buffer(&who, &who, &message, files, &parents)
            .map_err(doing())?;
        let written = match self.sign(&text, &batch.author)? {
            Some(signed) => odb.write(ObjectType::Commit, &signed),
            None => odb.write(ObjectType::Commit, &text),
        };
        written.map(CommitId::of).map_err(doing())
    }

    /// A commit with the people and dates of another, to the byte.
    fn commit_as_of(
        &self,
        other: &CommitId,
        files: git2::Oid,
        parent: Option<&CommitId>,
        message: &str,
    ) -> Result<Vec<u8>, StorageError> {
        let commit =
            found(self.repo.find_commit(other.oid())).map_err(git(format!("read {other}")))?;
        let commit = commit.ok_or_else(|| StorageError::NoCommit { id: other.clone() })?;
        let mut text = format!("tree {files}\n").into_bytes();
        text.extend(parent.map(|id| format!("parent {id}\n")).unwrap_or_default().bytes());
        for line in commit.raw_header_bytes().split(|byte| *byte == b'\n') {
            if line.starts_with(b"author ") || line.starts_with(b"committer ") {
                text.extend(line);
                text.push(b'\n');
            }
        }
        text.push(b'\n');
        text.extend(message.bytes());
        Ok(text)
    }
}

enum Attempt {
    Done(Written),
    /// Another program has or moved that branch.
    Lost(String),
}

/// One line's new commits, and what they change in all.
struct Chain {
    reference: String,
    old: Option<CommitId>,
    commits: Vec<CommitId>,
    touched: Vec<Touched>,
}

impl Chain {
    fn tip(&self) -> Option<&CommitId> {
        self.commits.last().or(self.old.as_ref())
    }

    fn step(&self) -> Option<Move> {
        let new = self.commits.last()?.clone();
        Some(Move { reference: self.reference.clone(), old: self.old.clone(), new })
    }

    /// The tree after that plan, its blobs written.
    fn apply<'a>(
        &mut self,
        repo: &'a Repository,
        files: &Tree<'a>,
        plan: &Plan,
    ) -> Result<Tree<'a>, StorageError> {
        let mut update = TreeUpdateBuilder::new();
        for change in &plan.files {
            check_path(&change.path)?;
            let there = tree::entry(files, &change.path)?;
            let known = self.touched.iter().find(|file| file.path == change.path);
            let before = known.map_or(&there, |file| &file.old);
            if change.expected != there && change.expected != *before {
                return Err(StorageError::Moved { path: change.path.clone() });
            }
            let new = match &change.content {
                Some(bytes) => Some(repo.blob(bytes).map_err(git("write a file's content"))?),
                None => None,
            };
            match new {
                Some(id) => update.upsert(change.path.as_str(), id, git2::FileMode::Blob),
                None if there.is_some() => update.remove(change.path.as_str()),
                None => &mut update,
            };
            self.touch(&change.path, there, new.map(super::BlobId::of), seen(repo, &change.saved));
        }
        let id = update.create_updated(repo, files).map_err(git("write the folders"))?;
        repo.find_tree(id).map_err(git("read the folders"))
    }

    fn touch(
        &mut self,
        path: &str,
        old: Option<super::BlobId>,
        new: Option<super::BlobId>,
        seen: Option<Seen>,
    ) {
        match self.touched.iter_mut().find(|file| file.path == path) {
            Some(file) => {
                file.new = new;
                file.seen = seen.or(file.seen.take());
            }
            None => self.touched.push(Touched { path: path.to_owned(), old, new, seen }),
        }
    }

    /// Reads everything written from the disk: libgit2 compares each object with its name.
    fn read_back(&self, fresh: &Repository) -> Result<(), StorageError> {
        let not_written = |what: String| move |_| StorageError::NotWritten { what };
        for id in &self.commits {
            let commit = fresh.find_commit(id.oid()).map_err(not_written(id.to_string()))?;
            let files = commit.tree().map_err(not_written(id.to_string()))?;
            for file in &self.touched {
                let missing = || not_written(file.path.clone());
                let entry = tree::entry(&files, &file.path)
                    .map_err(|_| StorageError::NotWritten { what: file.path.clone() })?;
                if let Some(blob) = entry {
                    fresh.find_blob(blob.oid()).map_err(missing())?;
                }
            }
        }
        Ok(())
    }
}

fn seen(repo: &Repository, saved: &Saved) -> Option<Seen> {
    match saved {
        Saved::Leave => None,
        Saved::Take { seen } => Some(Seen {
            id: seen.as_ref().map(|bytes| tree::hash(repo, bytes)),
            bytes: seen.clone(),
        }),
    }
}

fn signature(batch: &Batch<'_>) -> Result<Signature<'static>, StorageError> {
    let time = Time::new(batch.at.seconds(), batch.at.offset_minutes());
    Signature::new(&batch.author.name, &batch.author.email, &time)
        .map_err(git("name the author of a commit"))
}

fn empty_tree(repo: &Repository) -> Result<Tree<'_>, StorageError> {
    let written = repo.treebuilder(None).and_then(|builder| builder.write());
    written.and_then(|id| repo.find_tree(id)).map_err(git("write the folders"))
}

/// Another program may have gone on from our commit already; that is as good.
fn confirm(fresh: &Repository, step: &Move) -> Result<(), StorageError> {
    let now = refs::target(fresh, &step.reference)?;
    match now {
        Some(now) if revision::descends(fresh, &now, &step.new)? => Ok(()),
        _ => Err(StorageError::NotWritten { what: step.reference.clone() }),
    }
}

fn pause(attempt: u32) {
    let longest = 10 * u64::from(attempt.min(20));
    std::thread::sleep(Duration::from_millis(rand::random_range(1..=longest)));
}

/// Marks a step as done; a test ends the process there.
pub(super) fn reached(step: u8) {
    #[cfg(test)]
    super::testing::crash_after(step);
    #[cfg(not(test))]
    let _ = step;
}

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
use super::journal::{self, Journal, Move};
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
    /// [`StorageError::Locked`] and [`StorageError::Busy`] where others write for too long; the
    /// disk's and git's. Nothing was written then, but for [`StorageError::HalfWritten`].
    pub fn write(&self, mut batch: Batch<'_>) -> Result<Written, StorageError> {
        let lock = Lock::wait(self.common_dir())?; // 1
        reached(Step::Locked);
        let recovered = self.recover(&lock)?; // 2
        reached(Step::Recovered);
        if !batch.desk.is_empty()
            && let Some(path) = self.shown_elsewhere()?
        {
            return Err(StorageError::ShownElsewhere { path });
        }
        let until = Instant::now() + PATIENCE;
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
        let recovered = self.recover(&lock)?;
        reached(Step::Recovered);
        if advance.desk.is_some()
            && let Some(path) = self.shown_elsewhere()?
        {
            return Err(StorageError::ShownElsewhere { path });
        }
        let mut chains = Vec::new();
        if let Some((old, new)) = &advance.desk {
            chains.push(self.moved_chain(Line::Desk, Some(old), new)?);
        }
        if let Some((old, new)) = &advance.record {
            chains.push(self.moved_chain(Line::Record, old.as_ref(), new)?);
        }
        let fresh = Repository::open(self.repo.path()).map_err(git("open the repository"))?;
        chains.iter().try_for_each(|chain| chain.read_back(&fresh))?;
        reached(Step::ReadBack);
        let journal = Journal {
            title: advance.title.clone(),
            at: advance.at.rfc3339(),
            worktree: self.root().to_owned(),
            settles: advance.desk.is_some() && self.on_desk_branch()?,
            moves: chains.iter().filter_map(Chain::step).collect(),
            files: chains.iter().flat_map(|chain| chain.touched.clone()).collect(),
        };
        if journal.moves.is_empty() {
            return Ok(Some(recovered));
        }
        let who = signature_of(&advance.author, advance.at)?;
        match self.carry_out(&journal, &who, advance.merge, &fresh)? {
            Moved::Done(warnings) => Ok(Some(recovered.into_iter().chain(warnings).collect())),
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
                journal::remove(self.common_dir())?;
                return Ok(Moved::Lost(lost));
            }
            Err(error) => return Err(self.give_up(error, index)),
        }
        journal.moves.iter().try_for_each(|step| confirm(fresh, step))?; // 7
        reached(Step::Confirmed);
        let mut warnings = Vec::new();
        if journal.settles {
            let settle = |file| worktree::settle(&self.repo, self.root(), file, merge);
            warnings.extend(journal.files.iter().filter_map(settle)); // 8
            reached(Step::WorkTree);
            let index = staged.and_then(|()| self.release_index(index, journal));
            warnings.extend(index.err().map(|e| e.to_string())); // 9
            reached(Step::Index);
        }
        warnings.extend(journal::remove(self.common_dir()).err().map(|e| e.to_string())); // 10
        Ok(Moved::Done(warnings))
    }

    /// A failure that left nothing behind needs no journal; another keeps it for the next command.
    fn give_up(
        &self,
        error: StorageError,
        index: Option<Result<Index, StorageError>>,
    ) -> StorageError {
        if !matches!(error, StorageError::HalfWritten { .. }) {
            if let Some(Ok(index)) = index {
                index.take_back();
            }
            let _ = journal::remove(self.common_dir());
        }
        error
    }

    fn prepare_index(&self, journal: &Journal) -> Option<Result<Index, StorageError>> {
        let prepare = || Index::prepare(&self.repo, self.root(), &journal.files);
        journal.settles.then(prepare)
    }

    /// Gives the index back; tries once more where another program had it before the branch moved.
    fn release_index(
        &self,
        index: Option<Result<Index, StorageError>>,
        journal: &Journal,
    ) -> Result<(), StorageError> {
        match index {
            None => Ok(()),
            Some(Ok(index)) => {
                drop(index);
                Ok(())
            }
            Some(Err(_)) => Index::prepare(&self.repo, self.root(), &journal.files)?.publish(),
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
#[expect(clippy::disallowed_methods, reason = "tests spoil files")]
mod tests {
    use super::*;
    use crate::storage::testing::{POST, STORY, TestDesk, batch, changing, plan};
    use crate::storage::{BlobId, Change, Plan, Saved};

    #[test]
    fn a_change_is_in_the_branch_the_work_tree_and_the_index() {
        let desk = TestDesk::new();
        desk.file(POST, "headline = \"Power cut\"\n");
        desk.assert_sound();
        assert_eq!(desk.git(&["show", &format!("HEAD:{POST}")]), "headline = \"Power cut\"");
        assert_eq!(desk.saved(POST).as_deref(), Some("headline = \"Power cut\"\n"));
        let head = desk.git(&["log", "-1", "--format=%an %ae %ad %cn %cd %(trailers:only)"]);
        assert!(head.starts_with("Ana Petrova ana@courier.example Sat Nov 7 09:30:00 2026 +0200"));
        assert!(head.ends_with("Newsroom-Action: add"), "{head}");
        desk.file(POST, "headline = \"Power is back\"\n");
        desk.assert_sound();
    }

    #[test]
    fn a_removed_file_is_gone_everywhere() {
        let desk = TestDesk::new();
        desk.file(POST, "x");
        let store = desk.store();
        store.write(changing(&store, POST, None)).expect("written");
        assert_eq!(desk.saved(POST), None);
        assert!(!desk.path().join("posts").exists());
        desk.assert_sound();
    }

    #[test]
    fn several_plans_make_a_chain_and_both_lines_move() {
        let desk = TestDesk::new();
        let store = desk.store();
        let mut batch = batch();
        batch.desk =
            vec![plan("One", &[(STORY, None, Some("1"))]), plan("Two", &[(POST, None, Some("2"))])];
        batch.record = Box::new(|tip| {
            let words = format!("desk = \"{tip}\"");
            vec![plan("Release", &[("releases/2026/11/x.toml", None, Some(&words))])]
        });
        let written = store.write(batch).expect("written");
        assert_eq!(written.commits.len(), 3);
        assert_eq!(written.desk, store.tip(Line::Desk).expect("readable"));
        assert_eq!(written.record, store.tip(Line::Record).expect("readable"));
        let named = desk.git(&["show", "published:releases/2026/11/x.toml"]);
        assert_eq!(named, format!("desk = \"{}\"", written.desk.expect("moved")));
        assert_eq!(desk.git(&["log", "-2", "--format=%s"]), "Two\nOne");
        desk.assert_sound();
    }

    #[test]
    fn what_is_decided_on_an_older_file_is_refused_and_changes_nothing() {
        let desk = TestDesk::new();
        desk.file(POST, "one");
        let store = desk.store();
        let decided = changing(&store, POST, Some("mine"));
        desk.save(POST, "theirs");
        desk.git(&["commit", "-qam", "a foreign commit between decision and write"]);
        let head = desk.git(&["rev-parse", "HEAD", "published"]);
        let error = store.write(decided).expect_err("refused");
        assert!(matches!(error, StorageError::Moved { path } if path == POST));
        assert_eq!(desk.git(&["rev-parse", "HEAD", "published"]), head);
        assert_eq!(desk.saved(POST).as_deref(), Some("theirs"));
        desk.assert_sound();
    }

    #[test]
    fn a_foreign_commit_to_other_files_is_built_upon() {
        let desk = TestDesk::new();
        let store = desk.store();
        let decided = changing(&store, POST, Some("mine"));
        desk.save("README.md", "theirs");
        desk.git(&["add", "README.md"]);
        desk.git(&["commit", "-qm", "foreign"]);
        store.write(decided).expect("written");
        assert_eq!(desk.git(&["show", "HEAD:README.md"]), "theirs");
        desk.assert_sound();
    }

    #[test]
    fn other_staged_and_changed_files_are_left_alone() {
        let desk = TestDesk::new();
        desk.file(STORY, "title = \"Port Selan\"\n");
        desk.save("README.md", "staged");
        desk.git(&["add", "README.md"]);
        desk.save(STORY, "title = \"Changed\"\n");
        desk.save("posts/untracked.txt", "x");
        let before = desk.git(&["status", "--porcelain"]);
        desk.file(POST, "x");
        assert_eq!(desk.git(&["status", "--porcelain"]), before);
        assert_eq!(desk.saved(STORY).as_deref(), Some("title = \"Changed\"\n"));
        assert_eq!(desk.git(&["show", ":README.md"]), "staged");
        let unsaved = desk.store().unsaved_changes().expect("listed");
        assert_eq!(unsaved, [STORY, "posts/untracked.txt"]);
    }

    #[test]
    fn words_saved_meanwhile_stay_in_the_file() {
        let desk = TestDesk::new();
        desk.file(POST, "one");
        desk.save(POST, "my own words");
        let store = desk.store();
        let written = store.write(changing(&store, POST, Some("two"))).expect("written");
        assert_eq!(desk.saved(POST).as_deref(), Some("my own words"));
        assert!(written.warnings[0].contains("left as it is"), "{:?}", written.warnings);
        assert_eq!(desk.git(&["show", &format!("HEAD:{POST}")]), "two");
        assert_eq!(desk.git(&["status", "--porcelain"]), format!(" M {POST}"));
    }

    #[test]
    fn words_saved_meanwhile_are_merged_where_they_can_be() {
        let desk = TestDesk::new();
        desk.file(POST, "base");
        desk.save(POST, "theirs");
        let store = desk.store();
        let merge =
            |base: &[u8], ours: &[u8], theirs: &[u8]| Some([base, ours, theirs].join(&b' '));
        let mut batch = changing(&store, POST, Some("ours"));
        batch.merge = Some(&merge);
        assert!(store.write(batch).expect("written").warnings.is_empty());
        assert_eq!(desk.saved(POST).as_deref(), Some("base ours theirs"));
    }

    #[test]
    fn words_that_are_in_the_content_are_replaced_by_it() {
        let desk = TestDesk::new();
        desk.file(POST, "one");
        desk.save(POST, "saved");
        let store = desk.store();
        let mut batch = changing(&store, POST, Some("saved and reviewed"));
        batch.desk[0].files[0].saved = Saved::Take { seen: Some(b"saved".to_vec()) };
        assert!(store.write(batch).expect("written").warnings.is_empty());
        assert_eq!(desk.saved(POST).as_deref(), Some("saved and reviewed"));
        desk.assert_sound();
    }

    #[test]
    fn a_path_outside_the_desk_is_refused() {
        let desk = TestDesk::new();
        let store = desk.store();
        for path in ["../x", ".git/hooks/post-commit", "/etc/x"] {
            let change = Change {
                path: path.into(),
                expected: None,
                content: Some(vec![]),
                saved: Saved::Leave,
            };
            let mut batch = batch();
            batch.desk = vec![Plan { title: "x".into(), files: vec![change], ..Plan::default() }];
            let error = store.write(batch).expect_err("refused");
            assert!(matches!(error, StorageError::UnsafePath { .. }), "{path}: {error}");
        }
    }

    #[test]
    fn a_record_that_cannot_move_takes_the_desk_back() {
        let desk = TestDesk::new();
        let store = desk.store();
        let log = desk.path().join(".git/logs/refs/heads/published");
        std::fs::remove_file(&log).expect("removed");
        desk.save(".git/logs/refs/heads/published/in-the-way", "");
        let before = desk.git(&["rev-parse", "main", "published"]);
        let mut batch = changing(&store, POST, Some("x"));
        batch.record = Box::new(|_| vec![plan("Release", &[("releases/x", None, Some("1"))])]);
        store.write(batch).expect_err("the record's log is a folder");
        assert_eq!(desk.git(&["rev-parse", "main", "published"]), before);
        assert_eq!(desk.saved(POST), None);
        assert!(desk.store().recovered().is_empty());
        desk.assert_sound();
    }

    #[test]
    fn a_branch_that_stays_locked_is_told_by_name() {
        let desk = TestDesk::new();
        let store = desk.store();
        desk.save(".git/refs/heads/main.lock", "");
        let mut batch = changing(&store, POST, Some("x"));
        let lost = store.attempt(&mut batch).expect("tried");
        assert!(matches!(lost, Attempt::Lost(name) if name == "refs/heads/main"));
        assert!(!journal::exists(store.common_dir()));
        assert!(!desk.path().join(".git/index.lock").exists());
    }

    #[test]
    fn with_another_branch_checked_out_only_the_branch_moves() {
        let desk = TestDesk::new();
        desk.git(&["checkout", "-q", "-b", "elsewhere"]);
        desk.file(POST, "x");
        assert_eq!(desk.saved(POST), None);
        assert_eq!(desk.git(&["show", &format!("main:{POST}")]), "x");
        desk.assert_sound();
    }

    #[test]
    fn eight_writers_and_a_foreign_git_lose_nothing() {
        const EACH: usize = 6;
        let desk = TestDesk::new();
        let name = |writer: usize, n: usize| format!("posts/2026/11/s{writer}/story-{n}.toml");
        std::thread::scope(|scope| {
            for writer in 0..8 {
                let path = desk.path();
                scope.spawn(move || {
                    for n in 0..EACH {
                        let store = Store::open(&path).expect("opens");
                        let batch = changing(&store, &name(writer, n), Some("x"));
                        let written = store.write(batch).expect("written");
                        assert_eq!(written.warnings, Vec::<String>::new());
                    }
                });
            }
            scope.spawn(|| {
                for n in 0..10 {
                    let file = format!("foreign-{n}");
                    desk.save(&file, "x");
                    let done = |arguments: &[&str]| desk.try_git(arguments).status.success();
                    while !done(&["add", &file]) {}
                    while !done(&["commit", "-qm", &file]) {}
                }
            });
        });
        let files = desk.git(&["ls-tree", "-r", "--name-only", "HEAD"]);
        let all = (0..8).flat_map(|writer| (0..EACH).map(move |n| name(writer, n)));
        for file in all.chain((0..10).map(|n| format!("foreign-{n}"))) {
            assert!(files.lines().any(|line| line == file), "{file} is lost");
        }
        assert_eq!(desk.git(&["rev-list", "--count", "HEAD"]), (8 * EACH + 11).to_string());
        desk.assert_sound();
    }

    #[test]
    fn the_same_bytes_have_the_name_git_gives_them() {
        let desk = TestDesk::new();
        desk.file(POST, "words\n");
        let id: BlobId = desk.git(&["hash-object", POST]).parse().expect("a name");
        assert_eq!(desk.store().hash(b"words\n"), id);
    }
}

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
use crate::storage::{CommitId, StorageError, Store};

/// How long after its journal a writer may have locked a branch, at most.
const LOCKS_WITHIN: Duration = Duration::from_secs(15);

/// How long we wait for another program to give a branch back.
const PATIENCE: Duration = Duration::from_secs(2);

impl Store {
    /// A reader neither waits for a living writer nor fails where it may not write.
    pub(in crate::storage) fn recover_if_abandoned(&self) -> Vec<String> {
        if !journal::exists(self.common_dir()) {
            return Vec::new();
        }
        match Lock::attempt(self.common_dir()) {
            Ok(Some(lock)) => self.recover(&lock).unwrap_or_else(|error| vec![error.to_string()]),
            Ok(None) | Err(_) => Vec::new(),
        }
    }

    /// Reads the journal a dead writer left: what is in its branch is finished from there, what
    /// is not was never promised and is dropped. Says what it did.
    ///
    /// The lock proves that the writer is dead.
    pub(in crate::storage) fn recover(&self, _lock: &Lock) -> Result<Vec<String>, StorageError> {
        let Some(journal) = Journal::read(self.common_dir())? else { return Ok(Vec::new()) };
        for step in &journal.moves {
            break_lock(self.common_dir(), step);
        }
        let mut words = Vec::new();
        let saved = self.finish_branches(&journal, &mut words)?;
        if journal.settles {
            match Repository::open(&journal.worktree) {
                Ok(repo) if saved => words.extend(redo(&repo, &journal)),
                Ok(repo) => index::release(repo.path()),
                Err(_) => {} // the work tree was removed meanwhile
            }
        }
        journal::remove(self.common_dir())?;
        words.insert(0, told(&journal, saved));
        Ok(words)
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

/// Brings work tree and index to what the branch has by now.
fn redo(repo: &Repository, journal: &Journal) -> Vec<String> {
    let Some(root) = repo.workdir() else { return Vec::new() };
    for file in &journal.files {
        let _ = durable::remove(&durable::unfinished(&root.join(&file.path)));
    }
    let done = now(repo, journal).map(|files| {
        let settle = |file: &Touched| worktree::settle(repo, root, file, None);
        let mut words: Vec<String> = files.iter().filter_map(settle).collect();
        let index = Index::prepare(repo, root, &files).and_then(|index| index.publish());
        words.extend(index.err().map(|error| error.to_string()));
        words
    });
    done.unwrap_or_else(|error| vec![error.to_string()])
}

/// The journal's files as the branch has them by now; none where another branch is checked out.
fn now(repo: &Repository, journal: &Journal) -> Result<Vec<Touched>, StorageError> {
    let Some(desk) = journal.moves.first() else { return Ok(Vec::new()) };
    if branches::head_branch(repo)?.as_ref() != Some(&desk.reference) {
        index::release(repo.path());
        return Ok(Vec::new());
    }
    let tip: Option<CommitId> = branches::target(repo, &desk.reference)?;
    let Some(tip) = tip else { return Ok(Vec::new()) };
    let tree = tree::tree(repo, &tip)?;
    let files = journal.files.iter().cloned();
    files.map(|file| Ok(Touched { new: tree::entry(&tree, &file.path)?, ..file })).collect()
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
mod tests {
    use super::*;
    use crate::storage::testing::{
        POST, TestDesk, changing, desk_of_child, git_in, plan, run_child,
    };
    use crate::storage::writing::step::Step;
    use crate::storage::{Line, Saved};

    const CHILD: &str = "storage::writing::recovery::tests::a_writer_for_other_tests";
    const LEDGER: &str = "releases/2026/11/port-selan/power-cut-k3x9q7m2td.toml";

    /// A change of both lines to a post whose saved words are in it.
    #[test]
    #[ignore = "a process that other tests start and kill"]
    fn a_writer_for_other_tests() {
        let store = Store::open(&desk_of_child()).expect("opens");
        let mut batch = changing(&store, POST, Some("new"));
        batch.desk[0].files[0].saved = Saved::Take { seen: Some(b"saved".to_vec()) };
        batch.record = Box::new(|_| vec![plan("Release", &[(LEDGER, None, Some("n = 1\n"))])]);
        store.write(batch).expect("written");
    }

    fn crashed_at(step: Step) -> TestDesk {
        let desk = TestDesk::new();
        desk.file(POST, "old");
        desk.save(POST, "saved");
        assert!(!run_child(CHILD, &desk.path(), Some(step)), "{step:?}: the writer must die");
        desk
    }

    #[test]
    fn a_writer_that_died_before_the_branch_moved_changed_nothing() {
        use Step::{BranchesLocked, Built, Journaled, Locked, ReadBack, Recovered, Staged};
        for step in [Locked, Recovered, Built, ReadBack, Journaled, BranchesLocked, Staged] {
            let desk = crashed_at(step);
            let store = desk.store();
            let told = store.recovered().join("; ");
            assert_eq!(told.contains("had not been saved"), step >= Journaled, "{step:?}: {told}");
            assert_eq!(desk.git(&["show", &format!("HEAD:{POST}")]), "old", "{step:?}");
            assert_eq!(desk.saved(POST).as_deref(), Some("saved"), "{step:?}");
            assert!(!desk.try_git(&["show", &format!("published:{LEDGER}")]).status.success());
            assert!(run_child(CHILD, &desk.path(), None), "{step:?}: the next command works");
            desk.assert_sound();
        }
    }

    #[test]
    fn a_writer_that_died_after_the_branch_moved_is_finished() {
        for step in [Step::BranchMoved, Step::Confirmed, Step::WorkTree, Step::Index] {
            let desk = crashed_at(step);
            let store = desk.store();
            assert!(store.recovered()[0].contains("was saved"), "{:?}", store.recovered());
            assert_eq!(store.recovered().len(), 1, "{:?}", store.recovered());
            assert_eq!(desk.git(&["show", &format!("HEAD:{POST}")]), "new", "{step:?}");
            assert_eq!(desk.git(&["show", &format!("published:{LEDGER}")]), "n = 1", "{step:?}");
            assert_eq!(desk.saved(POST).as_deref(), Some("new"), "{step:?}");
            assert!(desk.store().recovered().is_empty(), "{step:?}: told once");
            desk.assert_sound();
        }
    }

    #[test]
    fn until_it_is_finished_a_foreign_commit_cannot_take_the_change_out_again() {
        let desk = crashed_at(Step::BranchMoved);
        desk.save("README.md", "x");
        assert!(!desk.try_git(&["add", "README.md"]).status.success());
        desk.store();
        desk.git(&["add", "README.md"]);
        desk.git(&["commit", "-qm", "foreign"]);
        assert_eq!(desk.git(&["show", &format!("HEAD:{POST}")]), "new");
    }

    #[test]
    fn words_saved_after_the_crash_are_left_in_the_file() {
        let desk = crashed_at(Step::BranchMoved);
        desk.save(POST, "later words");
        assert!(desk.store().recovered()[1].contains("left as it is"));
        assert_eq!(desk.saved(POST).as_deref(), Some("later words"));
        assert_eq!(desk.git(&["show", &format!(":{POST}")]), "new");
    }

    #[test]
    fn a_living_writer_is_not_recovered() {
        let desk = crashed_at(Step::Journaled);
        let common = desk.path().join(".git/newsroom");
        let lock = Lock::wait(&common).expect("locked");
        assert!(desk.store().recovered().is_empty());
        assert!(journal::exists(&common));
        drop(lock);
        assert_eq!(desk.store().recovered().len(), 1);
    }

    #[test]
    fn a_lock_that_another_program_made_later_is_not_broken() {
        let desk = crashed_at(Step::Journaled);
        let lock = desk.path().join(".git/refs/heads/main.lock");
        desk.save(".git/refs/heads/main.lock", &"0".repeat(40));
        desk.store();
        assert!(lock.exists(), "it says another commit than the journal's");
    }

    #[test]
    fn while_another_program_holds_the_record_the_change_stays_to_be_finished() {
        let desk = crashed_at(Step::BranchMoved);
        let lock = ".git/refs/heads/published.lock";
        desk.save(lock, &"0".repeat(40));
        assert!(desk.store().recovered()[0].contains("in use by another program"));
        fs::remove_file(desk.path().join(lock)).expect("removed");
        assert!(desk.store().recovered()[0].contains("was saved"));
        assert_eq!(desk.git(&["show", &format!("published:{LEDGER}")]), "n = 1");
        desk.assert_sound();
    }

    #[test]
    fn a_change_in_a_second_work_tree_is_finished_there() {
        let desk = TestDesk::new();
        desk.file(POST, "old");
        let second = desk.path().with_file_name("second");
        desk.git(&["checkout", "-q", "-b", "elsewhere"]);
        desk.git(&["worktree", "add", "-q", second.to_str().expect("text"), "main"]);
        assert!(!run_child(CHILD, &second, Some(Step::Confirmed)));
        assert_eq!(desk.store().recovered().len(), 1);
        assert_eq!(desk.git(&["show", &format!("main:{POST}")]), "new");
        assert_eq!(git_in(&second, &["status", "--porcelain"]).stdout, b"");
        desk.assert_sound();
    }

    #[test]
    fn the_record_is_left_where_another_program_moved_it() {
        let desk = crashed_at(Step::BranchMoved);
        let old = desk.git(&["rev-parse", "published"]);
        let tree = desk.git(&["rev-parse", "published^{tree}"]);
        let other = desk.git(&["commit-tree", "-p", &old, "-m", "other", &tree]);
        desk.save(".git/refs/heads/published", &format!("{other}\n"));
        let store = desk.store();
        assert!(store.recovered().join(" ").contains("refs/heads/published was moved"));
        assert_eq!(store.tip(Line::Record).expect("read").expect("a tip").as_str(), other);
    }
}

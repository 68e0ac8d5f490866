//! Cloning, and nothing of what came is put into files before it was judged.
#![expect(clippy::disallowed_methods, reason = "a clone that is no desk is removed again")]

use std::fs;
use std::path::Path;
use std::process::Stdio;

use crate::storage::ground::durable;
use crate::storage::ground::error::{disk, git};
use crate::storage::ground::line::RECORD;
use crate::storage::programs::program;
use crate::storage::reading::branches;
use crate::storage::writing::journal::Move;
use crate::storage::writing::refs;
use crate::storage::{CommitId, StorageError, Store};

/// The mark of a clone that is not judged yet, among what is this clone's alone.
const UNFINISHED: &str = "cloning";

/// A clone whose files are not written yet; dropped, it is removed.
#[derive(Debug)]
pub struct Clone {
    store: Option<Store>,
}

impl Clone {
    /// Clones that repository into a folder that is not there yet, or is empty, and finds the
    /// desk's branch: the remote HEAD's where that is a desk, else the only one that is.
    ///
    /// `seen` lets git show its progress and ask for a password on the terminal.
    ///
    /// # Errors
    ///
    /// [`StorageError::NotEmpty`]; [`StorageError::NoDeskThere`] and
    /// [`StorageError::SeveralDesks`], which leave no folder behind; git's words.
    pub fn make(start: &Path, url: &str, dir: &Path, seen: bool) -> Result<Self, StorageError> {
        durable::set_up_git();
        remove_unfinished(dir);
        if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(StorageError::NotEmpty { path: dir.to_owned() });
        }
        let mut command = program::git(start);
        command.args(["clone", "--no-checkout", "--no-recurse-submodules", "--origin", "origin"]);
        if seen {
            command.env_remove("GIT_TERMINAL_PROMPT").stderr(Stdio::inherit());
        }
        command.arg("--").arg(url).arg(dir);
        program::run(&format!("clone {url}"), &mut command)?;
        let repo = git2::Repository::open(dir).map_err(git("open the clone"))?;
        let root = repo.workdir().unwrap_or(dir).to_owned();
        // From here on, a failure removes what was cloned.
        let store = Store::at(repo, root);
        durable::make_folder(store.common_dir())?;
        durable::replace(&store.common_dir().join(UNFINISHED), b"")?;
        let mut clone = Self { store: Some(store) };
        clone.find_desk(url)?;
        Ok(clone)
    }

    fn find_desk(&mut self, url: &str) -> Result<(), StorageError> {
        let Some(store) = &mut self.store else { return Ok(()) };
        let head = branches::head_branch(&store.repo)?;
        let (mut desks, mut record) = (Vec::new(), None);
        let there = store.repo.references_glob("refs/remotes/origin/*");
        let there = there.map_err(git("list what was cloned"))?;
        for reference in there {
            let reference = reference.map_err(git("list what was cloned"))?;
            let (Ok(name), Some(tip)) = (reference.name(), reference.target()) else { continue };
            let name = name.replacen("refs/remotes/origin/", "refs/heads/", 1);
            let tip = CommitId::of(tip);
            if name == RECORD {
                record = Some(tip);
            } else if store.entry(&tip, "newsroom.toml")?.is_some() {
                desks.push((name, tip));
            }
        }
        let of_head = desks.iter().position(|(name, _)| Some(name) == head.as_ref());
        let (branch, tip) = match (of_head, desks.len()) {
            (Some(at), _) => desks.swap_remove(at),
            (None, 1) => desks.swap_remove(0),
            (None, 0) => return Err(StorageError::NoDeskThere { url: url.to_owned() }),
            (None, _) => {
                let branches = desks.into_iter().map(|(name, _)| name).collect();
                return Err(StorageError::SeveralDesks { branches });
            }
        };
        store.begin(&branch, &tip, record.as_ref())?;
        store.branch = Some(branch);
        store.settle_branch()
    }

    /// The clone as a store whose work tree is empty.
    pub fn store(&self) -> Option<&Store> {
        self.store.as_ref()
    }

    /// Keeps it; with `files`, its files are written, too.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn keep(mut self, files: bool) -> Result<(), StorageError> {
        let Some(store) = self.store.take() else { return Ok(()) };
        durable::remove(&store.common_dir().join(UNFINISHED))?;
        if files {
            let mut command = program::git(store.root());
            command.args(["reset", "--hard", "--quiet"]);
            program::run("write the files of the clone", &mut command)?;
        }
        Ok(())
    }
}

/// Removes what a clone left that was ended before it was judged: no files of a desk were in it.
fn remove_unfinished(dir: &Path) {
    let is_one = dir.join(".git/newsroom").join(UNFINISHED).is_file();
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    if is_one && entries.count() == 1 {
        let _ = fs::remove_dir_all(dir.join(".git"));
    }
}

impl Drop for Clone {
    fn drop(&mut self) {
        if let Some(store) = self.store.take() {
            let root = store.root().to_owned();
            drop(store);
            let _ = fs::remove_dir_all(&root).map_err(disk("remove", &root));
        }
    }
}

impl Store {
    /// The branches of a fresh clone: the desk's, which HEAD is on, and the record.
    fn begin(
        &self,
        branch: &str,
        desk: &CommitId,
        record: Option<&CommitId>,
    ) -> Result<(), StorageError> {
        let name = branch.trim_start_matches("refs/heads/");
        let mut branches = vec![(branch, desk)];
        branches.extend(record.map(|record| (RECORD, record)));
        for (reference, tip) in branches {
            let old = branches::target(&self.repo, reference)?;
            if old.as_ref() == Some(tip) {
                continue;
            }
            let who = git2::Signature::now("newsroom", "newsroom@localhost")
                .map_err(git("name ourselves"))?;
            let new = Move { reference: reference.to_owned(), old, new: tip.clone() };
            refs::swap(&self.repo, &[new], &who, "clone")?;
        }
        self.repo.set_head(branch).map_err(git("show the desk's branch"))?;
        self.set_config(&format!("branch.{name}.remote"), "origin")?;
        self.set_config(&format!("branch.{name}.merge"), branch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Line;
    use crate::storage::testing::{POST, TestDesk, git_in};

    fn folder(desk: &TestDesk) -> std::path::PathBuf {
        desk.path().parent().expect("a folder").to_owned()
    }

    fn make(desk: &TestDesk) -> Result<Clone, StorageError> {
        Clone::make(&folder(desk), "desk", &folder(desk).join("copy"), false)
    }

    #[test]
    fn a_clone_has_both_lines_and_gets_its_files_when_it_is_kept() {
        let desk = TestDesk::new();
        desk.file(POST, "x");
        let clone = make(&desk).expect("cloned");
        let store = clone.store().expect("a store");
        for line in [Line::Desk, Line::Record] {
            assert!(store.tip(line).expect("read").is_some(), "{line:?}");
        }
        assert_eq!(store.config("newsroom.branch").as_deref(), Some("main"));
        let at = folder(&desk).join("copy");
        assert!(!at.join(POST).exists(), "nothing is written before it was judged");
        clone.keep(true).expect("kept");
        assert_eq!(fs::read_to_string(at.join(POST)).expect("read"), "x");
        let status = git_in(&at, &["status", "--porcelain"]).stdout;
        assert!(status.is_empty(), "{}", String::from_utf8_lossy(&status));
    }

    #[test]
    fn what_is_not_kept_is_gone_and_what_was_there_is_let_be() {
        let desk = TestDesk::new();
        drop(make(&desk).expect("cloned"));
        let at = folder(&desk).join("copy");
        assert!(!at.exists());
        fs::create_dir(&at).expect("made");
        fs::write(at.join("mine"), "x").expect("written");
        assert!(matches!(make(&desk), Err(StorageError::NotEmpty { .. })));
        assert!(at.join("mine").exists());
    }

    #[test]
    fn what_is_no_desk_is_not_kept() {
        let desk = TestDesk::empty();
        fs::create_dir(desk.path()).expect("made");
        desk.git(&["init", "-q", "-b", "main"]);
        desk.git(&[
            "-c",
            "user.name=X",
            "-c",
            "user.email=x@x",
            "commit",
            "-q",
            "--allow-empty",
            "-m",
            "x",
        ]);
        let refused = make(&desk);
        assert!(matches!(refused, Err(StorageError::NoDeskThere { .. })), "{refused:?}");
        assert!(!folder(&desk).join("copy").exists());
    }

    #[test]
    fn a_desk_on_another_branch_than_heads_is_found() {
        let desk = TestDesk::new();
        let tip = desk.file(POST, "x");
        desk.git(&["branch", "-m", "main", "desk"]);
        desk.git(&["symbolic-ref", "HEAD", "refs/heads/published"]);
        let clone = make(&desk).expect("cloned");
        let store = clone.store().expect("a store");
        assert_eq!(store.tip(Line::Desk).expect("read"), Some(tip));
        assert!(store.on_desk_branch().expect("read"));
        desk.git(&["branch", "other", "desk"]);
        drop(clone);
        assert!(matches!(make(&desk), Err(StorageError::SeveralDesks { .. })));
    }
}

//! An opened desk, and how one is opened and made.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::storage::caches::cache::Cache;
use crate::storage::ground::durable;
use crate::storage::ground::error::{disk, found, git};
use crate::storage::reading::history::Proposed;
use crate::storage::reading::staged::Staged;
use crate::storage::writing::lock::Lock;
use crate::storage::writing::{journal, refs};
use crate::storage::{CommitId, Identity, StorageError};

/// The two lines of commits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Line {
    /// The desk's own branch: `newsroom.branch` in git's configuration, else HEAD's.
    Desk,
    /// The public record: the branch `published`.
    Record,
}

/// The full name of the record's branch.
pub(in crate::storage) const RECORD: &str = "refs/heads/published";

/// An opened desk: a git repository whose work tree has a `newsroom.toml` at its top.
pub struct Store {
    pub(in crate::storage) repo: git2::Repository,
    root: PathBuf,
    common: PathBuf,
    recovered: Vec<String>,
    pub(in crate::storage) cache: RefCell<Option<Cache>>,
    /// The desk's branch, where it was told from what is pushed.
    pub(in crate::storage) branch: Option<String>,
    /// The remote that this run was told to use.
    pub(in crate::storage) remote_said: Option<String>,
    /// The newest commits that a push would make, where one is judged.
    pub(in crate::storage) proposed: BTreeMap<Line, Proposed>,
    /// What is staged, where that is looked at in place of what is saved.
    pub(in crate::storage) staged: Option<Staged>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("root", &self.root).finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the desk that `start` is in, and finishes or drops what a dead writer left.
    ///
    /// # Errors
    ///
    /// [`StorageError::NotADesk`] where there is none; git's where it refuses the repository, as
    /// one that belongs to somebody else.
    pub fn open(start: &Path) -> Result<Self, StorageError> {
        durable::make_git_flush();
        let not_a_desk = || StorageError::NotADesk { start: start.to_owned() };
        let opened =
            found(git2::Repository::discover(start)).map_err(|error| opening(start, error))?;
        let repo = opened.ok_or_else(not_a_desk)?;
        let mut store = Self::of(repo).ok_or_else(not_a_desk)?;
        if !store.root.join("newsroom.toml").is_file() {
            return Err(not_a_desk());
        }
        store.recovered = store.recover_if_abandoned();
        // Where that fails, the desk works on without a record, and says so.
        store.recovered.extend(store.adopt_record().ok().flatten());
        store.recovered.extend(store.root_was_lost().ok().flatten());
        Ok(store)
    }

    /// Makes the folder and its git repository (branch `main`) where they are not there, for a desk
    /// to be written into; `newsroom.branch` is set.
    ///
    /// # Errors
    ///
    /// [`StorageError::Bare`] and [`StorageError::AlreadyADesk`].
    pub fn create(dir: &Path) -> Result<Self, StorageError> {
        durable::make_git_flush();
        durable::make_folder(dir)?;
        if dir.join("newsroom.toml").exists() {
            return Err(StorageError::AlreadyADesk { dir: dir.to_owned() });
        }
        let there = found(git2::Repository::open(dir)).map_err(git("open the repository"))?;
        let repo = match there {
            Some(repo) => repo,
            None => {
                let mut options = git2::RepositoryInitOptions::new();
                options.initial_head("main");
                git2::Repository::init_opts(dir, &options).map_err(git("make a repository"))?
            }
        };
        let store = Self::of(repo).ok_or_else(|| StorageError::Bare { dir: dir.to_owned() })?;
        let branch = store.desk_reference()?;
        store.set_config("newsroom.branch", branch.trim_start_matches("refs/heads/"))?;
        Ok(store)
    }

    /// Who would begin a desk in the folder, and the repository there, where there is one; nothing
    /// is made.
    ///
    /// # Errors
    ///
    /// As [`Store::create`], and as [`Store::identity`].
    pub fn rehearse(dir: &Path) -> Result<(Identity, Option<Self>), StorageError> {
        if dir.join("newsroom.toml").exists() {
            return Err(StorageError::AlreadyADesk { dir: dir.to_owned() });
        }
        let bare = || StorageError::Bare { dir: dir.to_owned() };
        if let Some(repo) =
            found(git2::Repository::open(dir)).map_err(git("open the repository"))?
        {
            let store = Self::of(repo).ok_or_else(bare)?;
            return Ok((store.identity()?, Some(store)));
        }
        // Git tells who writes only inside a repository: one that is gone again at once.
        let scratch = tempfile::tempdir().map_err(disk("make a folder in", dir))?;
        let repo = git2::Repository::init(scratch.path()).map_err(git("make a repository"))?;
        Ok((Self::of(repo).ok_or_else(bare)?.identity()?, None))
    }

    fn of(repo: git2::Repository) -> Option<Self> {
        let root = repo.workdir()?.to_owned();
        Some(Self::at(repo, root))
    }

    pub(in crate::storage) fn at(repo: git2::Repository, root: PathBuf) -> Self {
        let common = repo.commondir().join("newsroom");
        Self {
            repo,
            root,
            common,
            recovered: Vec::new(),
            cache: RefCell::new(None),
            branch: None,
            remote_said: None,
            proposed: BTreeMap::new(),
            staged: None,
        }
    }

    /// The folder that holds `newsroom.toml` and `posts/`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder for what is this clone's alone: lock, journal, cache, pinned root, notes.
    pub fn common_dir(&self) -> &Path {
        &self.common
    }

    /// What opening did about a change that was interrupted, in words for the person.
    pub fn recovered(&self) -> &[String] {
        &self.recovered
    }

    /// The newest commit of that line, or the one that a push would make it; `None` before its
    /// first.
    ///
    /// # Errors
    ///
    /// [`StorageError::NoBranch`], or git's.
    pub fn tip(&self, line: Line) -> Result<Option<CommitId>, StorageError> {
        match self.proposed.get(&line) {
            Some(proposed) => Ok(Some(proposed.tip.clone())),
            None => self.accepted_tip(line),
        }
    }

    /// The newest commit of that line that its branch shows.
    pub(in crate::storage) fn accepted_tip(
        &self,
        line: Line,
    ) -> Result<Option<CommitId>, StorageError> {
        match self.reference(line) {
            // A checkout of one commit, as CI makes it, has no branch and can be read all the same.
            Err(StorageError::NoBranch) => refs::head(&self.repo),
            reference => refs::target(&self.repo, &reference?),
        }
    }

    /// The name of a line's branch, as git shows it.
    pub fn branch_name(&self, line: Line) -> Option<String> {
        Some(self.reference(line).ok()?.trim_start_matches("refs/heads/").to_owned())
    }

    /// The name of the branch that the work tree shows; `None` where it shows one commit alone.
    pub fn branch_here(&self) -> Option<String> {
        Some(head_branch(&self.repo).ok()??.trim_start_matches("refs/heads/").to_owned())
    }

    /// Whether the work tree shows the desk's branch.
    ///
    /// # Errors
    ///
    /// [`StorageError::NoBranch`], or git's.
    pub fn on_desk_branch(&self) -> Result<bool, StorageError> {
        Ok(head_branch(&self.repo)?.as_deref() == Some(self.desk_reference()?.as_str()))
    }

    /// Another work tree that shows the desk's branch: only its own commands bring it along, and a
    /// commit made there from what it shows would take out what was filed elsewhere.
    pub(in crate::storage) fn shown_elsewhere(&self) -> Result<Option<PathBuf>, StorageError> {
        if self.on_desk_branch()? {
            return Ok(None); // git lets one work tree alone show a branch
        }
        let branch = self.desk_reference()?;
        let names = self.repo.worktrees().map_err(git("list the work trees"))?;
        let linked = names.iter().filter_map(|name| {
            let tree = self.repo.find_worktree(name.ok()??).ok()?;
            git2::Repository::open_from_worktree(&tree).ok()
        });
        let first = git2::Repository::open(self.repo.commondir()).ok();
        for repo in linked.chain(first).filter(|repo| !repo.is_bare()) {
            if head_branch(&repo)?.as_deref() == Some(branch.as_str()) {
                return Ok(repo.workdir().map(Path::to_owned));
            }
        }
        Ok(None)
    }

    pub(in crate::storage) fn reference(&self, line: Line) -> Result<String, StorageError> {
        match line {
            Line::Desk => self.desk_reference(),
            Line::Record => Ok(RECORD.to_owned()),
        }
    }

    fn desk_reference(&self) -> Result<String, StorageError> {
        let told = || self.config("newsroom.branch").map(|branch| format!("refs/heads/{branch}"));
        let named = self.branch.clone().or_else(told);
        match named.filter(|name| git2::Reference::is_valid_name(name)) {
            Some(name) => Ok(name),
            None => head_branch(&self.repo)?.ok_or(StorageError::NoBranch),
        }
    }

    /// A reader neither waits for a living writer nor fails where it may not write.
    fn recover_if_abandoned(&self) -> Vec<String> {
        if !journal::exists(&self.common) {
            return Vec::new();
        }
        match Lock::attempt(&self.common) {
            Ok(Some(lock)) => self.recover(&lock).unwrap_or_else(|error| vec![error.to_string()]),
            Ok(None) | Err(_) => Vec::new(),
        }
    }
}

/// Why a repository that is there cannot be opened.
fn opening(start: &Path, error: git2::Error) -> StorageError {
    if error.code() == git2::ErrorCode::Owner {
        let named = error.message().split('\'').nth(1).map(PathBuf::from);
        return StorageError::OtherOwner { path: named.unwrap_or_else(|| start.to_owned()) };
    }
    if error.message().contains("refstorage") {
        return StorageError::RefTable;
    }
    git("open the repository")(error)
}

/// The full name of the branch HEAD is on, born or not; `None` where HEAD is detached.
pub(in crate::storage) fn head_branch(
    repo: &git2::Repository,
) -> Result<Option<String>, StorageError> {
    let head = repo.find_reference("HEAD").map_err(git("read HEAD"))?;
    Ok(head.symbolic_target().ok().flatten().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::testing::{POST, TestDesk, changing, git_in};

    #[test]
    fn a_desk_is_found_from_any_folder_in_it() {
        let desk = TestDesk::new();
        desk.file(POST, "x");
        let store = Store::open(&desk.path().join("posts/2026")).expect("opens");
        let same = |a: &Path, b: &Path| a.canonicalize().ok() == b.canonicalize().ok();
        assert!(same(store.root(), &desk.path()));
        assert!(same(store.common_dir(), &desk.path().join(".git/newsroom")));
        let outside = Store::open(desk.path().parent().expect("a folder"));
        assert!(matches!(outside, Err(StorageError::NotADesk { .. })));
    }

    #[test]
    fn a_repository_without_settings_is_no_desk_and_may_become_one() {
        let desk = TestDesk::empty();
        let store = Store::create(&desk.path()).expect("made");
        assert_eq!(store.config("newsroom.branch").as_deref(), Some("main"));
        assert_eq!(store.tip(Line::Desk).expect("read"), None);
        assert!(store.on_desk_branch().expect("read"));
        assert!(matches!(Store::open(&desk.path()), Err(StorageError::NotADesk { .. })));
        Store::create(&desk.path()).expect("still none");
        desk.save("newsroom.toml", "");
        assert!(matches!(Store::create(&desk.path()), Err(StorageError::AlreadyADesk { .. })));
    }

    #[test]
    fn a_bare_repository_is_refused() {
        let desk = TestDesk::empty();
        assert!(
            git_in(desk.path().parent().expect("a folder"), &["init", "-q", "--bare", "desk"])
                .status
                .success()
        );
        assert!(matches!(Store::create(&desk.path()), Err(StorageError::Bare { .. })));
    }

    #[test]
    fn what_another_work_tree_shows_is_written_from_there() {
        let desk = TestDesk::new();
        let side = desk.path().with_extension("side");
        desk.git(&["worktree", "add", "-q", "-b", "side", side.to_str().expect("a path")]);
        let tip = desk.store().tip(Line::Desk).expect("read");
        let store = Store::open(&side).expect("a desk");
        let refused = store.write(changing(&store, POST, Some("other = 1\n")));
        assert!(matches!(refused, Err(StorageError::ShownElsewhere { .. })), "{refused:?}");
        assert_eq!(desk.store().tip(Line::Desk).expect("read"), tip);
        desk.store().write(changing(&desk.store(), POST, Some("other = 1\n"))).expect("written");
        desk.git(&["checkout", "-q", "--detach"]);
        let store = Store::open(&side).expect("a desk");
        store.write(changing(&store, POST, Some("other = 2\n"))).expect("nobody shows it now");
    }

    #[test]
    fn the_desks_branch_is_the_one_that_is_set() {
        let desk = TestDesk::new();
        let tip = desk.store().tip(Line::Desk).expect("read");
        desk.git(&["checkout", "-q", "-b", "elsewhere"]);
        desk.git(&["commit", "-q", "--allow-empty", "-m", "x"]);
        assert_eq!(desk.store().tip(Line::Desk).expect("read"), tip);
        assert!(!desk.store().on_desk_branch().expect("read"));
        desk.git(&["config", "--unset", "newsroom.branch"]);
        assert!(desk.store().on_desk_branch().expect("read"));
        desk.git(&["checkout", "-q", "--detach"]);
        let head = desk.store().resolve("HEAD").expect("read");
        assert_eq!(desk.store().tip(Line::Desk).expect("read"), head, "it can be read");
        assert!(matches!(desk.store().reference(Line::Desk), Err(StorageError::NoBranch)));
    }
}

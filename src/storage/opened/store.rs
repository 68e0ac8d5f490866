//! An opened desk.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::storage::Line;
use crate::storage::caches::cache::Cache;
use crate::storage::ground;
use crate::storage::reading::proposed::Proposed;
use crate::storage::reading::staged::Staged;

/// An opened desk: a git repository whose work tree has a `newsroom.toml` at its top.
pub struct Store {
    pub(in crate::storage) repo: git2::Repository,
    root: PathBuf,
    common: PathBuf,
    pub(super) recovered: Vec<String>,
    pub(in crate::storage) cache: Cache,
    /// The desk's branch, where it was told from what is pushed.
    pub(in crate::storage) branch: Option<String>,
    /// The remote that this run was told to use.
    pub(in crate::storage) remote_said: Option<String>,
    /// The newest commits that a push would make, where one is judged.
    pub(in crate::storage) proposed: BTreeMap<Line, Proposed>,
    /// What is staged, where that is looked at in place of what is saved.
    pub(in crate::storage) staged: Option<Staged>,
    /// What the other side of a push said of its site, and whether it was passed on.
    pub(in crate::storage) said: RefCell<Vec<(String, bool)>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("root", &self.root).finish_non_exhaustive()
    }
}

impl Store {
    /// The desk of that repository, with its work tree there.
    pub(in crate::storage) fn at(repo: git2::Repository, root: PathBuf) -> Self {
        let common = repo.commondir().join("newsroom");
        ground::watch(repo.commondir());
        Self {
            repo,
            root,
            cache: Cache::in_folder(&common),
            common,
            recovered: Vec::new(),
            branch: None,
            remote_said: None,
            proposed: BTreeMap::new(),
            staged: None,
            said: RefCell::default(),
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
}

//! What git itself has begun in this work tree and not ended: a merge, a rebase, and the files in
//! which it left two versions.
#![expect(clippy::disallowed_methods, reason = "git says in a file which branch it rebases")]

use std::fs;
use std::path::Path;

use git2::{Index, RepositoryState};

use crate::storage::ground::error::git;
use crate::storage::{GitWork, StorageError, Store};

/// What git has begun here, and the files in which it left two versions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnderWay {
    /// What is not ended; none where files alone are unmerged, as `git stash pop` leaves them.
    pub work: Option<GitWork>,
    /// The files that nobody settled, by path.
    pub unmerged: Vec<String>,
}

/// The versions that git keeps of a file that it could not merge.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stages {
    /// What both were made of; `None` where both sides made the file.
    pub base: Option<Vec<u8>>,
    /// What was here; `None` where it was taken away here.
    pub ours: Option<Vec<u8>>,
    /// What came; `None` where it was taken away there.
    pub theirs: Option<Vec<u8>>,
}

impl Store {
    /// What git has begun in this work tree and not ended.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn under_way(&self) -> Result<UnderWay, StorageError> {
        let index = self.index_now()?;
        let mut unmerged: Vec<String> = Vec::new();
        // The stage is in these two bits (gitformat-index(5)).
        for entry in index.iter().filter(|entry| (entry.flags >> 12) & 3 > 0) {
            let path = String::from_utf8_lossy(&entry.path).into_owned();
            if unmerged.last() != Some(&path) {
                unmerged.push(path);
            }
        }
        Ok(UnderWay { work: self.git_work(), unmerged })
    }

    /// What git has begun in this work tree and not ended; its files are not looked at.
    pub fn git_work(&self) -> Option<GitWork> {
        match self.repo.state() {
            RepositoryState::Clean => None,
            RepositoryState::Merge => Some(GitWork::Merge),
            RepositoryState::Revert | RepositoryState::RevertSequence => Some(GitWork::Revert),
            RepositoryState::CherryPick | RepositoryState::CherryPickSequence => {
                Some(GitWork::CherryPick)
            }
            RepositoryState::Bisect => Some(GitWork::Bisect),
            RepositoryState::ApplyMailbox => Some(GitWork::Patches),
            RepositoryState::Rebase
            | RepositoryState::RebaseInteractive
            | RepositoryState::RebaseMerge
            | RepositoryState::ApplyMailboxOrRebase => Some(GitWork::Rebase),
        }
    }

    /// The versions that git keeps of a file that it could not merge; `None` where it is not one.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn stages(&self, path: &str) -> Result<Option<Stages>, StorageError> {
        let index = self.index_now()?;
        let side = |stage: i32| -> Result<Option<Vec<u8>>, StorageError> {
            let Some(entry) = index.get_path(Path::new(path), stage) else { return Ok(None) };
            let blob = self.repo.find_blob(entry.id).map_err(git(format!("read {path}")))?;
            Ok(Some(blob.content().to_owned()))
        };
        let (base, ours, theirs) = (side(1)?, side(2)?, side(3)?);
        let found = base.is_some() || ours.is_some() || theirs.is_some();
        Ok(found.then_some(Stages { base, ours, theirs }))
    }

    /// The branch that a rebase of git is making anew, by its full name.
    pub(in crate::storage) fn rebased_branch(&self) -> Option<String> {
        let heads = ["rebase-merge/head-name", "rebase-apply/head-name"];
        let read = |name| fs::read_to_string(self.repo.path().join(name)).ok();
        heads.into_iter().find_map(read).map(|name| name.trim().to_owned())
    }

    /// The index of this work tree, as it is on the disk.
    pub(in crate::storage) fn index_now(&self) -> Result<Index, StorageError> {
        let doing = || git("read what is staged");
        let mut index = self.repo.index().map_err(doing())?;
        index.read(false).map_err(doing())?;
        Ok(index)
    }
}

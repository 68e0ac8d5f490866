//! What git itself has begun in this work tree and not ended: a merge, a rebase, and the files in
//! which it left two versions.
#![expect(clippy::disallowed_methods, reason = "git says in a file which branch it rebases")]

use std::fs;

use std::rc::Rc;

use git2::RepositoryState;

use super::index::IndexFile;
use crate::storage::{BlobId, GitWork, StorageError, Store};

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
        let unmerged = index.map(|index| index.unmerged()).unwrap_or_default();
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
        let Some(index) = self.index_now()? else { return Ok(None) };
        let Some([_, base, ours, theirs]) = index.versions(&[path]).pop() else { return Ok(None) };
        let read = |side: Option<BlobId>| side.map(|id| self.blob(&id)).transpose();
        let (base, ours, theirs) = (read(base)?, read(ours)?, read(theirs)?);
        let found = base.is_some() || ours.is_some() || theirs.is_some();
        Ok(found.then_some(Stages { base, ours, theirs }))
    }

    /// The branch that a rebase of git is making anew, by its full name.
    pub(in crate::storage) fn rebased_branch(&self) -> Option<String> {
        let heads = ["rebase-merge/head-name", "rebase-apply/head-name"];
        let read = |name| fs::read_to_string(self.repo.path().join(name)).ok();
        heads.into_iter().find_map(read).map(|name| name.trim().to_owned())
    }

    /// The index of this work tree, as it is on the disk; `None` where nothing was ever staged.
    pub(in crate::storage) fn index_now(&self) -> Result<Option<Rc<IndexFile>>, StorageError> {
        IndexFile::read(&self.repo.path().join("index"), self.repo.object_format())
    }
}

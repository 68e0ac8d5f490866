//! What git itself has begun is ended by git and by nobody else: no desk commit takes away from it.
//!
//! A desk commit in the middle of a merge is one more commit before it, and the merge ends upon it:
//! `MERGE_HEAD` and the index stay. But a file that the merge changed is in the index as the merge
//! has it, and would go back to what one side had.

use super::index::Index;
use super::journal::Touched;
use super::lock::Lock;
use super::worktree::put;
use crate::storage::ground::error::git;
use crate::storage::programs::program;
use crate::storage::reading::index::Versions;
use crate::storage::reading::saved;
use crate::storage::{BlobId, GitWork, StorageError, Store};

impl Store {
    /// Refuses a change of the desk's branch that would take away from what git has begun here.
    pub(super) fn let_git_end(&self, files: &[Touched]) -> Result<(), StorageError> {
        if files.is_empty() {
            return Ok(());
        }
        let work = self.git_work();
        if !self.on_desk_branch()? {
            let ours =
                self.rebased_branch().is_some_and(|name| self.desk_reference().ok() == Some(name));
            return match work {
                // It ends by moving the branch, from where it began and from nowhere else.
                Some(work) if ours => Err(StorageError::UnderWay { work, path: None }),
                _ => Ok(()),
            };
        }
        let index = match self.index_now() {
            // Of an index that cannot be read nothing is taken away.
            Err(_) if work.is_none() => return Ok(()),
            index => index?,
        };
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let none = || vec![Versions::default(); paths.len()];
        let staged = index.map_or_else(none, |index| index.versions(&paths));
        for (Touched { path, old, .. }, [staged, sides @ ..]) in files.iter().zip(staged) {
            if sides.iter().any(Option::is_some) {
                return Err(StorageError::Unmerged { path: path.clone() });
            }
            let work = work.filter(|work| *work != GitWork::Bisect);
            if let Some(work) = work.filter(|_| staged != *old) {
                return Err(StorageError::UnderWay { work, path: Some(path.clone()) });
            }
        }
        Ok(())
    }

    /// Puts the settled text of a file in its place in the work tree; where git has two versions of
    /// it, they are settled, and the text is staged for the commit with which git ends its work.
    ///
    /// # Errors
    ///
    /// [`StorageError::Moved`] where the file is not what was seen; the disk's and git's.
    pub fn settle(&self, path: &str, text: &[u8], seen: Option<&[u8]>) -> Result<(), StorageError> {
        let _lock = Lock::wait(self.common_dir())?;
        if saved::read(self.root(), path)?.as_deref() != seen {
            return Err(StorageError::Moved { path: path.to_owned() });
        }
        let index = match self.stages(path)? {
            None => None,
            Some(_) => {
                let new = self.repo.blob(text).map_err(git("write a file's content"))?;
                let (path, new) = (path.to_owned(), Some(BlobId::of(new)));
                let file = Touched { path, old: None, new, seen: None, executable: false };
                Some(Index::prepare(&self.repo, self.root(), &[file])?)
            }
        };
        put(self.root(), path, text)?;
        let Some(index) = index else { return Ok(()) };
        index.publish()?;
        drop(index);
        self.freshen_index()
    }

    /// Has git look at the files again: what it takes for changed since it was staged, it does not
    /// take back (`git merge --abort`).
    fn freshen_index(&self) -> Result<(), StorageError> {
        let mut command = program::git(self.root());
        self.unfiltered(&mut command)?;
        command.args(["update-index", "-q", "--unmerged", "--refresh"]);
        // It fails where other files are changed, which they may be.
        let _ = program::run("look at the files again", &mut command);
        Ok(())
    }
}

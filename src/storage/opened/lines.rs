//! The two lines of an opened desk: the branch of each, and its newest commit.

use std::path::{Path, PathBuf};

use crate::storage::ground::error::git;
use crate::storage::ground::line::RECORD;
use crate::storage::reading::branches::{self, head_branch};
use crate::storage::{CommitId, Line, StorageError, Store};

impl Store {
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
            Err(StorageError::NoBranch) => branches::head(&self.repo),
            reference => branches::target(&self.repo, &reference?),
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

    pub(in crate::storage) fn desk_reference(&self) -> Result<String, StorageError> {
        let told = || self.config("newsroom.branch").map(|branch| format!("refs/heads/{branch}"));
        let named = self.branch.clone().or_else(told);
        match named.filter(|name| git2::Reference::is_valid_name(name)) {
            Some(name) => Ok(name),
            None => head_branch(&self.repo)?.ok_or(StorageError::NoBranch),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::testing::{POST, TestDesk, changing};

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

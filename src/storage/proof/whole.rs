//! Whether the history that is here is all of it, and what it was.

use crate::storage::ground::durable;
use crate::storage::ground::error::git;
use crate::storage::{StorageError, Store};

impl Store {
    /// What of the history is not here, and the command that mends it: a shallow clone, or one that
    /// leaves the files' contents with the remote; `None` where it is whole.
    pub fn incomplete(&self) -> Option<(&'static str, String)> {
        if self.repo.is_shallow() {
            let what = "this clone is shallow: the older commits are not here";
            return Some((what, "git fetch --unshallow".to_owned()));
        }
        let promised = self.config("extensions.partialClone").or_else(|| {
            let remote = self.remote()?;
            self.config(&format!("remote.{remote}.promisor"))
        })?;
        let url = self.remote_url().unwrap_or(promised);
        let what = "this is a partial clone (--filter): contents of files are not here";
        Some((what, format!("newsroom clone {} NEW-DIR", shell_words::quote(&url))))
    }

    /// Why a history here is not all there is, or not what it was: shallow, grafted or with
    /// replaced objects; `None` where it is whole.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn history_is_partial(&self) -> Result<Option<&'static str>, StorageError> {
        let git_folder = self.repo.commondir();
        if self.repo.is_shallow() {
            return Ok(Some("this clone is shallow: the older commits are not here"));
        }
        if durable::read(&git_folder.join("info/grafts"))?.is_some_and(|text| !text.is_empty()) {
            return Ok(Some("info/grafts gives commits other parents than they have: remove it"));
        }
        let mut replaced =
            self.repo.references_glob("refs/replace/*").map_err(git("list replaced objects"))?;
        Ok(replaced
            .next()
            .map(|_| "refs/replace shows other objects than there are: git replace -d NAME"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::testing::{POST, TestDesk, git_in};

    #[test]
    fn a_history_that_is_not_all_there_is_told() {
        let desk = TestDesk::new();
        desk.file(POST, "one");
        assert_eq!(desk.store().history_is_partial().expect("read"), None);
        let head = desk.git(&["rev-parse", "HEAD"]);
        desk.git(&["replace", "--graft", &head]);
        assert!(desk.store().history_is_partial().expect("read").is_some());
        desk.git(&["replace", "-d", &head]);
        desk.save(".git/info/grafts", &format!("{head}\n"));
        assert!(desk.store().history_is_partial().expect("read").is_some());
        let clone = desk.path().with_file_name("shallow");
        let from = format!("file://{}", desk.path().display());
        let arguments = ["clone", "-q", "--depth=1", &from, "shallow"];
        assert!(git_in(clone.parent().expect("a folder"), &arguments).status.success());
        let store = Store::open(&clone).expect("opens");
        assert!(
            store.history_is_partial().expect("read").is_some_and(|why| why.contains("shallow"))
        );
    }
}

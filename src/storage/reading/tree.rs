//! Files as commits hold them.

use std::collections::BTreeMap;
use std::path::Path;

use git2::{ObjectType, Oid, Repository, Tree, TreeEntry};

use super::header;
use crate::storage::ground::error::{found, git};
use crate::storage::{BlobId, CommitId, StorageError, Store};

impl Store {
    /// The file's name and bytes in that commit; `None` where there is no plain file.
    ///
    /// # Errors
    ///
    /// [`StorageError::NoCommit`], or git's.
    pub fn file(
        &self,
        at: &CommitId,
        path: &str,
    ) -> Result<Option<(BlobId, Vec<u8>)>, StorageError> {
        let Some(id) = self.entry(at, path)? else { return Ok(None) };
        let bytes = self.blob(&id)?;
        Ok(Some((id, bytes)))
    }

    /// The file's name in that commit; `None` where there is no plain file.
    ///
    /// # Errors
    ///
    /// [`StorageError::NoCommit`], or git's.
    pub fn entry(&self, at: &CommitId, path: &str) -> Result<Option<BlobId>, StorageError> {
        entry(&tree(&self.repo, at)?, path)
    }

    /// The folders that are `depth` levels below that one, with the name git gives all that is in
    /// each: equal names, equal files.
    ///
    /// # Errors
    ///
    /// [`StorageError::NoCommit`], or git's.
    pub fn folders_under(
        &self,
        at: &CommitId,
        folder: &str,
        depth: usize,
    ) -> Result<BTreeMap<String, String>, StorageError> {
        let root = tree(&self.repo, at)?;
        let Some(id) = subtree(&root, folder)? else { return Ok(BTreeMap::new()) };
        let mut level = vec![(folder.to_owned(), id)];
        for _ in 0..depth {
            let mut below = Vec::new();
            for (path, id) in level {
                let tree = self.repo.find_tree(id).map_err(git(format!("read {path}")))?;
                below.extend(tree.iter().filter(is_folder).filter_map(|entry| {
                    let name = entry.name().ok()?.to_owned();
                    Some((format!("{path}/{name}"), entry.id()))
                }));
            }
            level = below;
        }
        Ok(level.into_iter().map(|(path, id)| (path, id.to_string())).collect())
    }
}

/// The tree of that commit.
pub(in crate::storage) fn tree<'a>(
    repo: &'a Repository,
    at: &CommitId,
) -> Result<Tree<'a>, StorageError> {
    let files = match repo.find_commit(at.oid()) {
        Ok(commit) => commit.tree_id(),
        Err(_) => header::read(repo, at.oid())?.tree,
    };
    repo.find_tree(files).map_err(git(format!("read the files of {at}")))
}

/// The plain file at that path; `None` for everything else.
pub(in crate::storage) fn entry(
    tree: &Tree<'_>,
    path: &str,
) -> Result<Option<BlobId>, StorageError> {
    let entry = found(tree.get_path(Path::new(path))).map_err(git(format!("look up {path}")))?;
    Ok(entry.filter(is_plain).map(|entry| BlobId::of(entry.id())))
}

/// Whether the file at that path may be run.
pub(in crate::storage) fn is_executable(tree: &Tree<'_>, path: &str) -> Result<bool, StorageError> {
    let entry = found(tree.get_path(Path::new(path))).map_err(git(format!("look up {path}")))?;
    Ok(entry.is_some_and(|entry| entry.filemode() == 0o100_755))
}

/// The folder at that path.
pub(in crate::storage) fn subtree(
    tree: &Tree<'_>,
    folder: &str,
) -> Result<Option<Oid>, StorageError> {
    let entry =
        found(tree.get_path(Path::new(folder))).map_err(git(format!("look up {folder}")))?;
    Ok(entry.filter(is_folder).map(|entry| entry.id()))
}

pub(in crate::storage) fn is_folder(entry: &TreeEntry<'_>) -> bool {
    entry.kind() == Some(ObjectType::Tree)
}

/// Neither folder, symbolic link nor submodule.
pub(super) fn is_plain(entry: &TreeEntry<'_>) -> bool {
    entry.filemode() & 0o170_000 == 0o100_000
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Line;
    use crate::storage::testing::{POST, STORY, TestDesk};

    #[test]
    fn files_are_read_and_listed() {
        let desk = TestDesk::new();
        desk.file(POST, "post");
        let tip = desk.file(STORY, "story");
        let store = desk.store();
        let (id, bytes) = store.file(&tip, POST).expect("read").expect("there");
        assert_eq!((store.blob(&id).expect("read"), bytes), (b"post".to_vec(), b"post".to_vec()));
        assert_eq!(store.entry(&tip, "posts").expect("read"), None);
        assert_eq!(store.entry(&tip, "posts/none").expect("read"), None);
        let names = |folder: &str| -> Vec<String> {
            let files = store.files_under(&tip, folder).expect("listed");
            files.into_iter().map(|(path, _)| path).collect()
        };
        assert_eq!(names("posts"), [POST, STORY]);
        assert_eq!(names(""), ["newsroom.toml", POST, STORY]);
        assert!(names("releases").is_empty());
        let nothing = "0".repeat(40).parse().expect("a name");
        assert!(matches!(store.file(&nothing, POST), Err(StorageError::NoCommit { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_a_commit_is_no_file() {
        let desk = TestDesk::new();
        desk.save("posts/x", "");
        std::os::unix::fs::symlink("/etc/passwd", desk.path().join("posts/link")).expect("linked");
        desk.git(&["add", "posts"]);
        desk.git(&["commit", "-qm", "a link"]);
        let store = desk.store();
        let tip = store.tip(Line::Desk).expect("read").expect("a tip");
        assert_eq!(store.entry(&tip, "posts/link").expect("read"), None);
        assert_eq!(store.files_under(&tip, "posts").expect("listed").len(), 1);
    }
}

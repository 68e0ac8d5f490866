//! What is staged for the next commit, looked at in place of what is saved.
#![expect(
    clippy::disallowed_methods,
    reason = "git tells a hook by its environment which index it is"
)]

use crate::model::{EntryKind, SETTINGS};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use git2::{DiffOptions, Index, Oid, Repository};

use crate::storage::StorageError;
use crate::storage::ground::error::{found, git};
use crate::storage::ground::path::check_path;

/// The files of an index, and which of them the next commit changes.
#[derive(Debug)]
pub(in crate::storage) struct Staged {
    files: BTreeMap<String, Entry>,
    changed: Vec<String>,
}

#[derive(Debug)]
struct Entry {
    blob: Oid,
    mode: u32,
}

impl Entry {
    fn is_plain(&self) -> bool {
        self.mode & 0o170_000 == 0o100_000
    }
}

impl Staged {
    /// What is staged in that work tree.
    pub(super) fn look(repo: &Repository, root: &Path) -> Result<Self, StorageError> {
        let doing = || git("read what is staged");
        // A commit of some files alone has an index of its own.
        let mut index = match std::env::var_os("GIT_INDEX_FILE") {
            Some(path) => Index::open(&root.join(path)),
            None => repo.index(),
        }
        .map_err(doing())?;
        index.read(false).map_err(doing())?;
        Ok(Self { changed: changed(repo, &index)?, files: files(&index) })
    }

    /// The files of the newest commit, which changes nothing.
    pub(super) fn of_newest_commit(repo: &Repository) -> Result<Self, StorageError> {
        let doing = || git("read the newest commit");
        let tree = repo.head().and_then(|head| head.peel_to_tree()).map_err(doing())?;
        let mut index = Index::new().map_err(doing())?;
        index.read_tree(&tree).map_err(doing())?;
        Ok(Self { files: files(&index), changed: Vec::new() })
    }

    /// What there is below a folder, and which kind of thing it is.
    pub(super) fn kinds(&self, below: &str) -> Vec<(String, EntryKind)> {
        let entry = |(name, entry): (&str, &Entry)| (format!("{below}/{name}"), kind(entry.mode));
        self.below(below).map(entry).collect()
    }

    pub(in crate::storage) fn changed(&self) -> &[String] {
        &self.changed
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.below(path).next().is_some()
    }

    pub(super) fn read(
        &self,
        repo: &Repository,
        path: &str,
    ) -> Result<Option<Vec<u8>>, StorageError> {
        check_path(path)?;
        let Some(entry) = self.files.get(path) else { return Ok(None) };
        if !entry.is_plain() {
            return Err(StorageError::NotAFile { path: path.to_owned() });
        }
        let blob = repo.find_blob(entry.blob).map_err(git(format!("read {path}")))?;
        Ok(Some(blob.content().to_owned()))
    }

    /// The names of the plain files in a folder.
    pub(super) fn files(&self, folder: &str) -> Vec<String> {
        let names =
            self.below(folder).filter(|(name, entry)| entry.is_plain() && !name.contains('/'));
        names.map(|(name, _)| name.to_owned()).collect()
    }

    /// The folders so many levels below one.
    pub(super) fn folders(&self, below: &str, depth: usize) -> Vec<String> {
        let folders = self.below(below).filter_map(|(name, _)| {
            let parts: Vec<&str> = name.split('/').collect();
            let folder = parts.get(..depth).filter(|_| parts.len() > depth)?;
            Some(format!("{below}/{}", folder.join("/")))
        });
        folders.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// What is in a folder and those below it, each by the rest of its path.
    fn below(&self, folder: &str) -> impl Iterator<Item = (&str, &Entry)> {
        let start = format!("{folder}/");
        let all = self.files.range(start.clone()..);
        all.map_while(move |(path, entry)| Some((path.strip_prefix(&start)?, entry)))
    }
}

/// What git's mode of an entry says that it is.
pub(super) fn kind(mode: u32) -> EntryKind {
    match mode {
        0o100_755 => EntryKind::Program,
        0o120_000 => EntryKind::Link,
        0o160_000 => EntryKind::Repository,
        0o040_000 => EntryKind::Folder,
        mode if mode & 0o170_000 == 0o100_000 => EntryKind::File,
        _ => EntryKind::Other,
    }
}

/// The files of an index whose names are text.
fn files(index: &Index) -> BTreeMap<String, Entry> {
    let named = index.iter().filter_map(|entry| {
        let (blob, mode) = (entry.id, entry.mode);
        Some((String::from_utf8(entry.path).ok()?, Entry { blob, mode }))
    });
    named.collect()
}

/// What the next commit changes of the desk's documents and settings.
fn changed(repo: &Repository, index: &Index) -> Result<Vec<String>, StorageError> {
    let doing = || git("compare what is staged with the newest commit");
    let head = found(repo.head()).map_err(doing())?;
    let tree = head.map(|head| head.peel_to_tree()).transpose().map_err(doing())?;
    let mut options = DiffOptions::new();
    options.pathspec("posts/").pathspec(SETTINGS).disable_pathspec_match(true);
    let diff = repo.diff_tree_to_index(tree.as_ref(), Some(index), Some(&mut options));
    let diff = diff.map_err(doing())?;
    let paths = diff.deltas().filter_map(|delta| delta.new_file().path_bytes());
    let paths: BTreeSet<String> =
        paths.map(|path| String::from_utf8_lossy(path).into_owned()).collect();
    Ok(paths.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use crate::storage::testing::{POST, STORY, TestDesk};

    #[test]
    fn what_is_staged_is_seen_and_what_is_only_saved_is_not() {
        let desk = TestDesk::new();
        desk.file(POST, "filed");
        desk.save(POST, "staged");
        desk.git(&["add", "."]);
        desk.save(POST, "saved");
        desk.save(STORY, "saved");
        desk.save("elsewhere.txt", "x");
        let mut store = desk.store();
        assert_eq!(store.look_at_staged().expect("read"), [POST]);
        assert_eq!(store.saved(POST).expect("read"), Some(b"staged".to_vec()));
        assert_eq!(store.saved(STORY).expect("read"), None);
        let folder = "posts/2026/11/port-selan";
        assert_eq!(store.saved_folders("posts", 3).expect("listed"), [folder]);
        assert_eq!(store.saved_files(folder).expect("listed"), ["power-cut-k3x9q7m2td.toml"]);
        assert!(store.is_there(POST) && store.is_there(folder) && store.is_there("."));
        assert!(!store.is_there(STORY));
        assert_eq!(store.unsaved_changes().expect("listed"), [POST]);
        desk.git(&["rm", "-qf", "--cached", POST]);
        let mut store = desk.store();
        assert_eq!(store.look_at_staged().expect("read"), [POST], "it is removed");
        assert_eq!(store.unsaved_changes().expect("listed"), [POST]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_is_staged_is_not_read() {
        let desk = TestDesk::new();
        desk.file(STORY, "filed");
        std::os::unix::fs::symlink("/etc/passwd", desk.path().join(POST)).expect("linked");
        desk.git(&["add", "."]);
        let mut store = desk.store();
        store.look_at_staged().expect("read");
        assert!(store.saved(POST).is_err());
        assert_eq!(store.saved_files("posts/2026/11/port-selan").expect("listed"), ["story.toml"]);
    }
}

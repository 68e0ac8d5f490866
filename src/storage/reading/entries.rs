//! All that lies in a folder of the desk, whatever it is: as it is saved, and as it is filed.
#![expect(clippy::disallowed_methods, reason = "the work tree is files")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use git2::{Repository, TreeWalkMode, TreeWalkResult};

use super::staged::{Staged, kind};
use crate::model::{Entry, EntryKind};
use crate::storage::ground::error::{found, git};
use crate::storage::ground::path::check_path;
use crate::storage::{StorageError, Store};

/// How deep folders are looked into.
const DEEPEST: usize = 64;

/// Set in an index for files that a sparse checkout leaves out of the work tree.
const NOT_CHECKED_OUT: u16 = 1 << 14;

impl Store {
    /// All that lies below a folder, by path; links and repositories are not looked into, and
    /// folders are there where their name ends as a document's does.
    ///
    /// # Errors
    ///
    /// Git's; a folder that cannot be listed is empty.
    pub fn entries(&self, below: &str) -> Result<Vec<Entry>, StorageError> {
        check_path(below)?;
        let saved = match &self.staged {
            Some(staged) => staged.kinds(below),
            None => Walk::through(&self.repo, self.root(), below),
        };
        let mut filed = filed(&self.repo, below)?;
        let mut all: BTreeMap<String, Entry> = BTreeMap::new();
        for (path, kind) in saved {
            let filed = filed.remove(&path);
            all.insert(path.clone(), Entry { path, saved: Some(kind), filed });
        }
        for (path, kind) in filed {
            if !self.is_left_out(&path) {
                all.insert(path.clone(), Entry { path, saved: None, filed: Some(kind) });
            }
        }
        Ok(all.into_values().collect())
    }

    /// Whether the repository has no work tree.
    pub fn is_bare(&self) -> bool {
        self.repo.is_bare()
    }

    fn is_left_out(&self, path: &str) -> bool {
        let entry = self.repo.index().ok().and_then(|index| index.get_path(Path::new(path), 0));
        self.staged.is_none()
            && entry.is_some_and(|entry| entry.flags_extended & NOT_CHECKED_OUT != 0)
    }

    /// The files of a repository that has no work tree, as its newest commit has them; `None` where
    /// it has one, or is no desk.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn open_bare(start: &Path) -> Result<Option<Self>, StorageError> {
        let mut store = Self::open_in_hook(start)?;
        if !store.repo.is_bare() {
            return Ok(None);
        }
        let kinds = filed(&store.repo, "")?;
        let settings = kinds.contains_key(crate::model::SETTINGS);
        store.staged = Some(Staged::of_newest_commit(&store.repo)?);
        Ok(settings.then_some(store))
    }
}

/// What the newest commit has below a folder.
fn filed(repo: &Repository, below: &str) -> Result<BTreeMap<String, EntryKind>, StorageError> {
    let doing = || git("read the newest commit");
    let head = found(repo.head()).map_err(doing())?;
    let Some(tree) = head.map(|head| head.peel_to_tree()).transpose().map_err(doing())? else {
        return Ok(BTreeMap::new());
    };
    let mut files = BTreeMap::new();
    let start = format!("{below}/");
    tree.walk(TreeWalkMode::PreOrder, |folder, entry| {
        let folder = String::from_utf8_lossy(folder.as_bytes());
        let path = format!("{folder}{}", String::from_utf8_lossy(entry.name_bytes()));
        let kind = kind(u32::try_from(entry.filemode()).unwrap_or_default());
        let is_below = below.is_empty() || path.starts_with(&start) || path == below;
        let leads_there = is_below || start.starts_with(&format!("{path}/"));
        if is_below && (kind != EntryKind::Folder || path.ends_with(".toml")) {
            files.insert(path, kind);
        }
        if leads_there { TreeWalkResult::Ok } else { TreeWalkResult::Skip }
    })
    .map_err(doing())?;
    Ok(files)
}

/// A walk through the work tree.
struct Walk<'a> {
    root: &'a Path,
    /// Whether this disk knows which files can be run.
    modes: bool,
    found: Vec<(String, EntryKind)>,
}

impl<'a> Walk<'a> {
    fn through(repo: &Repository, root: &'a Path, below: &str) -> Vec<(String, EntryKind)> {
        let modes = repo.config().and_then(|config| config.get_bool("core.filemode"));
        let mut walk = Self { root, modes: modes.unwrap_or(true), found: Vec::new() };
        walk.look(below, 0);
        walk.found
    }

    fn look(&mut self, path: &str, depth: usize) {
        let place = self.root.join(path);
        let Ok(is) = fs::symlink_metadata(&place) else { return };
        let kind = if is.is_symlink() {
            EntryKind::Link
        } else if is.is_file() {
            if self.modes && can_be_run(&is) { EntryKind::Program } else { EntryKind::File }
        } else if !is.is_dir() {
            EntryKind::Other
        } else if depth > 0 && place.join(".git").exists() {
            EntryKind::Repository
        } else {
            EntryKind::Folder
        };
        if kind != EntryKind::Folder || path.ends_with(".toml") {
            self.found.push((path.to_owned(), kind));
        }
        if kind == EntryKind::Folder && depth < DEEPEST {
            for entry in fs::read_dir(&place).into_iter().flatten().flatten() {
                let name = entry.file_name();
                self.look(&format!("{path}/{}", name.to_string_lossy()), depth + 1);
            }
        }
    }
}

#[cfg(unix)]
fn can_be_run(is: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    is.permissions().mode() & 0o111 != 0
}

#[cfg(not(unix))]
fn can_be_run(_: &fs::Metadata) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::storage::testing::{POST, STORY, TestDesk};

    #[test]
    fn what_is_saved_and_what_is_filed_are_seen_whatever_they_are() {
        let desk = TestDesk::new();
        desk.file(STORY, "filed");
        desk.file(POST, "filed");
        fs::remove_file(desk.path().join(STORY)).expect("removed");
        std::os::unix::fs::symlink("/etc/passwd", desk.path().join("posts/link")).expect("linked");
        desk.save("posts/other/.git/HEAD", "x");
        desk.save("posts/a.toml/b", "x");
        let found = desk.store().entries("posts").expect("listed");
        let found: Vec<_> =
            found.iter().map(|one| (one.path.as_str(), one.saved, one.filed)).collect();
        let file = Some(EntryKind::File);
        assert_eq!(
            found,
            [
                (POST, file, file),
                (STORY, None, file),
                ("posts/a.toml", Some(EntryKind::Folder), None),
                ("posts/a.toml/b", file, None),
                ("posts/link", Some(EntryKind::Link), None),
                ("posts/other", Some(EntryKind::Repository), None),
            ]
        );
    }
}

//! The files a person sees and edits, as they are saved, or as they are staged.
#![expect(clippy::disallowed_methods, reason = "the work tree is files")]

use std::fs;
use std::path::{Path, PathBuf};

use super::staged::Staged;
use crate::storage::ground::durable;
use crate::storage::ground::error::disk;
use crate::storage::ground::path::check_path;
use crate::storage::{StorageError, Store};

impl Store {
    /// From here on, what is staged for a commit stands for what is saved. Gives the paths under
    /// `posts/`, and `newsroom.toml`, that the commit changes or removes.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn look_at_staged(&mut self) -> Result<Vec<String>, StorageError> {
        let staged = Staged::look(&self.repo, self.root())?;
        let changed = staged.changed().to_vec();
        self.staged = Some(staged);
        Ok(changed)
    }

    /// Whether what is staged stands for what is saved, or what is filed, where there is no work tree.
    pub fn is_staged_looked_at(&self) -> bool {
        self.staged.is_some()
    }

    /// The file as it is saved in the work tree; `None` where there is none.
    ///
    /// # Errors
    ///
    /// [`StorageError::NotAFile`] where a link or something else is in its place or on the way.
    pub fn saved(&self, path: &str) -> Result<Option<Vec<u8>>, StorageError> {
        match &self.staged {
            Some(staged) => staged.read(&self.repo, path),
            None => read(self.root(), path),
        }
    }

    /// The names of the plain files in a folder of the work tree, sorted; none where there is no
    /// such folder.
    ///
    /// # Errors
    ///
    /// [`StorageError::NotAFile`] where a link is on the way.
    pub fn saved_files(&self, folder: &str) -> Result<Vec<String>, StorageError> {
        if let Some(staged) = &self.staged {
            return Ok(staged.files(folder));
        }
        let Some(path) = place(self.root(), folder)? else { return Ok(Vec::new()) };
        let mut names = Vec::new();
        for entry in fs::read_dir(&path).map_err(disk("list", &path))? {
            let entry = entry.map_err(disk("list", &path))?;
            let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
            names.extend(entry.file_name().into_string().ok().filter(|_| is_file));
        }
        names.sort();
        Ok(names)
    }

    /// The folders of the work tree that lie that deep below one, sorted; links are not followed.
    ///
    /// # Errors
    ///
    /// A path that leaves the work tree.
    pub fn saved_folders(&self, below: &str, depth: usize) -> Result<Vec<String>, StorageError> {
        check_path(below)?;
        if let Some(staged) = &self.staged {
            return Ok(staged.folders(below, depth));
        }
        let mut level = vec![below.to_owned()];
        for _ in 0..depth {
            let mut next = Vec::new();
            for folder in &level {
                let Ok(entries) = fs::read_dir(self.root().join(folder)) else { continue };
                for entry in entries.flatten() {
                    let plain = entry.file_type().is_ok_and(|kind| kind.is_dir());
                    if let (true, Ok(name)) = (plain, entry.file_name().into_string()) {
                        next.push(format!("{folder}/{name}"));
                    }
                }
            }
            level = next;
        }
        level.sort();
        Ok(level)
    }

    /// The paths of the plain files in a folder of the work tree and the folders below it, sorted.
    ///
    /// # Errors
    ///
    /// As for [`Store::saved_files`].
    pub fn saved_under(&self, folder: &str) -> Result<Vec<String>, StorageError> {
        let mut paths = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            let names = self.saved_files(&folder)?.into_iter();
            paths.extend(names.map(|name| format!("{folder}/{name}")));
            folders.extend(self.saved_folders(&folder, 1)?);
        }
        paths.sort();
        Ok(paths)
    }

    /// Whether the work tree has a file or folder of that path.
    pub fn is_there(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        if let Some(staged) = &self.staged {
            return path == "." || staged.has(path);
        }
        path == "." || place(self.root(), path).is_ok_and(|place| place.is_some_and(|p| p.exists()))
    }
}

/// The file's bytes, read without following links.
pub(in crate::storage) fn read(root: &Path, path: &str) -> Result<Option<Vec<u8>>, StorageError> {
    let Some(place) = place(root, path)? else { return Ok(None) };
    // What cannot be looked at is not for that no file.
    match fs::symlink_metadata(&place) {
        Ok(found) if found.is_file() => durable::read(&place),
        Ok(_) => Err(StorageError::NotAFile { path: path.to_owned() }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(disk("look at", &place)(error)),
    }
}

/// The place of that path; `None` where nothing is there.
fn place(root: &Path, path: &str) -> Result<Option<PathBuf>, StorageError> {
    check_path(path)?;
    let mut place = root.to_owned();
    for part in path.split('/') {
        place.push(part);
        match fs::symlink_metadata(&place) {
            Ok(found) if found.is_file() || found.is_dir() => {}
            Ok(_) => return Err(StorageError::NotAFile { path: path.to_owned() }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => return Ok(None),
            Err(error) => return Err(disk("look at", &place)(error)),
        }
    }
    Ok(Some(place))
}

#[cfg(test)]
mod tests {
    use crate::storage::testing::{POST, STORY, TestDesk};

    #[test]
    fn a_saved_file_is_read_and_a_folder_listed() {
        let desk = TestDesk::new();
        desk.save(POST, "saved");
        desk.save(STORY, "saved");
        let store = desk.store();
        assert_eq!(store.saved(POST).expect("read"), Some(b"saved".to_vec()));
        assert_eq!(store.saved("posts/none.toml").expect("read"), None);
        assert_eq!(store.saved(&format!("{POST}/x")).expect("read"), None);
        let names = store.saved_files("posts/2026/11/port-selan").expect("listed");
        assert_eq!(names, ["power-cut-k3x9q7m2td.toml", "story.toml"]);
        assert!(store.saved_files("posts/2027").expect("listed").is_empty());
    }
}

//! Keeping the repository fast, and looking at folders.
#![expect(clippy::disallowed_methods, reason = "folders of objects and of stories are listed")]

use std::fs;

use super::{StorageError, Store, plan, program};

impl Store {
    /// Removes what can be computed again.
    ///
    /// # Errors
    ///
    /// The disk's.
    pub fn drop_cache(&self) -> Result<(), StorageError> {
        *self.cache.borrow_mut() = None;
        let path = self.cache_path();
        for end in ["", "-wal", "-shm"] {
            let mut file = path.clone().into_os_string();
            file.push(end);
            match fs::remove_file(&file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(super::error::disk("remove", &path)(error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// How many objects lie loose, about: git's own estimate from one of 256 folders.
    ///
    /// # Errors
    ///
    /// None today.
    pub fn loose_objects(&self) -> Result<usize, StorageError> {
        let folder = self.common_dir().with_file_name("objects").join("17");
        Ok(fs::read_dir(folder).map_or(0, Iterator::count) * 256)
    }

    /// Packs loose objects with git's own maintenance.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn maintain(&self) -> Result<(), StorageError> {
        let mut git = program::git(self.root());
        git.args(["maintenance", "run", "--quiet", "--task=loose-objects", "--task=gc"]);
        let failed = |message: String| StorageError::Program {
            doing: "pack loose objects".to_owned(),
            message,
        };
        let status = git.status().map_err(|error| failed(error.to_string()))?;
        if status.success() { Ok(()) } else { Err(failed(status.to_string())) }
    }

    /// The folders of the work tree that lie that deep below one, sorted; links are not followed.
    ///
    /// # Errors
    ///
    /// A path that leaves the work tree.
    pub fn saved_folders(&self, below: &str, depth: usize) -> Result<Vec<String>, StorageError> {
        plan::check_path(below)?;
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
}

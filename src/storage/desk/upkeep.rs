//! Keeping the repository fast, and looking at folders.
#![expect(clippy::disallowed_methods, reason = "folders of objects and of stories are listed")]

use std::fs;
use std::process::{Command, Stdio};

use crate::storage::ground::error::disk;
use crate::storage::programs::program;
use crate::storage::writing::lock::Lock;
use crate::storage::writing::plan;
use crate::storage::{StorageError, Store};

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
                    return Err(disk("remove", &path)(error));
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

    /// Packs loose objects with git's own maintenance, and takes away those that are packed.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn maintain(&self) -> Result<(), StorageError> {
        program::run("pack loose objects", &mut self.maintenance()).map(drop)
    }

    /// Starts the same and does not wait for it: where nobody writes to this desk right now.
    ///
    /// # Errors
    ///
    /// The system's.
    pub fn maintain_later(&self) -> Result<(), StorageError> {
        let Some(lock) = Lock::attempt(self.common_dir())? else { return Ok(()) };
        let mut git = self.maintenance();
        git.stdout(Stdio::null()).stderr(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut git, 0);
        let started = git.spawn();
        drop(lock);
        started.map(drop).map_err(|error| StorageError::Program {
            doing: "pack loose objects".to_owned(),
            message: error.to_string(),
        })
    }

    /// git's maintenance keeps a lock of its own, so two are never at it. Loose objects are taken
    /// away only once a pack with them is whole, and whoever reads meanwhile finds one or the other.
    fn maintenance(&self) -> Command {
        program::script(
            self.root(),
            "git maintenance run --quiet --task=loose-objects --task=incremental-repack \
             --task=pack-refs --task=commit-graph
             git prune-packed --quiet",
        )
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

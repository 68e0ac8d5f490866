//! Keeping the repository small and fast.
#![expect(clippy::disallowed_methods, reason = "folders of objects are listed")]

use std::fs;
use std::process::{Command, Stdio};

use crate::storage::programs::program;
use crate::storage::writing::lock::Lock;
use crate::storage::{StorageError, Store};

impl Store {
    /// Removes what can be computed again.
    ///
    /// # Errors
    ///
    /// The disk's.
    pub fn drop_cache(&self) -> Result<(), StorageError> {
        self.cache.clear()
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
}

//! What goes on after this program has ended.

use std::path::Path;
use std::process::Stdio;

use super::program;
use crate::storage::writing::lock::Lock;
use crate::storage::{StorageError, Store};

/// The one who does something, as long as this value lives; the kernel frees it when the process dies.
#[derive(Debug)]
pub struct Turn {
    _lock: Lock,
}

impl Store {
    /// Starts a program for this repository and does not wait for it. Nobody reads what it says.
    ///
    /// # Errors
    ///
    /// The system's.
    pub fn start_beside(&self, path: &Path, arguments: &[&str]) -> Result<(), StorageError> {
        let mut command = program::other(&path.to_string_lossy());
        program::steady(&mut command);
        command.args(arguments).current_dir(self.root());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        command.spawn().map(drop).map_err(|error| StorageError::Program {
            doing: format!("start {}", path.display()),
            message: error.to_string(),
        })
    }

    /// The turn to do something of that name; `None` where another process has it.
    ///
    /// # Errors
    ///
    /// The disk's.
    pub fn turn(&self, name: &str) -> Result<Option<Turn>, StorageError> {
        let lock = Lock::attempt(&self.common_dir().join(name))?;
        Ok(lock.map(|lock| Turn { _lock: lock }))
    }

    /// The site that is built here after each push, and where git's settings say it
    /// (`newsroom.site`).
    pub fn site_folder(&self) -> Option<String> {
        self.config("newsroom.site").filter(|folder| !folder.is_empty())
    }

    /// Sets it.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn set_site_folder(&self, folder: &Path) -> Result<(), StorageError> {
        self.set_config("newsroom.site", &folder.to_string_lossy())
    }
}

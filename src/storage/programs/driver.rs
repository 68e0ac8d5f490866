//! git's own merges (gitattributes(5), "Defining a custom merge driver"): they call this program for
//! stories, posts and settings, so that plain `git merge` comes to the same as `newsroom sync`.
#![expect(
    clippy::disallowed_methods,
    reason = "git gives a merge driver files, and reads one back"
)]

use crate::model::{ORDERS, SETTINGS};
use std::fs;
use std::path::Path;

use super::program;
use crate::storage::ground::error::disk;
use crate::storage::{StorageError, Store};

/// What git asks this program to merge.
const PATHS: [&str; 3] = ["posts/**/*.toml", SETTINGS, ORDERS];

impl Store {
    /// Has git merge stories, posts and settings by this program, in this clone alone; false where
    /// it did so already.
    ///
    /// # Errors
    ///
    /// Git's; the disk's.
    pub fn install_merge_driver(&self, program: &Path) -> Result<bool, StorageError> {
        let program = program.display().to_string();
        let program = shell_words::quote(&program);
        let driver =
            format!("p={program}; [ -x \"$p\" ] || p=newsroom; \"$p\" merge-driver %O %A %B %P");
        let lines = PATHS.map(|path| format!("{path} merge=newsroom"));
        let has_lines = self.info_lines("attributes", &lines)?.is_none();
        let set = self.config("merge.newsroom.driver").as_ref() == Some(&driver);
        if set && has_lines {
            return Ok(false);
        }
        let first = self.config("merge.newsroom.driver").is_none();
        self.set_config("merge.newsroom.name", "stories and posts, by field and paragraph")?;
        self.set_config("merge.newsroom.driver", &driver)?;
        self.add_info("attributes", &lines)?;
        Ok(first)
    }

    /// Whether git merges stories and posts by this program here.
    pub fn has_merge_driver(&self) -> bool {
        self.config("merge.newsroom.driver").is_some()
    }
}

/// A file that git gives a merge driver.
///
/// # Errors
///
/// The disk's.
pub fn read_for_merge(path: &Path) -> Result<Vec<u8>, StorageError> {
    fs::read(path).map_err(disk("read", path))
}

/// The result of a merge, where git looks for it.
///
/// # Errors
///
/// The disk's.
pub fn write_merged(path: &Path, bytes: &[u8]) -> Result<(), StorageError> {
    fs::write(path, bytes).map_err(disk("write", path))
}

/// Merges line by line, as git does where no program is set, into the file `ours`; false where
/// both changed the same lines, which stand there between git's markers.
///
/// # Errors
///
/// Git's.
pub fn merge_lines(ours: &Path, base: &Path, theirs: &Path) -> Result<bool, StorageError> {
    let mut git = program::git(Path::new("."));
    git.args(["merge-file", "--quiet", "-L", "ours", "-L", "base", "-L", "theirs", "--"]);
    git.args([ours, base, theirs]);
    let status = git.status().map_err(|error| StorageError::Program {
        doing: "merge line by line".to_owned(),
        message: error.to_string(),
    })?;
    match status.code() {
        Some(0) => Ok(true),
        Some(1..=127) => Ok(false),
        _ => Err(StorageError::Program {
            doing: "merge line by line".to_owned(),
            message: status.to_string(),
        }),
    }
}

//! Git's index, brought along by the git program under git's own lock.
//!
//! The lock is taken before the branch moves and the new index is ready by then: a `git commit`
//! that began between the two would, with the old index, take the new post out again unnoticed.
#![expect(clippy::disallowed_methods, reason = "the index is a file")]

use std::fs::{self, OpenOptions};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::error::disk;
use super::journal::Touched;
use super::{StorageError, program};

/// How our lock begins, so that one left by a dead writer is known to be ours; its number follows.
const OURS: &str = "newsroom ";

/// How long we wait for another program to give the index back.
const PATIENCE: Duration = Duration::from_secs(2);

/// The index lock of one work tree, and the index to come; dropped, it changes nothing.
#[derive(Debug)]
pub(super) struct Index {
    git_dir: PathBuf,
    next: PathBuf,
}

impl Index {
    /// Locks the index and prepares one that has these files as their branch will have them.
    ///
    /// Only the holder of the desk's lock may call it.
    pub(super) fn prepare(
        git_dir: &Path,
        root: &Path,
        files: &[Touched],
    ) -> Result<Self, StorageError> {
        lock(git_dir)?;
        let index = Self::of(git_dir, std::process::id());
        index.copy()?;
        let mut command = program::git(root);
        command.args(["update-index", "-z", "--index-info"]);
        command.env("GIT_INDEX_FILE", &index.next).stdin(input(files)?);
        program::run("bring the index up to date", &mut command)?;
        Ok(index)
    }

    /// Puts the prepared index in force.
    pub(super) fn publish(self) -> Result<(), StorageError> {
        let path = self.git_dir.join("index");
        fs::rename(&self.next, &path).map_err(disk("write", &path))
    }

    /// The name has the writer's number: git may outlive us and must not meet another's.
    fn of(git_dir: &Path, writer: u32) -> Self {
        let next = git_dir.join(format!("index.newsroom-{writer}"));
        Self { git_dir: git_dir.to_owned(), next }
    }

    /// The copy keeps its time: git tells by it which files changed in the second it was written.
    fn copy(&self) -> Result<(), StorageError> {
        let (from, to) = (self.git_dir.join("index"), &self.next);
        let copied = fs::copy(&from, to).and_then(|_| {
            let written = fs::metadata(&from)?.modified()?;
            OpenOptions::new().write(true).open(to)?.set_modified(written)
        });
        match copied {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other.map_err(disk("copy", &from)),
        }
    }
}

impl Drop for Index {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.next);
        let _ = fs::remove_file(lock_path(&self.git_dir));
    }
}

/// Removes what a dead writer left; a lock of another program stays.
pub(super) fn release(git_dir: &Path) {
    let words = fs::read_to_string(lock_path(git_dir)).unwrap_or_default();
    if let Some(writer) = words.strip_prefix(OURS).and_then(|rest| rest.trim().parse().ok()) {
        drop(Index::of(git_dir, writer));
    }
}

fn lock(git_dir: &Path) -> Result<(), StorageError> {
    let path = lock_path(git_dir);
    let until = Instant::now() + PATIENCE;
    loop {
        match claim(git_dir, &path) {
            Ok(()) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                release(git_dir);
                if Instant::now() > until {
                    return Err(disk("lock", &path)(error));
                }
                std::thread::sleep(Duration::from_millis(rand::random_range(2..20)));
            }
            Err(error) => return Err(disk("lock", &path)(error)),
        }
    }
}

/// Makes the lock with its words in one step, for a crash between would leave one of nobody.
fn claim(git_dir: &Path, path: &Path) -> io::Result<()> {
    let words = git_dir.join("index.newsroom-lock");
    let text = format!("{OURS}{}\n", std::process::id());
    fs::write(&words, &text)?;
    let linked = match fs::hard_link(&words, path) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
        }
        other => other,
    };
    let _ = fs::remove_file(&words);
    linked
}

/// The input of `git update-index -z --index-info`, as a file: a pipe would give a child that
/// outlives us half of it.
fn input(files: &[Touched]) -> Result<Stdio, StorageError> {
    let mut text = Vec::new();
    for file in files {
        match &file.new {
            Some(id) => text.extend(format!("100644 {id}\t{}\0", file.path).bytes()),
            None => {
                let nothing = "0".repeat(file.old.as_ref().map_or(40, |id| id.as_str().len()));
                text.extend(format!("0 {nothing}\t{}\0", file.path).bytes());
            }
        }
    }
    let written = tempfile::tempfile().and_then(|mut file| {
        file.write_all(&text)?;
        file.rewind()?;
        Ok(file)
    });
    written.map(Stdio::from).map_err(disk("write a file in", &std::env::temp_dir()))
}

fn lock_path(git_dir: &Path) -> PathBuf {
    git_dir.join("index.lock")
}

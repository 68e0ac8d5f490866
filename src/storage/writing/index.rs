//! Git's index, brought along under git's own lock: the entries that change are put in their places, and
//! what cannot be done so is done by the git program.
//!
//! The index changes before the branch does, and its lock is held until both are done. A `git
//! commit` reads HEAD first, then the index, and locks it only then: whichever HEAD it saw, it has
//! an index that is as new, or the branch is not where it began. The other way round, it could take
//! a post out again that it never saw.
#![expect(clippy::disallowed_methods, reason = "the index is a file")]

use std::fs::{self, OpenOptions};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use git2::Repository;

use super::journal::Touched;
use super::looked;
use super::splice::splice;
use crate::storage::StorageError;
use crate::storage::ground::error::disk;
use crate::storage::programs::{entrusted, program};
use crate::storage::reading::index::IndexFile;

/// How our lock begins, so that one left by a dead writer is known to be ours; its number follows.
const OURS: &str = "newsroom ";

/// How all else begins that writers make beside the index.
const BESIDE: &str = "index.newsroom-";

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
        repo: &Repository,
        root: &Path,
        files: &[Touched],
    ) -> Result<Self, StorageError> {
        let git_dir = repo.path();
        lock(git_dir)?;
        let index = Self::of(git_dir, std::process::id());
        sweep(git_dir);
        if index.splice(repo, root, files)? {
            return Ok(index);
        }
        index.copy()?;
        let mut command = program::git(root);
        entrusted::without_filters(repo, &mut command)?;
        command.args(["update-index", "-z", "--index-info"]);
        command.env("GIT_INDEX_FILE", &index.next).stdin(input(files)?);
        program::run("bring the index up to date", &mut command)?;
        Ok(index)
    }

    /// Puts the prepared index in force; the lock is held on.
    pub(super) fn publish(&self) -> Result<(), StorageError> {
        let (path, old) = (self.git_dir.join("index"), old(&self.git_dir));
        let kept = fs::hard_link(&path, &old).or_else(|error| match error.kind() {
            io::ErrorKind::NotFound => Ok(()),
            _ => fs::copy(&path, &old).map(drop),
        });
        kept.map_err(disk("keep a copy of", &path))?;
        fs::rename(&self.next, &path).map_err(disk("write", &path))
    }

    /// Puts the index in force that was there before.
    pub(super) fn take_back(&self) {
        take_back(&self.git_dir);
    }

    /// The name has the writer's number: git may outlive us and must not meet another's.
    fn of(git_dir: &Path, writer: u32) -> Self {
        Self { git_dir: git_dir.to_owned(), next: Self::next(git_dir, writer) }
    }

    fn next(git_dir: &Path, writer: u32) -> PathBuf {
        git_dir.join(format!("{BESIDE}{writer}"))
    }

    /// Writes the index to come where that can be done without git; whether it could.
    fn splice(
        &self,
        repo: &Repository,
        root: &Path,
        files: &[Touched],
    ) -> Result<bool, StorageError> {
        let from = self.git_dir.join("index");
        let Ok(Some(now)) = IndexFile::read(&from, repo.object_format()) else { return Ok(false) };
        let edits = files.iter().map(|file| {
            let mode = if file.executable { 0o100_755 } else { 0o100_644 };
            (file.path.as_bytes(), file.new.as_ref().map(|id| (mode, id)))
        });
        let path = lock_path(&self.git_dir);
        let lock = fs::symlink_metadata(&path).map_err(disk("look at", &path))?;
        let look = || looked::look(repo, root, &now, &lock);
        let Some(spliced) = splice(&now, &edits.collect(), look) else { return Ok(false) };
        let written = fs::File::create(&self.next)
            .and_then(|file| spliced.write(file))
            .and_then(|()| fs::set_permissions(&self.next, fs::metadata(&from)?.permissions()));
        written.map(|()| true).map_err(disk("write", &self.next))
    }

    fn copy(&self) -> Result<(), StorageError> {
        let (from, to) = (self.git_dir.join("index"), &self.next);
        match fs::copy(&from, to).and_then(|_| keep_time(&from, to)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other.map_err(disk("copy", &from)),
        }
    }
}

impl Drop for Index {
    fn drop(&mut self) {
        sweep(&self.git_dir);
        let _ = fs::remove_file(lock_path(&self.git_dir));
    }
}

/// A copy that git goes on with keeps its time, by which git knows which entries to distrust.
fn keep_time(from: &Path, to: &Path) -> io::Result<()> {
    let written = fs::metadata(from)?.modified()?;
    OpenOptions::new().write(true).open(to)?.set_modified(written)
}

/// Takes back what a dead writer left; a lock of another program stays.
pub(super) fn release(git_dir: &Path) {
    if let Some(writer) = dead_writer(git_dir) {
        take_back(git_dir);
        drop(Index::of(git_dir, writer));
    }
}

/// Whose lock it is, where it is ours: the holder of the desk's lock knows that writer to be dead.
fn dead_writer(git_dir: &Path) -> Option<u32> {
    let path = lock_path(git_dir);
    let words = match fs::read_link(&path) {
        Ok(words) => words.to_str()?.to_owned(),
        Err(_) => fs::read_to_string(&path).ok()?,
    };
    words.strip_prefix(OURS)?.trim().parse().ok()
}

/// Removes what writers made beside the index: a git that outlives its writer may make one again.
///
/// Only the holder of the index's lock may call it.
fn sweep(git_dir: &Path) {
    let Ok(entries) = fs::read_dir(git_dir) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(BESIDE) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn take_back(git_dir: &Path) {
    let _ = fs::rename(old(git_dir), git_dir.join("index"));
}

fn lock(git_dir: &Path) -> Result<(), StorageError> {
    let path = lock_path(git_dir);
    let until = Instant::now() + PATIENCE;
    loop {
        match claim(git_dir, &path) {
            Ok(()) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if Instant::now() > until {
                    return Err(StorageError::IndexHeld { path });
                }
                std::thread::sleep(Duration::from_millis(rand::random_range(2..20)));
            }
            Err(error) => return Err(disk("lock", &path)(error)),
        }
    }
}

/// Makes the lock. A dead writer's is taken over, so that nobody else gets in between.
fn claim(git_dir: &Path, path: &Path) -> io::Result<()> {
    let words = format!("{OURS}{}", std::process::id());
    let Some(writer) = dead_writer(git_dir) else { return make_lock(path, &words) };
    take_back(git_dir);
    let _ = fs::remove_file(Index::next(git_dir, writer));
    let new = git_dir.join("index.newsroom-lock");
    let _ = fs::remove_file(&new);
    make_lock(&new, &words)?;
    fs::rename(&new, path)
}

/// A lock with these words. It is a symbolic link that leads nowhere, for that has its words from the
/// beginning: a file whose writer died, or whose power went before its bytes were on the disk, would
/// be nobody's.
#[cfg(unix)]
fn make_lock(path: &Path, words: &str) -> io::Result<()> {
    use io::ErrorKind::{PermissionDenied, Unsupported};
    match std::os::unix::fs::symlink(words, path) {
        // link(2): so says a file system that has no links.
        Err(error) if matches!(error.kind(), PermissionDenied | Unsupported) => {
            make_lock_file(path, words)
        }
        other => other,
    }
}

/// A lock with these words.
#[cfg(not(unix))]
fn make_lock(path: &Path, words: &str) -> io::Result<()> {
    make_lock_file(path, words)
}

fn make_lock_file(path: &Path, words: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file.write_all(words.as_bytes()).and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = fs::remove_file(path); // without its words it would be nobody's
    }
    written
}

/// The input of `git update-index -z --index-info`, as a file: a pipe would give a child that
/// outlives us half of it.
fn input(files: &[Touched]) -> Result<Stdio, StorageError> {
    let mut text = Vec::new();
    for file in files {
        match &file.new {
            Some(id) => {
                let mode = if file.executable { "100755" } else { "100644" };
                text.extend(format!("{mode} {id}\t{}\0", file.path).bytes());
            }
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

/// The index as it was, until it is certain that the new one holds.
fn old(git_dir: &Path) -> PathBuf {
    git_dir.join("index.newsroom-old")
}

fn lock_path(git_dir: &Path) -> PathBuf {
    git_dir.join("index.lock")
}

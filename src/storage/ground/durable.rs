//! Files that are whole or absent, and still there after the power went.
#![expect(clippy::disallowed_methods, reason = "this is where files are written")]

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::SystemTime;

use super::error::disk;
use crate::storage::StorageError;

/// Whether writes are flushed to the disk: always, but where a test sets `NEWSROOM_FSYNC=0`.
fn flushes() -> bool {
    static FLUSHES: OnceLock<bool> = OnceLock::new();
    *FLUSHES.get_or_init(|| std::env::var_os("NEWSROOM_FSYNC").is_none_or(|value| value != "0"))
}

/// So many bytes of a pack are mapped at once, and so many times that at most.
const WINDOW: usize = 8 << 20;
const WINDOWS: usize = 8;

/// Makes libgit2 flush objects and refs to the disk, keep no objects in memory and map packs in parts,
/// once in a process.
///
/// git2 does not offer the option (`GIT_OPT_ENABLE_FSYNC_GITDIR` of libgit2's `git_libgit2_opts`).
pub(in crate::storage) fn set_up_git() {
    static DONE: OnceLock<()> = OnceLock::new();
    DONE.get_or_init(|| {
        let option = libgit2_sys::GIT_OPT_ENABLE_FSYNC_GITDIR as std::ffi::c_int;
        // SAFETY: the option takes one int and stores it in a global that is only read after.
        unsafe { libgit2_sys::git_libgit2_opts(option, std::ffi::c_int::from(flushes())) };
        // It would keep all of a walk through history, up to 256 MB of it as git has it and three times
        // that in memory; the folders that are read often are kept where they are read.
        git2::opts::enable_caching(false);
        // It would map each pack whole.
        // SAFETY: the numbers are stored in globals before any pack is opened.
        let windows = unsafe {
            git2::opts::set_mwindow_size(WINDOW)
                .and_then(|()| git2::opts::set_mwindow_mapped_limit(WINDOWS * WINDOW))
        };
        windows.expect("libgit2 takes any number");
    });
}

/// The name a file's new bytes have until they are whole.
///
/// It is the same each time, so that what a crash left is found; only the holder of the desk's
/// lock writes there.
pub(in crate::storage) fn unfinished(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.newsroom-new"))
}

/// Puts these bytes at that path in one step; whoever reads sees the old bytes or the new.
pub(in crate::storage) fn replace(path: &Path, bytes: &[u8]) -> Result<(), StorageError> {
    let new = unfinished(path);
    remove(&new)?;
    write_new(&new, bytes).map_err(disk("write", &new))?;
    if let Err(error) = fs::rename(&new, path) {
        let _ = fs::remove_file(&new);
        return Err(disk("write", path)(error));
    }
    flush_folder_of(path)
}

/// Which file stands at a path: another one, or another content, has another stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::storage) struct Stamp {
    bytes: u64,
    at: SystemTime,
    /// Each file of a disk has its own number, where the system tells it.
    number: u64,
}

impl Stamp {
    /// The second in which it was saved, of Unix's time; 0 for one before that.
    pub(in crate::storage) fn second(&self) -> u64 {
        self.at.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
    }
}

/// The stamp of that file; `None` where there is none.
pub(in crate::storage) fn stamp(path: &Path) -> Result<Option<Stamp>, StorageError> {
    let of = |file: fs::Metadata| {
        Ok(Stamp { bytes: file.len(), at: file.modified()?, number: number(&file) })
    };
    match fs::metadata(path).and_then(of) {
        Ok(stamp) => Ok(Some(stamp)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(disk("look at", path)(error)),
    }
}

/// The number of the disk that a file is on, where the system tells it.
#[cfg(unix)]
pub(in crate::storage) fn disk_of(file: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::dev(file)
}

/// The number of the disk that a file is on, where the system tells it.
#[cfg(not(unix))]
pub(in crate::storage) fn disk_of(_: &fs::Metadata) -> u64 {
    0
}

/// When anything of a file last changed, also its rights, where the system tells it.
#[cfg(unix)]
pub(in crate::storage) fn changed(file: &fs::Metadata) -> SystemTime {
    use std::os::unix::fs::MetadataExt;
    let nanoseconds = u32::try_from(file.ctime_nsec()).unwrap_or_default();
    let since = u64::try_from(file.ctime()).unwrap_or_default();
    SystemTime::UNIX_EPOCH + std::time::Duration::new(since, nanoseconds)
}

/// When anything of a file last changed, also its rights, where the system tells it.
#[cfg(not(unix))]
pub(in crate::storage) fn changed(_: &fs::Metadata) -> SystemTime {
    SystemTime::UNIX_EPOCH
}

/// The number of a file on its disk, where the system tells it.
#[cfg(unix)]
pub(in crate::storage) fn number(file: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(file)
}

/// The number of a file on its disk, where the system tells it.
#[cfg(not(unix))]
pub(in crate::storage) fn number(_: &fs::Metadata) -> u64 {
    0
}

/// Removes that file; none is as good as one removed.
pub(in crate::storage) fn remove(path: &Path) -> Result<(), StorageError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(disk("remove", path)(error)),
        _ => Ok(()),
    }
}

/// The file's bytes; `None` where there is none.
pub(in crate::storage) fn read(path: &Path) -> Result<Option<Vec<u8>>, StorageError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(disk("read", path)(error)),
    }
}

/// Makes the folder and those above it, each flushed.
pub(in crate::storage) fn make_folder(path: &Path) -> Result<(), StorageError> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        make_folder(parent)?;
    }
    match fs::create_dir(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(disk("make the folder", path)(error))
        }
        _ => flush_folder_of(path),
    }
}

/// Lets a file be run.
#[cfg(unix)]
pub(in crate::storage) fn make_runnable(path: &Path) -> Result<(), StorageError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::Permissions::from_mode(0o755);
    fs::set_permissions(path, mode).map_err(disk("make runnable", path))
}

/// Lets a file be run: git does so by its first line.
#[cfg(not(unix))]
pub(in crate::storage) fn make_runnable(_: &Path) -> Result<(), StorageError> {
    Ok(())
}

/// Flushes the folder an entry is in, so that the entry itself outlives the power.
pub(in crate::storage) fn flush_folder_of(path: &Path) -> Result<(), StorageError> {
    let Some(folder) = path.parent().filter(|_| flushes() && cfg!(unix)) else { return Ok(()) };
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(disk("flush", folder))
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    if flushes() { file.sync_all() } else { Ok(()) }
}

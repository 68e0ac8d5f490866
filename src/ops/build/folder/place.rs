//! Single files of a site's folder, and who writes there.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::storage::{StorageError, disk};

/// Makes the folder where there is none, and waits until nobody else writes in it; the system gives
/// it back when the process dies. `None` on a system that holds no folder.
///
/// # Errors
///
/// A folder that cannot be made.
pub(super) fn alone(folder: &Path) -> Result<Option<File>, StorageError> {
    std::fs::create_dir_all(folder).map_err(disk("make the folder", folder))?;
    Ok(waited(folder))
}

/// Waits until nobody else writes in the folder; nothing is made where there is none.
pub(super) fn waited(folder: &Path) -> Option<File> {
    File::open(folder).ok().filter(|folder| folder.lock().is_ok())
}

/// The path without links and `..`, as far as it is there.
pub(super) fn real(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let there =
        whole.ancestors().find_map(|there| Some((there, std::fs::canonicalize(there).ok()?)));
    match there.and_then(|(there, real)| Some(real.join(whole.strip_prefix(there).ok()?))) {
        Some(real) => real,
        None => whole,
    }
}

/// Whether the folder holds anything but a file of that name.
pub(super) fn is_occupied(folder: &Path, but_for: &str) -> bool {
    let other = |entry: std::io::Result<std::fs::DirEntry>| {
        entry.is_ok_and(|entry| entry.file_name() != but_for)
    };
    std::fs::read_dir(folder).is_ok_and(|entries| entries.into_iter().any(other))
}

/// Whether the path is a file with these bytes.
pub(super) fn has(path: &Path, bytes: &[u8]) -> bool {
    let length = |file: std::fs::Metadata| file.is_file() && file.len() == bytes.len() as u64;
    path.metadata().is_ok_and(length) && std::fs::read(path).is_ok_and(|present| present == bytes)
}

/// Puts the bytes at the path, by way of that new file.
///
/// # Errors
///
/// The disk's.
pub(super) fn replace(path: &Path, new: &Path, bytes: &[u8]) -> Result<(), StorageError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(disk("make the folder", folder))?;
    }
    remove(new)?;
    let written = write_new(new, bytes).and_then(|()| std::fs::rename(new, path));
    written.map_err(|error| {
        let _ = std::fs::remove_file(new);
        disk("write", path)(error)
    })
}

/// Removes that file; none is as good as one removed.
///
/// # Errors
///
/// The disk's.
pub(super) fn remove(path: &Path) -> Result<(), StorageError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(disk("remove", path)(error)),
        _ => Ok(()),
    }
}

fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    readable(&file)
}

/// Pages are everybody's to read, whatever else this person's new files are.
#[cfg(unix)]
fn readable(file: &File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &File) -> std::io::Result<()> {
    Ok(())
}

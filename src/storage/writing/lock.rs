//! One writer at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::storage::StorageError;
use crate::storage::ground::durable;
use crate::storage::ground::error::disk;

/// Fails where the name is a link (open(2), `O_NOFOLLOW`).
#[cfg(unix)]
const NO_LINKS: i32 = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(10);

/// The desk's lock, held as long as this value lives; the kernel frees it when the process dies.
#[derive(Debug)]
pub(in crate::storage) struct Lock {
    file: File,
}

/// It is given back at once, also where a program that another thread starts in this moment still has
/// the file open.
impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

impl Lock {
    /// Waits for the lock in that folder.
    pub(super) fn wait(folder: &Path) -> Result<Self, StorageError> {
        let until = Instant::now() + PATIENCE;
        let path = folder.join("lock");
        let mut file = open(folder, &path)?;
        loop {
            match file.try_lock() {
                Ok(()) => return Self::held(file, &path),
                Err(TryLockError::WouldBlock) if Instant::now() < until => pause(),
                Err(TryLockError::WouldBlock) => {
                    return Err(StorageError::Locked { holder: holder(&mut file), path });
                }
                Err(TryLockError::Error(error)) => return Err(disk("lock", &path)(error)),
            }
        }
    }

    /// Takes the lock if nobody has it.
    pub(in crate::storage) fn attempt(folder: &Path) -> Result<Option<Self>, StorageError> {
        let path = folder.join("lock");
        let file = open(folder, &path)?;
        match file.try_lock() {
            Ok(()) => Self::held(file, &path).map(Some),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(disk("lock", &path)(error)),
        }
    }

    fn held(mut file: File, path: &Path) -> Result<Self, StorageError> {
        let named = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| write!(file, "process {}", std::process::id()));
        named.map_err(disk("write", path))?;
        Ok(Self { file })
    }
}

fn open(folder: &Path, path: &Path) -> Result<File, StorageError> {
    durable::make_folder(folder)?;
    let mut how = OpenOptions::new();
    how.read(true).write(true).create(true).truncate(false);
    // Whoever may write to the folder must not have another file emptied through a link.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut how, NO_LINKS);
    how.open(path).map_err(disk("open", path))
}

fn pause() {
    std::thread::sleep(Duration::from_millis(rand::random_range(2..12)));
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    match file.rewind().and_then(|()| file.read_to_string(&mut text)) {
        Ok(_) if text.starts_with("process ") => text,
        _ => "another process".to_owned(),
    }
}

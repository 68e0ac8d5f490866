//! Locks that a git which was killed left behind: git itself leaves them to people.
#![expect(clippy::disallowed_methods, reason = "a dead git's lock is a file")]

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::storage::Store;
use crate::storage::writing::lock::Lock;

/// A lock that stands still for so long is a dead git's: a living one writes a line and is done.
const STILL: Duration = Duration::from_secs(1);

/// How git names the lock that is in its way (under `LC_ALL=C`).
const IN_THE_WAY: &str = "Unable to create '";

impl Store {
    /// Whether one lock was in the way of a fetch, by git's words, and is not any more: that of a
    /// branch of the shared desk, as it is remembered here, which nobody holds.
    pub(super) fn is_freed(&self, errors: &str, until: Instant) -> bool {
        let Some(path) = self.remembered(errors) else { return false };
        let Some(before) = of(&path) else { return true };
        if Instant::now() + STILL >= until {
            return false;
        }
        std::thread::sleep(STILL);
        // Of two who found it, one removes it, and the other looks again.
        let Ok(Some(_lock)) = Lock::attempt(self.common_dir()) else { return false };
        match of(&path) {
            Some(now) if !is_same(&before, &now) => false,
            Some(_) => fs::remove_file(&path).is_ok(),
            None => true,
        }
    }

    /// The lock that git names, where it is one of a branch that is only remembered.
    fn remembered(&self, errors: &str) -> Option<PathBuf> {
        let (path, _) = errors.split_once(IN_THE_WAY)?.1.split_once('\'')?;
        let path = Path::new(path).canonicalize().ok()?;
        let branches = self.common_dir().parent()?.join("refs/remotes").canonicalize().ok()?;
        let is_lock = path.extension().is_some_and(|extension| extension == "lock");
        (is_lock && path.starts_with(branches)).then_some(path)
    }
}

fn of(path: &Path) -> Option<Metadata> {
    fs::symlink_metadata(path).ok()
}

#[cfg(unix)]
fn is_same(one: &Metadata, two: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let all = |of: &Metadata| (of.dev(), of.ino(), of.ctime(), of.ctime_nsec(), of.size());
    all(one) == all(two)
}

#[cfg(not(unix))]
fn is_same(one: &Metadata, two: &Metadata) -> bool {
    (one.modified().ok(), one.len()) == (two.modified().ok(), two.len())
}

//! Locks that a git which was killed left behind: git itself leaves them to people.
#![expect(clippy::disallowed_methods, reason = "a dead git's lock is a file")]

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, Instant};

use super::remote::tracking;
use crate::storage::Store;
use crate::storage::writing::lock::Lock;

/// A lock that stands still for so long is a dead git's: a living one writes a line and is done.
const STILL: Duration = Duration::from_secs(1);

/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(20);

impl Store {
    /// Takes away the locks that nobody holds any more, of branches of the shared desk as they are
    /// remembered here.
    pub(super) fn free(&self, remote: &str, names: &[String; 2], until: Instant) {
        let Some(git_dir) = self.common_dir().parent() else { return };
        for name in names {
            let path = git_dir.join(format!("{}.lock", tracking(remote, name)));
            if let Some(dead) = stands_still(&path, until)
                // Of two who found it, one takes it away.
                && let Ok(Some(_lock)) = Lock::attempt(self.common_dir())
                && of(&path).is_some_and(|now| is_same(&dead, &now))
            {
                let _ = fs::remove_file(&path);
            }
        }
    }
}

/// The lock, where it is there and nobody does anything with it.
fn stands_still(path: &Path, until: Instant) -> Option<Metadata> {
    let lock = of(path)?;
    let long_enough = Instant::now() + STILL;
    while Instant::now() < long_enough {
        if long_enough >= until || !is_same(&lock, &of(path)?) {
            return None;
        }
        std::thread::sleep(LOOK);
    }
    Some(lock)
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

//! Long work, told to whoever waits for it.

use std::sync::OnceLock;

/// Whoever is told how far long work is.
pub trait Watcher: Send + Sync {
    /// Something begins that takes so many steps; gives the name by which it is told from other work.
    fn begins(&self, what: &'static str, of: usize) -> u64;
    /// So many steps of it are done.
    fn reached(&self, work: u64, done: usize);
    /// It is over, in whatever way.
    fn ends(&self, work: u64);
}

static WATCHER: OnceLock<Box<dyn Watcher>> = OnceLock::new();

/// Tells that one of all long work from now on. Said once, by whoever runs the program; where nobody
/// says it, nobody is told.
pub fn when_long(watcher: Box<dyn Watcher>) {
    let _ = WATCHER.set(watcher);
}

/// Work that may take long, from its beginning until it is dropped.
#[must_use]
pub(crate) struct Progress {
    told: Option<(&'static dyn Watcher, u64)>,
    done: usize,
}

impl Progress {
    /// Begins work of so many steps, in the words that a person reads.
    pub(crate) fn of(what: &'static str, steps: usize) -> Self {
        let told = WATCHER.get().map(|watcher| (watcher.as_ref(), watcher.begins(what, steps)));
        Self { told, done: 0 }
    }

    /// Another step of it is done.
    pub(crate) fn step(&mut self) {
        self.steps(1);
    }

    /// So many more are done.
    pub(crate) fn steps(&mut self, more: usize) {
        self.done += more;
        if let Some((watcher, work)) = self.told {
            watcher.reached(work, self.done);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((watcher, work)) = self.told {
            watcher.ends(work);
        }
    }
}

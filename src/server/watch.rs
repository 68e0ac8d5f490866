//! Word from the system that a branch moved or a file was saved.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::time::Duration;

use notify::event::EventKind;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::ops::build::preview::Place;

/// How often it is looked all the same: some file systems tell nothing.
const POLL: Duration = Duration::from_secs(3);

/// How long it may take until all that belongs to one change is on the disk.
const SETTLE: Duration = Duration::from_millis(10);

/// The system's word of changes in some folders.
pub(super) struct Watch {
    watcher: Option<RecommendedWatcher>,
    /// Folders that are not watched, as long as they are not there.
    missing: Vec<Place>,
    heard: Receiver<()>,
    trouble: Option<String>,
    /// Kept, so that waiting without a watcher is waiting and not an error.
    _ring: SyncSender<()>,
}

impl Watch {
    /// Watches the folders.
    pub(super) fn new(places: Vec<Place>) -> Self {
        // One ring is enough: who hears it looks at everything.
        let (ring, heard) = sync_channel(1);
        let watcher = notify::recommended_watcher({
            let ring = ring.clone();
            move |event: notify::Result<Event>| {
                if event.is_err() || event.is_ok_and(|event| matters(&event)) {
                    match ring.try_send(()) {
                        Ok(()) | Err(TrySendError::Full(()) | TrySendError::Disconnected(())) => {}
                    }
                }
            }
        });
        let trouble = watcher.as_ref().err().map(ToString::to_string);
        let mut watch =
            Self { watcher: watcher.ok(), missing: places, heard, trouble, _ring: ring };
        watch.reach();
        watch
    }

    /// Why changes are not noticed at once, where they are not.
    pub(super) fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// Waits until something changed, or for a while.
    pub(super) fn wait(&mut self) {
        self.reach();
        if self.heard.recv_timeout(POLL).is_ok() {
            std::thread::sleep(SETTLE);
            let _ = self.heard.try_recv(); // what rang meanwhile is looked at, too
        }
    }

    /// Watches the folders that are there by now.
    fn reach(&mut self) {
        let Some(watcher) = &mut self.watcher else { return };
        let trouble = &mut self.trouble;
        self.missing.retain(|place| {
            if !place.folder.is_dir() {
                return true;
            }
            let mode =
                if place.deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            if let Err(error) = watcher.watch(&place.folder, mode) {
                *trouble = Some(error.to_string());
            }
            false
        });
    }
}

/// Whether an event is of a change: reading is none, and a lock file is only the way to one.
fn matters(event: &Event) -> bool {
    let lock = |path: &Path| path.extension().is_some_and(|ending| ending == "lock");
    !matches!(event.kind, EventKind::Access(_)) && !event.paths.iter().all(|path| lock(path))
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, CreateKind, ModifyKind};

    use super::*;

    #[test]
    fn reading_and_lock_files_are_no_changes() {
        let event = |kind, path: &str| Event::new(kind).add_path(path.into());
        let changed = EventKind::Modify(ModifyKind::Any);
        assert!(matters(&event(changed, ".git/refs/heads/published")));
        assert!(matters(&event(EventKind::Create(CreateKind::File), "posts/x.toml")));
        assert!(!matters(&event(EventKind::Access(AccessKind::Any), "posts/x.toml")));
        assert!(!matters(&event(changed, ".git/refs/heads/published.lock")));
        let moved = event(changed, ".git/packed-refs.lock").add_path(".git/packed-refs".into());
        assert!(matters(&moved));
    }
}

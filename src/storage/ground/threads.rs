//! How many threads work at once.

use std::thread;

/// More of them would wait for the disk, and for each other.
const MOST: usize = 4;

/// As many as there are processors, up to a few.
pub(crate) fn threads() -> usize {
    thread::available_parallelism().map_or(1, usize::from).min(MOST)
}

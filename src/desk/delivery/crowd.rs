//! Many clones at once: whoever got through lets those go first whom it met on the way.
//!
//! Without that, a clone that was first once stays first: it goes on from what it sent itself, while
//! all others begin again with what came.

use std::time::{Duration, Instant};

use crate::storage::Store;

const CROWD: &str = "crowd";

/// Nobody waits longer than this for others.
const LONGEST: Duration = Duration::from_secs(1);

/// So long after the last meeting a crowd is over.
const OVER: Duration = Duration::from_secs(3);

/// Remembers how many commits of others came, and how long a turn takes beside them. Each of them
/// sends about two commits, and two of them work at once.
pub(super) fn got_through(store: &Store, came: usize, turn: Duration) {
    let theirs = u32::try_from(came).map_or(LONGEST, |came| turn.saturating_mul(came) / 4);
    let theirs = theirs.min(LONGEST).as_millis();
    if theirs > 0 || store.note(CROWD).is_some_and(|was| was != "0") {
        let _ = store.set_note(CROWD, &theirs.to_string());
    }
}

/// Waits until those whom the last turn met can have had theirs; whether there is a crowd, where
/// something came since, most likely.
pub(super) fn let_others_go(store: &Store, until: Instant) -> bool {
    let theirs = store.note(CROWD).and_then(|text| text.parse().ok()).map(Duration::from_millis);
    let (Some(theirs), Some(age)) = (theirs, store.note_age(CROWD)) else { return false };
    let wait = theirs.min(LONGEST).saturating_sub(age);
    std::thread::sleep(wait.min(until.saturating_duration_since(Instant::now())));
    !theirs.is_zero() && age < OVER
}

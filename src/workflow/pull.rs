//! Pull and restore: down at once while it is checked, and back as it was.

use super::{Act, Refusal, Standing, authorize};
use crate::model::{Contributor, Public};

/// What is live may be pulled by an editor alone, or by the reporter whose post it is; what a
/// reporter pulled, by an editor who has words for readers.
///
/// # Errors
///
/// A role without the right; a document that is not live.
pub fn pull(person: &Contributor, standing: &Standing, own: bool) -> Result<(), Refusal> {
    authorize(person, if own { Act::PullOwn } else { Act::Pull })?;
    match standing.public {
        Public::Live => Ok(()),
        Public::Pulled if standing.notice_owed && authorize(person, Act::Pull).is_ok() => Ok(()),
        public => Err(Refusal::Public { act: Act::Pull, public }),
    }
}

/// What is pulled may be restored, as it was, by an editor alone, unless it is stopped.
///
/// # Errors
///
/// A role without the right; a document that is not pulled; a legal stop.
pub fn restore(person: &Contributor, standing: &Standing) -> Result<(), Refusal> {
    authorize(person, Act::Restore)?;
    if let Some(stop) = &standing.stopped {
        let reason = super::Reason::Stopped { by: stop.by.clone(), note: stop.note.clone() };
        return Err(Refusal::NotReady { reasons: vec![reason] });
    }
    match standing.public {
        Public::Pulled => Ok(()),
        public => Err(Refusal::Public { act: Act::Restore, public }),
    }
}

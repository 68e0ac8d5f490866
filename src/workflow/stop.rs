//! Stop and clear: a legal stop blocks release whatever the words.

use super::{Act, Refusal, Standing, authorize};
use crate::model::Contributor;

/// Anything may be stopped by an editor, once.
///
/// # Errors
///
/// A role without the right; a stop that stands already.
pub fn stop(person: &Contributor, standing: &Standing) -> Result<(), Refusal> {
    authorize(person, Act::Stop)?;
    match &standing.stopped {
        Some(stop) => Err(Refusal::StoppedAlready { by: stop.by.clone() }),
        None => Ok(()),
    }
}

/// A stop is cleared by an admin or by somebody who may.
///
/// # Errors
///
/// A role without the right; nothing to clear.
pub fn clear(person: &Contributor, standing: &Standing) -> Result<(), Refusal> {
    authorize(person, Act::Clear)?;
    if standing.stopped.is_some() { Ok(()) } else { Err(Refusal::NotStopped) }
}

//! Spike: an editor drops what was never published.

use super::{Act, Refusal, Standing, State, authorize};
use crate::model::{Contributor, Public};

/// What readers never saw may be spiked by an editor; what they saw is pulled or retracted instead.
///
/// # Errors
///
/// A role without the right; a document that was published or spiked.
pub fn spike(person: &Contributor, standing: &Standing) -> Result<(), Refusal> {
    authorize(person, Act::Spike)?;
    if !matches!(standing.public, Public::Unpublished | Public::Unknown) {
        return Err(Refusal::Public { act: Act::Spike, public: standing.public });
    }
    match standing.state {
        state @ (State::Spiked | State::Unreadable) => {
            Err(Refusal::State { act: Act::Spike, state })
        }
        _ => Ok(()),
    }
}

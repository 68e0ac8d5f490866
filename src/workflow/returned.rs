//! Return: an editor sends words back, with a reason.

use super::{Act, Refusal, Standing, State, authorize};
use crate::model::Contributor;

/// Words that are not live may be returned by an editor.
///
/// # Errors
///
/// A role without the right; words that are live, spiked or in conflict.
pub fn give_back(person: &Contributor, standing: &Standing) -> Result<(), Refusal> {
    authorize(person, Act::Return)?;
    match standing.state {
        State::Draft | State::InReview | State::Approved | State::Returned => Ok(()),
        State::AsPublished | State::Spiked | State::NeedsMerge | State::Unreadable => {
            Err(Refusal::State { act: Act::Return, state: standing.state })
        }
    }
}

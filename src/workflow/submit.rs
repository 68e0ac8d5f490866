//! Submit: a reporter says that these words are ready to be read.

use super::{Act, Refusal, Standing, State, authorize};
use crate::model::Contributor;

/// Words that nobody has read yet, or that were returned, may be submitted; what was spiked only by an editor.
///
/// # Errors
///
/// A role without the right; words that are approved, live, or in conflict.
pub fn submit(person: &Contributor, standing: &Standing) -> Result<(), Refusal> {
    authorize(person, Act::Submit)?;
    match standing.state {
        State::Draft | State::InReview | State::Returned => Ok(()),
        State::Spiked => authorize(person, Act::Revive),
        State::Approved | State::AsPublished | State::NeedsMerge | State::Unreadable => {
            Err(Refusal::State { act: Act::Submit, state: standing.state })
        }
    }
}

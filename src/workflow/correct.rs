//! Correct: what readers saw is put right, and they are told what was wrong.

use super::{Act, Refusal, Standing, State, authorize};
use crate::model::{Contributor, Public};

/// What readers saw may be corrected, by anybody who writes; letting it out takes approval.
///
/// # Errors
///
/// A role without the right; words that were never public, are retracted, or are in conflict.
pub fn correct(person: &Contributor, standing: &Standing) -> Result<(), Refusal> {
    authorize(person, Act::Correct)?;
    match (standing.public, standing.state) {
        (_, State::NeedsMerge) => {
            Err(Refusal::State { act: Act::Correct, state: State::NeedsMerge })
        }
        (Public::Live | Public::Pulled, _) => Ok(()),
        (public, _) => Err(Refusal::Public { act: Act::Correct, public }),
    }
}

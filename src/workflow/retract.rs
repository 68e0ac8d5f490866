//! Retract: withdrawn for good; a notice with the reason stays in its place.

use super::{Act, Refusal, Standing, authorize};
use crate::model::{Contributor, Public};

/// What readers saw may be retracted, by anybody who writes; letting it out takes approval.
///
/// # Errors
///
/// A role without the right; words that were never public or are retracted already.
pub fn retract(person: &Contributor, standing: &Standing) -> Result<(), Refusal> {
    authorize(person, Act::Retract)?;
    match standing.public {
        Public::Live | Public::Pulled => Ok(()),
        public => Err(Refusal::Public { act: Act::Retract, public }),
    }
}

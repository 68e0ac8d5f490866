//! Second: the read that a release done alone still owes.

use super::{Act, Refusal, Standing, authorize};
use crate::model::Contributor;

/// The second read is done by an editor who did not release it.
///
/// # Errors
///
/// A role without the right; nothing owed; one's own release.
pub fn second(person: &Contributor, standing: &Standing) -> Result<(), Refusal> {
    authorize(person, Act::Second)?;
    match &standing.second_read_owed {
        None => Err(Refusal::NothingOwed),
        Some(who) if *who == person.id => Err(Refusal::OwnSecond { who: who.clone() }),
        Some(_) => Ok(()),
    }
}

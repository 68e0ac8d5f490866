//! `credit`: a credit more, over the live words in one step.

use super::publish::over_live::file_or_release;
use crate::desk::{Amendment, Done, OpError, Session};
use crate::model::Credit;

/// Adds credits; where it is live, in a release of its own.
///
/// # Errors
///
/// A role without the right; the gate's reasons.
pub fn credit(session: &mut Session, doc: &str, credits: Vec<Credit>) -> Result<Done, OpError> {
    let path = session.resolve(doc)?;
    let words = Amendment { credits, ..Amendment::default() };
    file_or_release(session, &path, "credit", |session, document| {
        words.apply(session, document)?;
        Ok(())
    })
}

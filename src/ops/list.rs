//! `list`: documents by what they are, who they are by, and where they stand.

use crate::desk::{Filter, OpError, Session, Summary};

/// The documents that pass the filter, newest first.
///
/// # Errors
///
/// A cache or repository that cannot be read.
pub fn run(session: &Session, filter: &Filter) -> Result<Vec<Summary>, OpError> {
    session.summaries(filter)
}

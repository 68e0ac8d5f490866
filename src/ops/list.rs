//! `list`: documents by what they are, who they are by, and where they stand.

use crate::desk::{Filter, OpError, Session, Summary};
use crate::workflow::State;

/// The documents that pass the filter, newest first; those whose files cannot be read lead.
///
/// # Errors
///
/// A cache or repository that cannot be read.
pub fn run(session: &Session, filter: &Filter) -> Result<Vec<Summary>, OpError> {
    let mut all = Vec::new();
    if filter.states.is_empty() || filter.states.contains(&State::Unreadable) {
        let states = vec![State::Unreadable];
        all = session.summaries(&Filter { states, ..filter.clone() })?;
    }
    let mut others = session.summaries(filter)?;
    others.retain(|summary| summary.unreadable.is_none());
    all.extend(others);
    all.truncate(filter.limit.unwrap_or(usize::MAX));
    Ok(all)
}

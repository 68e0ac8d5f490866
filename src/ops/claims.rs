//! `claims`: what somebody still has to verify, in all documents.

use std::sync::Arc;

use crate::desk::facts::{CLAIMS, OPEN_CLAIMS};
use crate::desk::{ClaimLine, OpError, Session, Summary};
use crate::model::{DocPath, Public};

/// A claim and the document it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The claim.
    pub claim: ClaimLine,
    /// The document.
    pub summary: Arc<Summary>,
    /// Readers see the words, and they are marked false.
    pub live_and_false: bool,
}

/// Claims, live and false first, then those open for longest.
///
/// # Errors
///
/// A cache or repository that cannot be read.
pub fn run(session: &Session, story: Option<DocPath>, open: bool) -> Result<Vec<Row>, OpError> {
    let mark = if open { OPEN_CLAIMS } else { CLAIMS };
    let summaries = session.marked(story.as_ref(), &[&[mark]])?;
    Ok(of(summaries, open))
}

/// The claims of these documents, live and false first, then those open for longest.
pub(crate) fn of(summaries: Vec<Summary>, open: bool) -> Vec<Row> {
    let mut rows: Vec<Row> = summaries
        .into_iter()
        .flat_map(|summary| {
            let claims = summary.claims.clone();
            let summary = Arc::new(summary);
            claims.into_iter().map(move |claim| Row::new(claim, summary.clone()))
        })
        .filter(|row| !open || row.claim.status.is_open() || row.live_and_false)
        .collect();
    rows.sort_by_key(|row| {
        (!row.live_and_false, !row.claim.status.is_open(), row.claim.since.clone())
    });
    rows
}

impl Row {
    fn new(claim: ClaimLine, summary: Arc<Summary>) -> Self {
        let live_and_false = claim.stands_and_is_false() && summary.public == Public::Live;
        Self { claim, summary, live_and_false }
    }
}

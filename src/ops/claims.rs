//! `claims`: what somebody still has to verify, in all documents.

use std::sync::Arc;

use crate::desk::facts::{CLAIMS, OPEN_CLAIMS};
use crate::desk::{ClaimLine, OpError, Session, Summary};
use crate::model::{DocId, DocPath};

/// A claim and the document it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The claim.
    pub claim: ClaimLine,
    /// The document.
    pub summary: Arc<Summary>,
    /// Readers see the words, and they are marked false.
    pub live_and_false: bool,
    /// Where the words were flagged, if not here: it repeats them.
    pub flagged_in: Option<DocId>,
}

/// Claims, live and false first, then those open for longest.
///
/// # Errors
///
/// A cache or repository that cannot be read.
pub fn run(session: &Session, story: Option<DocPath>, open: bool) -> Result<Vec<Row>, OpError> {
    let mark = if open { OPEN_CLAIMS } else { CLAIMS };
    let summaries = session.marked(story.as_ref(), &[&[mark]])?;
    let mut rows = of(summaries, open);
    let mut repeated = repeated(session)?;
    repeated.retain(|row| story.as_ref().is_none_or(|s| row.summary.path.folder() == s.folder()));
    rows.extend(repeated);
    sort(&mut rows);
    Ok(rows)
}

/// What readers see that repeats words which were marked false elsewhere.
pub(crate) fn repeated(session: &Session) -> Result<Vec<Row>, OpError> {
    let repeated = session.false_elsewhere()?.into_iter();
    Ok(repeated
        .map(|(summary, flagged_in, claim)| Row {
            claim,
            summary: Arc::new(summary),
            live_and_false: true,
            flagged_in: Some(flagged_in),
        })
        .collect())
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
    sort(&mut rows);
    rows
}

fn sort(rows: &mut [Row]) {
    rows.sort_by_key(|row| {
        (!row.live_and_false, !row.claim.status.is_open(), row.claim.since.clone())
    });
}

impl Row {
    fn new(claim: ClaimLine, summary: Arc<Summary>) -> Self {
        let live_and_false = claim.live_and_false();
        Self { claim, summary, live_and_false, flagged_in: None }
    }
}

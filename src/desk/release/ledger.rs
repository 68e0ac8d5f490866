//! Ledgers as a commit of the record has them.

use crate::desk::error::OpError;
use crate::desk::session::Session;
use crate::format;
use crate::model::{ContributorId, DocPath, Ledger, Release};
use crate::storage::{CommitId, Line};

/// A document's ledger as a commit of the record has it; the empty one where it has none that can be
/// read.
pub(crate) fn ledger_at(
    session: &Session,
    at: &CommitId,
    path: &DocPath,
) -> Result<Ledger, OpError> {
    let path = session.store.on_record(at, path)?;
    let file = session.store.file(at, &path.ledger())?;
    let text = file.and_then(|(_, bytes)| String::from_utf8(bytes).ok()).unwrap_or_default();
    Ok(format::read::<Ledger>(&text).unwrap_or_default())
}

/// The release that a person made, as it stands on the record by now.
pub(super) fn line_of(
    session: &Session,
    path: &DocPath,
    by: &ContributorId,
    made: &Release,
) -> Option<Release> {
    let record = session.store.tip(Line::Record).ok()??;
    let ledger = ledger_at(session, &record, path).ok()?;
    let same = |line: &&Release| line.by == *by && line.at == made.at && line.digest == made.digest;
    ledger.releases.iter().rev().find(same).cloned()
}

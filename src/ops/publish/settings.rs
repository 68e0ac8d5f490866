//! `publish newsroom.toml`: the newsroom's public settings and its theme, as readers get them.

use crate::desk::release::settings::{changes, plan};
use crate::desk::{Done, OpError, Session};
use crate::model::SETTINGS;
use crate::workflow::{Act, authorize};

/// Puts `[newsroom]` and `theme/` as filed on the record; gives how many files changed there.
///
/// # Errors
///
/// A role without the right; settings that are live already; a theme that does not fit; see
/// `Session::release`.
pub fn run(session: &mut Session) -> Result<(Done, usize), OpError> {
    let (me, _) = session.me()?;
    authorize(&me, Act::Settings)?;
    session.desk_branch_only()?;
    let saved = session.store.saved(SETTINGS)?;
    if saved.is_some_and(|saved| saved != session.settings.as_bytes()) {
        return Err(OpError::Unfiled { path: SETTINGS.to_owned(), doc: SETTINGS.to_owned() });
    }
    if let Some(path) = crate::ops::theme::unfiled(session)?.into_iter().next() {
        return Err(OpError::Unfiled { doc: path.clone(), path });
    }
    let files = changes(session)?;
    if files.is_empty() {
        return Err(OpError::bad("readers have these settings already", ""));
    }
    crate::ops::build::theme::fits(session)?;
    let count = files.len();
    let plan = plan(&session.desk, files);
    let written = session.write(Vec::new(), Box::new(move |_| vec![plan.clone()]), Vec::new())?;
    Ok((session.finish(Vec::new(), written), count))
}

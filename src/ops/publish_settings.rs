//! `publish newsroom.toml`: the newsroom's public settings and its theme, as readers get them.

use super::change::Done;
use super::error::OpError;
use super::session::{SETTINGS, Session};
use crate::format;
use crate::model::{Desk, ReleaseKind};
use crate::storage::{Change, Plan, Saved};
use crate::workflow::{Act, authorize};

/// Puts `[newsroom]` and `theme/` as filed on the record; gives how many files changed there.
///
/// # Errors
///
/// A role without the right; settings that are live already; see `Session::release`.
pub fn run(session: &mut Session) -> Result<(Done, usize), OpError> {
    let (me, _) = session.me()?;
    authorize(&me, Act::Settings)?;
    session.desk_branch_only()?;
    let saved = session.store.saved(SETTINGS)?;
    if saved.is_some_and(|saved| saved != session.settings.as_bytes()) {
        return Err(OpError::Unfiled { path: SETTINGS.to_owned(), doc: SETTINGS.to_owned() });
    }
    let files = changes(session)?;
    if files.is_empty() {
        return Err(OpError::bad("readers have these settings already", ""));
    }
    let count = files.len();
    let plan = plan(&session.desk, files);
    let written = session.write(Vec::new(), Box::new(move |_| vec![plan.clone()]), Vec::new())?;
    Ok((session.finish(Vec::new(), written), count))
}

/// The release of these files.
pub(super) fn plan(desk: &Desk, files: Vec<Change>) -> Plan {
    let kind = ReleaseKind::Settings.as_str();
    Plan {
        title: format!("{kind}: {}", desk.newsroom.name),
        trailers: vec![("Newsroom-Release".to_owned(), kind.to_owned())],
        files,
        ..Plan::default()
    }
}

/// What differs between the desk's settings and theme and the record's.
pub(super) fn changes(session: &Session) -> Result<Vec<Change>, OpError> {
    let settings = format::public_settings(&session.desk.newsroom).into_bytes();
    let mut wanted = vec![(SETTINGS.to_owned(), Some(settings))];
    for (path, blob) in session.store.files_under(&session.head, "theme")? {
        wanted.push((path, Some(session.store.blob(&blob)?)));
    }
    if let Some(record) = &session.record {
        for (path, _) in session.store.files_under(record, "theme")? {
            if !wanted.iter().any(|(kept, _)| *kept == path) {
                wanted.push((path, None));
            }
        }
    }
    let mut changes = Vec::new();
    for (path, content) in wanted {
        let there = match &session.record {
            Some(record) => session.store.file(record, &path)?,
            None => None,
        };
        let same = there.as_ref().map(|(_, bytes)| bytes) == content.as_ref();
        if !same {
            let expected = there.map(|(blob, _)| blob);
            changes.push(Change { path, expected, content, saved: Saved::Leave });
        }
    }
    Ok(changes)
}

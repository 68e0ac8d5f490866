//! The newsroom's public settings and its theme, as a release.

use crate::desk::error::OpError;
use crate::desk::session::Session;
use crate::format;
use crate::model::{Desk, ReleaseKind, SETTINGS};
use crate::storage::{Change, Plan, Saved};

/// The release of these files.
pub(crate) fn plan(desk: &Desk, files: Vec<Change>) -> Plan {
    let kind = ReleaseKind::Settings.as_str();
    Plan {
        title: format!("{kind}: {}", desk.newsroom.name),
        trailers: vec![("Newsroom-Release".to_owned(), kind.to_owned())],
        files,
        ..Plan::default()
    }
}

/// What differs between the desk's settings and theme and the record's.
pub(crate) fn changes(session: &Session) -> Result<Vec<Change>, OpError> {
    let settings = format::public_settings(&session.desk).into_bytes();
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

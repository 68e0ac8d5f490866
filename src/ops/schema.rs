//! `schema --write`: the schemas beside the files they describe.

use super::init::schema_files;
use crate::desk::{OpError, Session};
use crate::storage::{Change, Plan, Saved};

/// The schemas of a desk's files: path and text.
pub fn files() -> Vec<(String, String)> {
    schema_files()
}

/// Files the schemas that are not current; gives how many there were.
///
/// # Errors
///
/// A role without the right; a repository that cannot be written.
pub fn write(session: &mut Session, files: Vec<(String, String)>) -> Result<usize, OpError> {
    let (me, _) = session.me()?;
    crate::workflow::authorize(&me, crate::workflow::Act::Settings)?;
    let mut changes = Vec::new();
    for (path, text) in files {
        let filed = session.store.file(&session.head, &path)?;
        if filed.as_ref().is_some_and(|(_, bytes)| bytes == text.as_bytes()) {
            continue;
        }
        changes.push(Change {
            expected: filed.map(|(blob, _)| blob),
            saved: Saved::Take { seen: session.store.saved(&path)? },
            path,
            content: Some(text.into_bytes()),
        });
    }
    let written = changes.len();
    if written > 0 {
        let plan = Plan {
            title: "schema: current".to_owned(),
            trailers: vec![("Newsroom-Action".to_owned(), "schema".to_owned())],
            files: changes,
            ..Plan::default()
        };
        session.write(vec![plan], Box::new(|_| Vec::new()), Vec::new())?;
    }
    Ok(written)
}

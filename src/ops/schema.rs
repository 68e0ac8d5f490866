//! `schema --write`: the schemas beside the files they describe.

use crate::desk::{OpError, Session};
use crate::format;
use crate::storage::{Change, Plan, Saved};
use crate::workflow::{Act, authorize};

/// The schemas of what people write, as files of a desk: path and text.
pub fn files() -> Vec<(String, String)> {
    format::schema::all()
        .into_iter()
        .filter(|(name, _)| !matches!(*name, "ledger" | "expunged"))
        .map(|(name, schema)| {
            let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
            (format!("schema/{name}.schema.json"), format!("{text}\n"))
        })
        .collect()
}

/// Files the schemas that are not current; gives how many there were.
///
/// # Errors
///
/// A role without the right; a repository that cannot be written.
pub fn write(session: &mut Session, files: Vec<(String, String)>) -> Result<usize, OpError> {
    let (me, _) = session.me()?;
    authorize(&me, Act::Settings)?;
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

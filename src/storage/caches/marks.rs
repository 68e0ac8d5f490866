//! The marks by which documents are found.

use rusqlite::Connection;

use super::cache::read;
use crate::model::DocPath;

/// The mark of a document whose facts depend on the file at that path as well.
pub fn file_mark(path: &str) -> String {
    format!("file:{path}")
}

/// The number of a mark in the tables.
pub(super) fn mark_number(db: &Connection, mark: &str) -> rusqlite::Result<i64> {
    db.prepare_cached("INSERT OR IGNORE INTO mark_name (name) VALUES (?)")?.execute([mark])?;
    db.prepare_cached("SELECT id FROM mark_name WHERE name = ?")?
        .query_row([mark], |row| row.get(0))
}

/// The documents that have one of these marks.
pub(super) fn marked(db: &Connection, marks: &[String]) -> rusqlite::Result<Vec<DocPath>> {
    let mut paths = Vec::new();
    let mut query = db.prepare_cached(
        "SELECT path FROM mark_name JOIN mark ON mark.mark = mark_name.id
         JOIN document ON document.id = mark.document WHERE mark_name.name = ?",
    )?;
    for mark in marks {
        let rows = query.query_map([mark], |row| read(row, 0))?;
        paths.extend(rows.collect::<rusqlite::Result<Vec<DocPath>>>()?);
    }
    Ok(paths)
}

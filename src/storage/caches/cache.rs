//! What can be computed again, kept in SQLite so that it need not be: safe to delete at any time.
#![expect(clippy::disallowed_methods, reason = "a damaged cache is a file to remove")]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::database::{Shape, files, is_damage, is_refusal, remove};
use crate::storage::StorageError;
use crate::storage::ground::error::disk;

// Words that go on are found by an index of the beginnings of three letters: without it the places of
// every word that begins so are put together first. Words are gathered up to 32 MB before they are
// written, in place of 1 MB, so that few parts have to be merged.
const SHAPE: Shape = Shape {
    // Counts changes of the tables.
    version: 6,
    tables: "
    CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE path (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);
    CREATE TABLE version (
        line INTEGER NOT NULL, path INTEGER NOT NULL, seq INTEGER NOT NULL,
        made_by TEXT NOT NULL, blob TEXT,
        PRIMARY KEY (line, path, seq)
    ) WITHOUT ROWID;
    CREATE TABLE document (
        id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        folder TEXT NOT NULL, slug TEXT NOT NULL, sort TEXT NOT NULL
    );
    CREATE INDEX document_name ON document (name);
    CREATE INDEX document_slug ON document (slug);
    CREATE INDEX document_sort ON document (sort, path);
    CREATE INDEX document_folder ON document (folder, sort, path);
    CREATE TABLE fact (document INTEGER PRIMARY KEY, facts TEXT NOT NULL, sketch BLOB NOT NULL);
    CREATE TABLE mark_name (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE mark (
        mark INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (mark, document)
    ) WITHOUT ROWID;
    CREATE INDEX mark_document ON mark (document);
    CREATE TABLE turn (
        of TEXT NOT NULL, folder TEXT NOT NULL, turn INTEGER NOT NULL, PRIMARY KEY (of, folder)
    ) WITHOUT ROWID;
    CREATE TABLE memo (
        kind TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (kind, name)
    ) WITHOUT ROWID;
    CREATE VIRTUAL TABLE words USING fts5 (
        text, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '3'
    );
    INSERT INTO words (words, rank) VALUES ('hashsize', 33554432);
    CREATE TABLE released (
        id INTEGER PRIMARY KEY, path INTEGER NOT NULL, n INTEGER NOT NULL, live INTEGER NOT NULL
    );
    CREATE INDEX released_path ON released (path);
    CREATE VIRTUAL TABLE released_words USING fts5 (
        text, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '3'
    );
    INSERT INTO released_words (released_words, rank) VALUES ('hashsize', 33554432);
    ",
};

/// The cache of a desk: its file, or a copy in memory where the file cannot be written; opened when
/// it is first used.
pub(in crate::storage) struct Cache {
    path: PathBuf,
    db: RefCell<Option<Connection>>,
}

impl Cache {
    /// The cache in that folder.
    pub(in crate::storage) fn in_folder(folder: &Path) -> Self {
        Self { path: folder.join("cache.sqlite"), db: RefCell::new(None) }
    }

    /// Does work that brings along everything it needs, so that it may be done again: on a new
    /// file where the cache is damaged, in memory where it cannot be written.
    pub(in crate::storage) fn with<T>(
        &self,
        mut work: impl FnMut(&mut Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StorageError> {
        let mut slot = self.db.borrow_mut();
        let first = work(slot.get_or_insert_with(|| SHAPE.open(&self.path)));
        let next = match &first {
            Err(error) if is_damage(error) => {
                *slot = None; // closed before its file is removed
                remove(&self.path);
                SHAPE.open(&self.path)
            }
            Err(error) if is_refusal(error) => SHAPE.in_memory(),
            _ => return first.map_err(|source| StorageError::Cache { source }),
        };
        work(slot.insert(next)).map_err(|source| StorageError::Cache { source })
    }

    /// Reads what was brought into the cache before; a damaged one is removed for the next time.
    pub(in crate::storage) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StorageError> {
        let mut slot = self.db.borrow_mut();
        let read = work(slot.get_or_insert_with(|| SHAPE.open(&self.path)));
        if read.as_ref().is_err_and(is_damage) {
            *slot = None;
            remove(&self.path);
        }
        read.map_err(|source| StorageError::Cache { source })
    }

    /// Removes all of it.
    pub(in crate::storage) fn clear(&self) -> Result<(), StorageError> {
        *self.db.borrow_mut() = None;
        for file in files(&self.path) {
            match fs::remove_file(&file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(disk("remove", &self.path)(error));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// A fact the cache keeps about itself.
pub(in crate::storage) fn state(db: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    db.query_row("SELECT value FROM state WHERE name = ?", [name], |row| row.get(0)).optional()
}

/// Keeps such a fact.
pub(in crate::storage) fn set_state(
    db: &Connection,
    name: &str,
    value: &str,
) -> rusqlite::Result<()> {
    db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", params![name, value]).map(drop)
}

/// The number of a change that is about to be made, which no other has, in whatever table.
pub(in crate::storage) fn next_turn(db: &Connection) -> rusqlite::Result<i64> {
    const NAME: &str = "turn";
    let last: i64 = state(db, NAME)?.and_then(|last| last.parse().ok()).unwrap_or_default();
    set_state(db, NAME, &(last + 1).to_string())?;
    Ok(last + 1)
}

/// Says that rows of the folder were changed in that turn.
pub(in crate::storage) fn set_turn(
    db: &Connection,
    of: &str,
    folder: &str,
    turn: i64,
) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO turn VALUES (?, ?, ?)")?
        .execute(params![of, folder, turn])
        .map(drop)
}

/// The folders with rows of that table, each with the turn in which they were last changed.
pub(in crate::storage) fn turns(
    db: &Connection,
    of: &str,
) -> rusqlite::Result<BTreeMap<String, i64>> {
    let mut query = db.prepare_cached("SELECT folder, turn FROM turn WHERE of = ?")?;
    query.query_map([of], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// The number of a path in the tables, which is given one where it has none.
pub(in crate::storage) fn path_id(db: &Connection, path: &str) -> rusqlite::Result<i64> {
    let known = db
        .prepare_cached("SELECT id FROM path WHERE path = ?")?
        .query_row([path], |row| row.get(0))
        .optional()?;
    match known {
        Some(id) => Ok(id),
        None => {
            db.prepare_cached("INSERT INTO path (path) VALUES (?)")?.execute([path])?;
            Ok(db.last_insert_rowid())
        }
    }
}

/// What the text in a column stands for.
pub(super) fn read<T: std::str::FromStr>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T::Err: std::error::Error + Send + Sync + 'static,
{
    let text: String = row.get(column)?;
    text.parse().map_err(|error: T::Err| {
        rusqlite::Error::FromSqlConversionFailure(
            column,
            rusqlite::types::Type::Text,
            Box::new(error),
        )
    })
}

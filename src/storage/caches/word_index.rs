//! The words of documents, as the desk has them and as they were released: indexes that are filled
//! when they are first asked.
//!
//! Their texts are tokens with spaces between: all but letters and digits of ASCII parts them, and
//! whatever is beyond ASCII belongs to one. No text is kept, and no word that is there no more.

use rusqlite::{Connection, OptionalExtension, params};

use super::cache::path_id;
use super::refresh::{Basis, Changed, Table};
use crate::model::DocPath;
use crate::storage::{StorageError, Store};

/// What one release told readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseWords {
    /// Its number.
    pub n: u32,
    /// Readers see it now.
    pub live: bool,
    /// Its tokens.
    pub text: String,
}

impl Store {
    /// Brings the index of the desk's words up to its tip: `text` gives the tokens of a document.
    ///
    /// # Errors
    ///
    /// The cache's and git's.
    pub fn refresh_words(
        &self,
        key: &str,
        text: &(dyn Fn(&Changed<'_>) -> Option<String> + Sync),
    ) -> Result<(), StorageError> {
        let basis = Basis { key: key.to_owned(), ..Basis::default() };
        self.refresh_table::<WordTable>(&basis, text)
    }

    /// Brings the index of released words up to the record's tip: `words` gives those of a document,
    /// of which [`Changed::released`] tells what the record has had.
    ///
    /// # Errors
    ///
    /// The cache's and git's.
    pub fn refresh_releases(
        &self,
        key: &str,
        words: &(dyn Fn(&Changed<'_>) -> Option<Vec<ReleaseWords>> + Sync),
    ) -> Result<(), StorageError> {
        let basis = Basis { key: key.to_owned(), ..Basis::default() };
        self.refresh_table::<ReleaseTable>(&basis, words)
    }
}

/// The index of the desk's words, as one refresh fills it.
#[derive(Default)]
struct WordTable;

impl Table for WordTable {
    type Row = String;
    const NAME: &'static str = "words";
    const WORK: &'static str = "noting the desk’s words";
    // A document whose file is gone is still there where readers know of it.
    const LEDGERS: bool = true;

    fn clear(&mut self, db: &Connection) -> rusqlite::Result<()> {
        db.execute_batch("INSERT INTO words (words) VALUES ('delete-all')")
    }

    fn remove(&mut self, db: &Connection, path: &DocPath) -> rusqlite::Result<()> {
        match known(db, path)? {
            Some(id) => {
                db.prepare_cached("DELETE FROM words WHERE rowid = ?")?.execute([id]).map(drop)
            }
            None => Ok(()),
        }
    }

    fn put(&mut self, db: &Connection, path: &DocPath, row: String) -> rusqlite::Result<()> {
        let id = path_id(db, path.as_str())?;
        db.prepare_cached("INSERT INTO words (rowid, text) VALUES (?, ?)")?
            .execute(params![id, row])
            .map(drop)
    }
}

/// The index of released words, as one refresh fills it.
#[derive(Default)]
struct ReleaseTable;

impl Table for ReleaseTable {
    type Row = Vec<ReleaseWords>;
    const NAME: &'static str = "release words";
    const WORK: &'static str = "noting released words";
    const LEDGERS: bool = true;
    const RELEASED: bool = true;

    fn clear(&mut self, db: &Connection) -> rusqlite::Result<()> {
        db.execute_batch(
            "DELETE FROM released; INSERT INTO released_words (released_words) VALUES ('delete-all')",
        )
    }

    fn remove(&mut self, db: &Connection, path: &DocPath) -> rusqlite::Result<()> {
        let Some(id) = known(db, path)? else { return Ok(()) };
        db.prepare_cached(
            "DELETE FROM released_words WHERE rowid IN (SELECT id FROM released WHERE path = ?)",
        )?
        .execute([id])?;
        db.prepare_cached("DELETE FROM released WHERE path = ?")?.execute([id]).map(drop)
    }

    fn put(&mut self, db: &Connection, path: &DocPath, row: Self::Row) -> rusqlite::Result<()> {
        let path = path_id(db, path.as_str())?;
        for ReleaseWords { n, live, text } in row {
            db.prepare_cached("INSERT INTO released (path, n, live) VALUES (?, ?, ?)")?
                .execute(params![path, n, live])?;
            let id = db.last_insert_rowid();
            db.prepare_cached("INSERT INTO released_words (rowid, text) VALUES (?, ?)")?
                .execute(params![id, text])?;
        }
        Ok(())
    }
}

/// The number of a path, where it has one.
fn known(db: &Connection, path: &DocPath) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT id FROM path WHERE path = ?")?
        .query_row([path.as_str()], |row| row.get(0))
        .optional()
}

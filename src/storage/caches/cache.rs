//! What can be computed again, kept in SQLite so that it need not be: safe to delete at any time.
#![expect(clippy::disallowed_methods, reason = "a damaged cache is a file to remove")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OptionalExtension, TransactionBehavior, params};

use crate::storage::ground::durable;
use crate::storage::{StorageError, Store};

/// Counts changes of the tables; a cache of another version is made anew.
const VERSION: i64 = 2;

const TABLES: &str = "
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
    CREATE TABLE memo (
        kind TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (kind, name)
    ) WITHOUT ROWID;
    CREATE VIRTUAL TABLE words USING fts5 (
        text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
    );
";

/// An open cache: the file, or a copy in memory where the file cannot be written.
pub(in crate::storage) struct Cache {
    db: Connection,
}

impl Store {
    /// Does work that brings along everything it needs, so that it may be done again: on a new
    /// file where the cache is damaged, in memory where it cannot be written.
    pub(in crate::storage) fn with_cache<T>(
        &self,
        mut work: impl FnMut(&mut Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StorageError> {
        let path = self.cache_path();
        let mut slot = self.cache.borrow_mut();
        let first = work(&mut slot.get_or_insert_with(|| Cache::open(&path)).db);
        let next = match &first {
            Err(error) if is_damage(error) => {
                *slot = None; // closed before its file is removed
                remove(&path);
                Cache::open(&path)
            }
            Err(error) if is_refusal(error) => Cache::in_memory(),
            _ => return first.map_err(|source| StorageError::Cache { source }),
        };
        work(&mut slot.insert(next).db).map_err(|source| StorageError::Cache { source })
    }

    /// Reads what was brought into the cache before; a damaged one is removed for the next time.
    pub(in crate::storage) fn read_cache<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StorageError> {
        let path = self.cache_path();
        let mut slot = self.cache.borrow_mut();
        let read = work(&slot.get_or_insert_with(|| Cache::open(&path)).db);
        if read.as_ref().is_err_and(is_damage) {
            *slot = None;
            remove(&path);
        }
        read.map_err(|source| StorageError::Cache { source })
    }

    pub(in crate::storage) fn cache_path(&self) -> PathBuf {
        self.common_dir().join("cache.sqlite")
    }
}

impl Cache {
    fn open(path: &Path) -> Self {
        if let Some(folder) = path.parent() {
            let _ = durable::make_folder(folder);
        }
        if let Ok(db) = open(path) {
            return Self { db };
        }
        remove(path); // an old one, or one that is no database
        open(path).map_or_else(|_| Self::in_memory(), |db| Self { db })
    }

    fn in_memory() -> Self {
        let db = Connection::open_in_memory().expect("SQLite opens a database in memory");
        db.execute_batch(TABLES).expect("the tables are well-formed");
        Self { db }
    }
}

fn open(path: &Path) -> rusqlite::Result<Connection> {
    let mut db = Connection::open(path)?;
    db.busy_timeout(Duration::from_secs(10))?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "NORMAL")?;
    db.pragma_update(None, "mmap_size", 1_i64 << 28)?;
    if version(&db)? == VERSION {
        return Ok(db);
    }
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    match version(&tx)? {
        VERSION => {} // another process was faster
        0 => {
            tx.execute_batch(TABLES)?;
            tx.pragma_update(None, "user_version", VERSION)?;
        }
        other => return Err(rusqlite::Error::IntegralValueOutOfRange(0, other)),
    }
    tx.commit()?;
    Ok(db)
}

fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.pragma_query_value(None, "user_version", |row| row.get(0))
}

fn remove(path: &Path) {
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        let _ = fs::remove_file(name);
    }
}

/// A fact the cache keeps about itself.
pub(in crate::storage) fn state(db: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    db.query_row("SELECT value FROM state WHERE name = ?", [name], |row| row.get(0)).optional()
}

pub(in crate::storage) fn set_state(
    db: &Connection,
    name: &str,
    value: &str,
) -> rusqlite::Result<()> {
    db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", params![name, value]).map(drop)
}

/// Errors that a new file cures.
fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::Error as E;
    matches!(
        error,
        E::InvalidColumnType(..) | E::FromSqlConversionFailure(..) | E::IntegralValueOutOfRange(..)
    ) || matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown)
    )
}

/// Errors that a database in memory gets round.
fn is_refusal(error: &rusqlite::Error) -> bool {
    use ErrorCode as C;
    matches!(
        error.sqlite_error_code(),
        Some(
            C::ReadOnly
                | C::PermissionDenied
                | C::DatabaseBusy
                | C::DatabaseLocked
                | C::CannotOpen
                | C::DiskFull
                | C::SystemIoFailure
                | C::FileLockingProtocolFailed
        )
    )
}

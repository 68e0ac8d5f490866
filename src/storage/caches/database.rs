//! A database in a file that may be lost at any time: another shape of it, or a damaged one, is made
//! anew; where none can be written, it is in memory.
#![expect(clippy::disallowed_methods, reason = "a damaged cache is a file to remove")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use crate::storage::ground::durable;

/// How long a process waits for another one that writes.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// What a database holds.
pub(super) struct Shape {
    /// Counts changes of the tables; a database of another version is made anew.
    pub(super) version: i64,
    /// The statements that make them.
    pub(super) tables: &'static str,
}

impl Shape {
    /// The database in that file.
    pub(super) fn open(&self, path: &Path) -> Connection {
        if let Some(folder) = path.parent() {
            let _ = durable::make_folder(folder);
        }
        if let Ok(db) = self.open_file(path) {
            return db;
        }
        remove(path); // an old one, or one that is no database
        self.open_file(path).unwrap_or_else(|_| self.in_memory())
    }

    /// One that is gone with this run.
    pub(super) fn in_memory(&self) -> Connection {
        let db = Connection::open_in_memory().expect("SQLite opens a database in memory");
        plan_once(&db).expect("SQLite has that setting");
        db.execute_batch(self.tables).expect("the tables are well-formed");
        db
    }

    fn open_file(&self, path: &Path) -> rusqlite::Result<Connection> {
        let mut db = Connection::open(path)?;
        db.busy_timeout(PATIENCE)?;
        plan_once(&db)?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "NORMAL")?;
        db.pragma_update(None, "mmap_size", 1_i64 << 28)?;
        // What is written at once stays in memory until it is whole: a table that is made anew is written in
        // no order, and would go to the disk and back for each row. Negative numbers are of kilobytes.
        db.pragma_update(None, "cache_size", -(1_i64 << 16))?;
        if version(&db)? == self.version {
            return Ok(db);
        }
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        match version(&tx)? {
            now if now == self.version => {} // another process was faster
            0 => {
                tx.execute_batch(self.tables)?;
                tx.pragma_update(None, "user_version", self.version)?;
            }
            other => return Err(rusqlite::Error::IntegralValueOutOfRange(0, other)),
        }
        tx.commit()?;
        Ok(db)
    }
}

/// Has a query planned once, whatever it is asked with: else a statement that is kept is prepared anew
/// for each other number in a comparison.
fn plan_once(db: &Connection) -> rusqlite::Result<()> {
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(drop)
}

fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Removes a database, as far as it is there.
pub(super) fn remove(path: &Path) {
    for file in files(path) {
        let _ = fs::remove_file(file);
    }
}

/// The file of a database, and those that SQLite keeps beside it.
pub(super) fn files(path: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|end| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        name.into()
    })
}

/// Errors that a new file cures.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
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
pub(super) fn is_refusal(error: &rusqlite::Error) -> bool {
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

#[cfg(test)]
mod tests {
    use rusqlite::{StatementStatus, params};

    use super::*;

    #[test]
    fn a_statement_that_is_kept_is_planned_once() {
        let shape = Shape { version: 1, tables: "CREATE TABLE path (path TEXT PRIMARY KEY)" };
        let folder = tempfile::tempdir().expect("a folder");
        for db in [shape.open(&folder.path().join("x.sqlite")), shape.in_memory()] {
            let query = "SELECT path FROM path WHERE path >= ? ORDER BY path LIMIT ?";
            let mut query = db.prepare(query).expect("a query");
            for start in ["posts/2026/", "posts/2027/", "releases/"] {
                assert!(!query.exists(params![start, 5]).expect("asked"));
            }
            assert_eq!(query.get_status(StatementStatus::RePrepare), 0);
        }
    }
}

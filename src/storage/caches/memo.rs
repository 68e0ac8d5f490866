//! Answers that were worked out before, kept with what they were worked out from.

use std::collections::BTreeMap;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, params};

use super::database::PATIENCE;
use crate::storage::{StorageError, Store};

impl Store {
    /// The answer kept under that name, if it was worked out from the same.
    ///
    /// # Errors
    ///
    /// The cache's.
    pub fn recall(
        &self,
        kind: &str,
        name: &str,
        key: &str,
    ) -> Result<Option<String>, StorageError> {
        self.cache.with(|db| {
            db.prepare_cached("SELECT value FROM memo WHERE kind = ? AND name = ? AND key = ?")?
                .query_row([kind, name, key], |row| row.get(0))
                .optional()
        })
    }

    /// All answers of that kind: by name, what each was worked out from, and the answer.
    ///
    /// # Errors
    ///
    /// The cache's.
    pub fn recall_all(
        &self,
        kind: &str,
    ) -> Result<BTreeMap<String, (String, String)>, StorageError> {
        self.cache.with(|db| {
            let mut query =
                db.prepare_cached("SELECT name, key, value FROM memo WHERE kind = ?")?;
            query.query_map([kind], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?.collect()
        })
    }

    /// Forgets the answers of all kinds that begin so, where there are so many kinds of them.
    ///
    /// # Errors
    ///
    /// The cache's.
    pub fn forget_many(&self, beginning: &str, many: usize) -> Result<(), StorageError> {
        let end = format!("{beginning}\u{10FFFF}");
        self.cache.with(|db| {
            let kinds: usize = db.query_row(
                "SELECT count(DISTINCT kind) FROM memo WHERE kind >= ? AND kind < ?",
                [beginning, &end],
                |row| row.get(0),
            )?;
            if kinds >= many {
                db.execute("DELETE FROM memo WHERE kind >= ? AND kind < ?", [beginning, &end])?;
            }
            Ok(())
        })
    }

    /// Keeps answers, and forgets those of the names that are gone, where the cache can be written at once:
    /// whoever only looks waits for nobody.
    pub(super) fn remember_if_free(
        &self,
        kind: &str,
        answers: &[(String, String, String)],
        gone: &[&String],
    ) {
        let _ = self.cache.read(|db| {
            db.busy_timeout(Duration::ZERO)?;
            let kept = db.unchecked_transaction().and_then(|tx| {
                put(&tx, kind, answers)?;
                for name in gone {
                    tx.prepare_cached("DELETE FROM memo WHERE kind = ? AND name = ?")?
                        .execute(params![kind, name])?;
                }
                tx.commit()
            });
            db.busy_timeout(PATIENCE)?;
            kept
        });
    }

    /// Keeps answers: name, what it was worked out from, answer; earlier ones of the name go.
    ///
    /// # Errors
    ///
    /// The cache's.
    pub fn remember(
        &self,
        kind: &str,
        answers: &[(String, String, String)],
    ) -> Result<(), StorageError> {
        self.cache.with(|db| {
            let tx = db.transaction()?;
            put(&tx, kind, answers)?;
            tx.commit()
        })
    }
}

fn put(db: &Connection, kind: &str, answers: &[(String, String, String)]) -> rusqlite::Result<()> {
    let mut put = db.prepare_cached("INSERT OR REPLACE INTO memo VALUES (?, ?, ?, ?)")?;
    for (name, key, value) in answers {
        put.execute(params![kind, name, key, value])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::storage::testing::TestDesk;

    #[test]
    fn an_answer_is_kept_until_what_it_was_worked_out_from_changes() {
        let desk = TestDesk::new();
        let answer = |key: &str, value: &str| ("a".to_owned(), key.to_owned(), value.to_owned());
        desk.store().remember("k", &[answer("1", "one")]).expect("kept");
        let recall = |kind: &str, key: &str| desk.store().recall(kind, "a", key).expect("read");
        assert_eq!(recall("k", "1").as_deref(), Some("one"));
        assert_eq!(recall("k", "2"), None);
        assert_eq!(recall("other", "1"), None);
        desk.store().remember("k", &[answer("2", "two")]).expect("kept");
        assert_eq!((recall("k", "1"), recall("k", "2")), (None, Some("two".to_owned())));
    }

    #[test]
    fn many_kinds_of_answers_are_forgotten_at_once_and_others_are_not() {
        let desk = TestDesk::new();
        let answer = ("a".to_owned(), "1".to_owned(), "one".to_owned());
        for kind in ["sums 1", "sums 2", "sum", "sumt"] {
            desk.store().remember(kind, std::slice::from_ref(&answer)).expect("kept");
        }
        let left = |many| {
            desk.store().forget_many("sums ", many).expect("forgotten");
            let known = |kind: &&str| !desk.store().recall_all(kind).expect("read").is_empty();
            ["sums 1", "sums 2", "sum", "sumt"].into_iter().filter(known).collect::<Vec<_>>()
        };
        assert_eq!(left(3), ["sums 1", "sums 2", "sum", "sumt"]);
        assert_eq!(left(2), ["sum", "sumt"]);
    }
}

//! Answers that were worked out before, kept with what they were worked out from.

use rusqlite::{OptionalExtension, params};

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
            for (name, key, value) in answers {
                tx.prepare_cached("INSERT OR REPLACE INTO memo VALUES (?, ?, ?, ?)")?
                    .execute(params![kind, name, key, value])?;
            }
            tx.commit()
        })
    }
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
}

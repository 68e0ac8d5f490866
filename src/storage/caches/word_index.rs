//! In which documents words can stand: an index of texts, filled when it is first asked.

use rusqlite::{Connection, OptionalExtension, params};

use super::cache::{path_id, read};
use super::refresh::{Basis, Changed, Table};
use crate::model::DocPath;
use crate::storage::{StorageError, Store};

impl Store {
    /// Brings the index of words up to the desk's tip: `text` gives the text of a document,
    /// of which only runs of letters and digits are kept, whatever their case.
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

    /// The documents in whose texts this run of words can stand, last sort key first; it may begin
    /// and end in the middle of a word. `None` where the index cannot tell.
    ///
    /// # Errors
    ///
    /// The cache's.
    pub fn documents_with(&self, words: &str) -> Result<Option<Vec<DocPath>>, StorageError> {
        let words = plain(words);
        let words = words.split_once(' ').map_or("", |(_, whole)| whole);
        // Letters of later alphabets than SQLite knows are no words to it.
        if !words.contains(|c: char| c < '\u{530}' && c.is_alphanumeric()) {
            return Ok(None);
        }
        // Letters, digits and spaces between quotes have no other meaning to SQLite.
        let phrase = format!("\"{words}\" *");
        self.cache.read(|db| {
            let mut query = db.prepare_cached(
                "SELECT document.path FROM words JOIN path ON path.id = words.rowid
                 JOIN document ON document.path = path.path
                 WHERE words MATCH ? ORDER BY document.sort DESC, document.path DESC",
            )?;
            query
                .query_map([phrase], |row| read(row, 0))?
                .collect::<rusqlite::Result<_>>()
                .map(Some)
        })
    }
}

/// The text with a space for all that is neither a letter nor a digit nor a mark on one.
fn plain(text: &str) -> String {
    let kept = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    text.chars().map(|c| if kept(c) { c } else { ' ' }).collect()
}

/// The index, as one refresh fills it.
#[derive(Default)]
struct WordTable;

impl Table for WordTable {
    type Row = String;
    const NAME: &'static str = "words";
    const LEDGERS: bool = false;

    fn clear(&mut self, db: &Connection) -> rusqlite::Result<()> {
        db.execute_batch("INSERT INTO words (words) VALUES ('delete-all')")
    }

    fn remove(&mut self, db: &Connection, path: &DocPath) -> rusqlite::Result<()> {
        let id: Option<i64> = db
            .prepare_cached("SELECT id FROM path WHERE path = ?")?
            .query_row([path.as_str()], |row| row.get(0))
            .optional()?;
        match id {
            Some(id) => {
                db.prepare_cached("DELETE FROM words WHERE rowid = ?")?.execute([id]).map(drop)
            }
            None => Ok(()),
        }
    }

    fn put(&mut self, db: &Connection, path: &DocPath, row: String) -> rusqlite::Result<()> {
        let id = path_id(db, path.as_str())?;
        db.prepare_cached("INSERT INTO words (rowid, text) VALUES (?, ?)")?
            .execute(params![id, plain(&row)])
            .map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Derived;
    use crate::storage::testing::{POST, STORY, TestDesk};

    fn with(store: &Store, words: &str) -> Vec<String> {
        let facts = |changed: &Changed<'_>| {
            changed.text.as_ref()?;
            let sort = changed.path.to_string();
            let id = "0000000000".parse().expect("an id");
            let (facts, marks, sketch) = (String::new(), Vec::new(), Vec::new());
            Some(Derived { id, sort, facts, marks, sketch })
        };
        store.refresh(&Basis::default(), &facts).expect("refreshed");
        let text = |changed: &Changed<'_>| String::from_utf8(changed.text.clone()?).ok();
        store.refresh_words("k", &text).expect("refreshed");
        let found = store.documents_with(words).expect("read").expect("told");
        found.into_iter().map(|path| path.to_string()).collect()
    }

    #[test]
    fn documents_are_found_by_words_in_their_order() {
        let desk = TestDesk::new();
        desk.file(STORY, "Seven people were “hurt” in the port");
        desk.file(POST, "The port: people of all ages");
        let store = desk.store();
        assert_eq!(with(&store, "ven people were hur"), [STORY]);
        assert_eq!(with(&store, "N THE po"), [STORY, POST]);
        assert_eq!(with(&store, "x were people"), [""; 0]);
        assert_eq!(with(&store, "x people\" OR \"ages"), [""; 0], "quotes are no syntax");
        assert_eq!(store.documents_with("people 𞤀").expect("read"), None);
        assert_eq!(store.documents_with("people").expect("read"), None, "a part of a word");
    }

    #[test]
    fn words_that_were_taken_out_are_found_no_more() {
        let desk = TestDesk::new();
        desk.file(POST, "one two");
        assert_eq!(with(&desk.store(), "x two"), [POST]);
        desk.file(POST, "one three");
        assert_eq!(with(&desk.store(), "x two"), [""; 0]);
        assert_eq!(with(&desk.store(), "x three"), [POST]);
        desk.git(&["rm", "-q", POST]);
        desk.git(&["commit", "-qm", "removed"]);
        assert_eq!(with(&desk.store(), "x one"), [""; 0]);
    }
}

//! What lists show of every document, without reading any: facts kept by blob, with the tips.

use std::collections::BTreeMap;

use rusqlite::{Connection, ToSql, TransactionBehavior, params};

use super::cache::{set_state, state};
use super::{BlobId, CommitId, Line, StorageError, Store, tree};
use crate::model::{DocId, DocPath};

/// What is kept about one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Where it is.
    pub path: DocPath,
    /// Its id.
    pub id: DocId,
    /// What the caller keeps, as JSON.
    pub facts: String,
}

/// A document whose file or ledger is another than when its facts were last derived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Where it is.
    pub path: DocPath,
    /// The bytes of its file on the desk; `None` where it has none.
    pub text: Option<Vec<u8>>,
    /// The name of those bytes.
    pub desk_blob: Option<BlobId>,
    /// The bytes of its ledger on the record; `None` where it was never released.
    pub ledger: Option<Vec<u8>>,
}

/// Which documents are asked for: those that fit every part that is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FactFilter {
    /// The name of the story's folder.
    pub story: Option<String>,
    /// How the id begins.
    pub id_prefix: Option<String>,
    /// The slug in the file's name; a story's is its folder's.
    pub slug: Option<String>,
    /// How many at most.
    pub limit: Option<usize>,
    /// From the last sort key to the first.
    pub reverse: bool,
}

/// What is derived from one document: its id, its facts as JSON, and the key to sort by.
pub type Derived = (DocId, String, String);

/// The facts to keep about one path; `None` removes what was kept.
type Row = (DocPath, Option<Derived>);

/// The commits a refresh brings the facts to.
struct Tips {
    desk: Option<CommitId>,
    record: Option<CommitId>,
}

/// Up to where the facts are derived.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Seen {
    key: Option<String>,
    desk: Option<String>,
    record: Option<String>,
}

impl Store {
    /// Brings the facts up to both tips: `derive` is asked for each document whose file or ledger
    /// changed, and for all where `key` is another than last time. It gives the id, the facts as
    /// JSON and the key to sort by; `None` where the document is to be left out.
    ///
    /// # Errors
    ///
    /// The cache's and git's.
    pub fn refresh(
        &self,
        key: &str,
        derive: &mut dyn FnMut(&Changed) -> Option<Derived>,
    ) -> Result<(), StorageError> {
        let tips = Tips { desk: self.tip(Line::Desk)?, record: self.tip(Line::Record)? };
        let now = Seen {
            key: Some(key.to_owned()),
            desk: self.folder_id(tips.desk.as_ref(), "posts")?,
            record: self.folder_id(tips.record.as_ref(), "releases")?,
        };
        loop {
            let seen = self.with_cache(|db| Seen::read(db))?;
            if seen == now {
                return Ok(());
            }
            let fresh = seen.key != now.key || !self.has_trees(&seen);
            let from = if fresh { Seen::default() } else { seen.clone() };
            let mut rows: Vec<Row> = Vec::new();
            for path in self.changed_documents(&from, &now)? {
                let derived = derive(&self.changed(&path, &tips)?);
                rows.push((path, derived));
            }
            if self.with_cache(|db| store(db, &seen, &now, fresh, &rows))? {
                return Ok(());
            }
        }
    }

    /// The facts of the documents that fit, by their sort key.
    ///
    /// # Errors
    ///
    /// The cache's.
    pub fn facts(&self, filter: FactFilter) -> Result<Vec<Facts>, StorageError> {
        self.read_cache(|db| select(db, &filter))
    }

    /// The documents whose id begins so.
    ///
    /// # Errors
    ///
    /// The cache's.
    pub fn find(&self, id_prefix: &str) -> Result<Vec<DocPath>, StorageError> {
        let id_prefix = Some(id_prefix.to_owned());
        let found = self.facts(FactFilter { id_prefix, ..FactFilter::default() })?;
        Ok(found.into_iter().map(|facts| facts.path).collect())
    }

    /// The documents whose file name has that slug.
    ///
    /// # Errors
    ///
    /// The cache's.
    pub fn find_slug(&self, slug: &str) -> Result<Vec<DocPath>, StorageError> {
        let slug = Some(slug.to_owned());
        let found = self.facts(FactFilter { slug, ..FactFilter::default() })?;
        Ok(found.into_iter().map(|facts| facts.path).collect())
    }

    fn folder_id(
        &self,
        tip: Option<&CommitId>,
        folder: &str,
    ) -> Result<Option<String>, StorageError> {
        let Some(tip) = tip else { return Ok(None) };
        let id = tree::subtree(&tree::tree(&self.repo, tip)?, folder)?;
        Ok(id.map(|id| id.to_string()))
    }

    fn has_trees(&self, seen: &Seen) -> bool {
        let ids = [&seen.desk, &seen.record].into_iter().flatten();
        ids.map(|id| parse(id)).all(|id| id.is_some_and(|id| self.repo.find_tree(id.oid()).is_ok()))
    }

    /// The documents whose desk file or ledger differs between two states, by path.
    fn changed_documents(&self, from: &Seen, now: &Seen) -> Result<Vec<DocPath>, StorageError> {
        let oid = |id: &Option<String>| id.as_deref().and_then(parse).map(|id| id.oid());
        let mut paths = BTreeMap::new();
        let lines = [(&from.desk, &now.desk, "posts"), (&from.record, &now.record, "releases")];
        for (old, new, folder) in lines {
            for change in tree::changes(&self.repo, oid(old), oid(new), folder)? {
                let rest = &change.path[folder.len()..];
                if let Ok(path) = format!("posts{rest}").parse::<DocPath>() {
                    paths.insert(path, ());
                }
            }
        }
        Ok(paths.into_keys().collect())
    }

    fn changed(&self, path: &DocPath, tips: &Tips) -> Result<Changed, StorageError> {
        let read = |tip: &Option<CommitId>, path: &str| match tip {
            Some(tip) => self.file(tip, path),
            None => Ok(None),
        };
        let (desk_blob, text) = read(&tips.desk, path.as_str())?.unzip();
        let ledger = read(&tips.record, &path.ledger())?.map(|(_, bytes)| bytes);
        Ok(Changed { path: path.clone(), text, desk_blob, ledger })
    }
}

impl Seen {
    fn read(db: &Connection) -> rusqlite::Result<Self> {
        let part = |name: &str| -> rusqlite::Result<Option<String>> {
            Ok(state(db, name)?.filter(|value| !value.is_empty()))
        };
        Ok(Self { key: part("key")?, desk: part("desk")?, record: part("record")? })
    }

    fn write(&self, db: &Connection) -> rusqlite::Result<()> {
        let parts = [("key", &self.key), ("desk", &self.desk), ("record", &self.record)];
        parts
            .into_iter()
            .try_for_each(|(name, value)| set_state(db, name, value.as_deref().unwrap_or_default()))
    }
}

fn parse(id: &str) -> Option<BlobId> {
    id.parse().ok()
}

/// Puts the rows in; false where another process changed the facts meanwhile.
fn store(
    db: &mut Connection,
    seen: &Seen,
    now: &Seen,
    fresh: bool,
    rows: &[Row],
) -> rusqlite::Result<bool> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if Seen::read(&tx)? != *seen {
        return Ok(false);
    }
    if fresh {
        tx.execute("DELETE FROM document", [])?;
    }
    for (path, derived) in rows {
        tx.prepare_cached("DELETE FROM document WHERE path = ?")?.execute([path.as_str()])?;
        if let Some((id, facts, sort)) = derived {
            tx.prepare_cached("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?)")?.execute(
                params![sort, path.as_str(), id.as_str(), path.story(), path.slug(), facts],
            )?;
        }
    }
    now.write(&tx)?;
    tx.commit()?;
    Ok(true)
}

fn select(db: &Connection, filter: &FactFilter) -> rusqlite::Result<Vec<Facts>> {
    let mut parts = Vec::new();
    let mut values: Vec<&dyn ToSql> = Vec::new();
    let end = filter.id_prefix.as_ref().map(|prefix| format!("{prefix}\u{10FFFF}"));
    let exact = [("story = ?", &filter.story), ("slug = ?", &filter.slug)];
    let range = [("id >= ?", &filter.id_prefix), ("id < ?", &end)];
    for (part, value) in exact.into_iter().chain(range) {
        if let Some(value) = value {
            parts.push(part);
            values.push(value);
        }
    }
    let limit = filter.limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
    values.push(&limit);
    let such = if parts.is_empty() { "1".to_owned() } else { parts.join(" AND ") };
    let way = if filter.reverse { "DESC" } else { "ASC" };
    let mut query = db.prepare_cached(&format!(
        "SELECT path, id, facts FROM document WHERE {such} ORDER BY sort {way}, path {way} LIMIT ?"
    ))?;
    let rows = query.query_map(values.as_slice(), |row| {
        Ok(Facts { path: read(row, 0)?, id: read(row, 1)?, facts: row.get(2)? })
    })?;
    rows.collect()
}

fn read<T: std::str::FromStr>(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<T>
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

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests spoil the cache's file")]
mod tests {
    use std::fs;

    use super::super::testing::{POST, STORY, TestDesk, batch, plan};
    use super::*;

    const OTHER: &str = "posts/2026/11/harbour/ferries-stop-m4x9q7m2td.toml";

    /// Refreshes, and tells which documents were asked for.
    fn refresh(store: &Store, key: &str) -> Vec<String> {
        let mut asked = Vec::new();
        let mut derive = |changed: &Changed| {
            asked.push(changed.path.to_string());
            let text = String::from_utf8(changed.text.clone()?).expect("text");
            let id = changed.path.id().unwrap_or("0000000000".parse().expect("an id"));
            let ledger = changed.ledger.as_ref().map_or(0, Vec::len);
            Some((id, format!("{text} {ledger}"), text))
        };
        store.refresh(key, &mut derive).expect("refreshed");
        asked
    }

    fn all(store: &Store) -> Vec<String> {
        let facts = store.facts(FactFilter::default()).expect("read");
        facts.into_iter().map(|facts| facts.facts).collect()
    }

    fn desk() -> TestDesk {
        let desk = TestDesk::new();
        desk.file(STORY, "2");
        desk.file(POST, "3");
        desk.file(OTHER, "1");
        desk.file("posts/2026/11/port-selan/picture.jpg", "no document");
        desk
    }

    #[test]
    fn only_what_changed_is_derived_again() {
        let desk = desk();
        assert_eq!(refresh(&desk.store(), "k"), [OTHER, POST, STORY]);
        assert_eq!(refresh(&desk.store(), "k"), [""; 0]);
        desk.file(POST, "0");
        assert_eq!(refresh(&desk.store(), "k"), [POST]);
        assert_eq!(all(&desk.store()), ["0 0", "1 0", "2 0"], "by the sort key");
        assert_eq!(refresh(&desk.store(), "another").len(), 3);
    }

    #[test]
    fn a_new_ledger_and_a_removed_file_are_changes() {
        let desk = desk();
        refresh(&desk.store(), "k");
        let mut batch = batch();
        let ledger = POST.parse::<DocPath>().expect("a path").ledger();
        batch.record = Box::new(move |_| vec![plan("Release", &[(&ledger, None, Some("12345"))])]);
        desk.store().write(batch).expect("written");
        assert_eq!(refresh(&desk.store(), "k"), [POST]);
        assert_eq!(all(&desk.store()), ["1 0", "2 0", "3 5"]);
        desk.git(&["rm", "-q", OTHER]);
        desk.git(&["commit", "-qm", "removed"]);
        assert_eq!(refresh(&desk.store(), "k"), [OTHER]);
        assert_eq!(all(&desk.store()), ["2 0", "3 5"]);
    }

    #[test]
    fn documents_are_found_by_story_prefix_and_slug() {
        let desk = desk();
        let store = desk.store();
        refresh(&store, "k");
        let paths = |filter| -> Vec<String> {
            let facts = store.facts(filter).expect("read");
            facts.into_iter().map(|facts| facts.path.to_string()).collect()
        };
        let story = Some("port-selan".to_owned());
        assert_eq!(paths(FactFilter { story, ..FactFilter::default() }), [STORY, POST]);
        let last = FactFilter { limit: Some(1), reverse: true, ..FactFilter::default() };
        assert_eq!(paths(last), [POST]);
        assert_eq!(store.find("m4x9").expect("found")[0].as_str(), OTHER);
        assert_eq!(store.find_slug("power-cut").expect("found")[0].as_str(), POST);
        assert!(store.find("%").expect("found").is_empty());
    }

    #[test]
    fn a_deleted_damaged_or_older_cache_is_made_anew() {
        let desk = desk();
        let cache = desk.path().join(".git/newsroom/cache.sqlite");
        refresh(&desk.store(), "k");
        fs::remove_file(&cache).expect("removed");
        assert_eq!(refresh(&desk.store(), "k").len(), 3);
        fs::write(
            &cache,
            "this is no database, and long enough to be looked at as one. ".repeat(99),
        )
        .expect("spoilt");
        assert_eq!(refresh(&desk.store(), "k").len(), 3);
        let half = fs::read(&cache).expect("read");
        fs::write(&cache, &half[..half.len() / 2]).expect("spoilt");
        let store = desk.store();
        if store.refresh("k", &mut |_| None).is_ok() && store.facts(FactFilter::default()).is_err()
        {
            assert!(!cache.exists(), "a damaged cache is removed for the next time");
        }
        rusqlite::Connection::open(&cache)
            .and_then(|db| db.pragma_update(None, "user_version", 99))
            .unwrap_or(());
        refresh(&desk.store(), "new");
        assert_eq!(all(&desk.store()), ["1 0", "2 0", "3 0"]);
    }

    #[test]
    fn where_the_cache_cannot_be_written_it_is_kept_in_memory() {
        let desk = desk();
        let cache = desk.path().join(".git/newsroom/cache.sqlite");
        fs::create_dir_all(cache.join("in the way")).expect("made");
        let store = desk.store();
        assert_eq!(refresh(&store, "k").len(), 3);
        assert_eq!(refresh(&store, "k").len(), 0);
        assert_eq!(all(&store).len(), 3);
        assert_eq!(store.history(Line::Desk, POST).expect("read").len(), 1);
    }

    #[test]
    fn several_processes_may_refresh_at_once() {
        let desk = desk();
        std::thread::scope(|scope| {
            for writer in 0..6 {
                let path = desk.path();
                scope.spawn(move || {
                    let store = Store::open(&path).expect("opens");
                    refresh(&store, &format!("key {}", writer % 2));
                });
            }
        });
        refresh(&desk.store(), "k");
        assert_eq!(all(&desk.store()), ["1 0", "2 0", "3 0"]);
    }
}

//! What lists show of every document, without reading any: facts found by marks, names and times.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

use super::cache::{next_turn, read, set_turn, turns};
use super::marks::mark_number;
use super::refresh::{Basis, Changed, Table};
use crate::model::{DocId, DocPath};
use crate::storage::{StorageError, Store};

/// A document that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it is.
    pub path: DocPath,
    /// Its id.
    pub id: DocId,
}

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

/// Which documents are asked for: those that fit every part that is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FactFilter {
    /// Where it is.
    pub path: Option<String>,
    /// The folder the file is in.
    pub folder: Option<String>,
    /// How the id begins.
    pub id_prefix: Option<String>,
    /// The slug in the file's name; a story's is its folder's.
    pub slug: Option<String>,
    /// Of each of these groups at least one mark.
    pub marks: Vec<Vec<String>>,
    /// Others have the mark that is this and its id.
    pub named: Option<String>,
    /// The least sort key.
    pub from: Option<String>,
    /// The greatest sort key.
    pub to: Option<String>,
    /// How many at most.
    pub limit: Option<usize>,
    /// From the last sort key to the first.
    pub reverse: bool,
}

/// What is derived from one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derived {
    /// Its id.
    pub id: DocId,
    /// What it is sorted by; equal ones by their paths.
    pub sort: String,
    /// What the caller keeps, as JSON.
    pub facts: String,
    /// By which it is found. One that is `file:` and the path of another file says that the facts
    /// depend on that file as well.
    pub marks: Vec<String>,
    /// Bytes that tell most documents apart without their text.
    pub sketch: Vec<u8>,
}

impl Store {
    /// Brings the facts up to both tips: `derive` is asked for each document whose file or ledger
    /// changed, and for those that a change of the basis concerns; it may be asked on several
    /// threads at once. `None` leaves the document out.
    ///
    /// # Errors
    ///
    /// The cache's and git's.
    pub fn refresh(
        &self,
        basis: &Basis,
        derive: &(dyn Fn(&Changed<'_>) -> Option<Derived> + Sync),
    ) -> Result<(), StorageError> {
        self.refresh_table::<FactTable>(basis, derive)
    }

    /// The facts of the documents that fit, by their sort key.
    ///
    /// # Errors
    ///
    /// The cache's.
    pub fn facts(&self, filter: &FactFilter) -> Result<Vec<Facts>, StorageError> {
        self.select("fact.facts", filter, |row| {
            Ok(Facts { path: read(row, 0)?, id: read(row, 1)?, facts: row.get(2)? })
        })
    }

    /// The sketches of the documents that fit, by their sort key.
    ///
    /// # Errors
    ///
    /// The cache's.
    pub fn sketches(&self, filter: &FactFilter) -> Result<Vec<(Found, Vec<u8>)>, StorageError> {
        self.select("fact.sketch", filter, |row| Ok((found(row)?, row.get(2)?)))
    }

    /// The documents that fit, by their sort key.
    ///
    /// # Errors
    ///
    /// The cache's.
    pub fn found(&self, filter: &FactFilter) -> Result<Vec<Found>, StorageError> {
        self.select("", filter, found)
    }

    /// The documents whose id begins so.
    ///
    /// # Errors
    ///
    /// The cache's.
    pub fn find(&self, id_prefix: &str) -> Result<Vec<DocPath>, StorageError> {
        let id_prefix = Some(id_prefix.to_owned());
        let found = self.found(&FactFilter { id_prefix, ..FactFilter::default() })?;
        Ok(found.into_iter().map(|found| found.path).collect())
    }

    /// The documents whose file name has that slug.
    ///
    /// # Errors
    ///
    /// The cache's.
    pub fn find_slug(&self, slug: &str) -> Result<Vec<DocPath>, StorageError> {
        let slug = Some(slug.to_owned());
        let found = self.found(&FactFilter { slug, ..FactFilter::default() })?;
        Ok(found.into_iter().map(|found| found.path).collect())
    }

    /// The folders in which there are or were documents, each with a number that is another once the
    /// facts of one there are derived anew.
    ///
    /// # Errors
    ///
    /// The cache's.
    pub fn fact_turns(&self) -> Result<BTreeMap<String, i64>, StorageError> {
        self.cache.read(|db| turns(db, FactTable::NAME))
    }

    /// The slugs of that many of the newest documents, and as many on either side of a name in the
    /// alphabet; each once, sorted.
    ///
    /// # Errors
    ///
    /// The cache's.
    pub fn slugs_around(&self, name: &str, many: usize) -> Result<Vec<String>, StorageError> {
        let many = i64::try_from(many).unwrap_or(i64::MAX);
        self.cache.read(|db| {
            let mut query = db.prepare_cached(
                "SELECT slug FROM (
                   SELECT slug FROM document ORDER BY sort DESC, path DESC LIMIT ?2
                 ) UNION SELECT slug FROM (
                   SELECT DISTINCT slug FROM document WHERE slug >= ?1 ORDER BY slug LIMIT ?2
                 ) UNION SELECT slug FROM (
                   SELECT DISTINCT slug FROM document WHERE slug < ?1 ORDER BY slug DESC LIMIT ?2
                 ) ORDER BY slug",
            )?;
            query.query_map(params![name, many], |row| row.get(0))?.collect()
        })
    }

    /// The marks that begin so, each without that beginning and with the number of documents that
    /// have it, sorted.
    ///
    /// # Errors
    ///
    /// The cache's.
    pub fn marks(&self, beginning: &str) -> Result<Vec<(String, usize)>, StorageError> {
        let end = format!("{beginning}\u{10FFFF}");
        self.cache.read(|db| {
            let mut query = db.prepare_cached(
                "SELECT mark_name.name, COUNT(*) FROM mark_name
                 JOIN mark ON mark.mark = mark_name.id
                 WHERE mark_name.name >= ? AND mark_name.name < ?
                 GROUP BY mark_name.id ORDER BY mark_name.name",
            )?;
            let rows = query.query_map([beginning, &end], |row| {
                let (name, count): (String, i64) = (row.get(0)?, row.get(1)?);
                let rest = name.get(beginning.len()..).unwrap_or_default().to_owned();
                Ok((rest, usize::try_from(count).unwrap_or_default()))
            })?;
            rows.collect()
        })
    }

    fn select<T>(
        &self,
        column: &str,
        filter: &FactFilter,
        read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StorageError> {
        let (mut query, values) = query(filter);
        if !column.is_empty() {
            // The sorting is done on narrow rows, before the wide ones are read.
            query = format!(
                "SELECT found.path, found.name, {column} FROM ({query}) AS found
                 JOIN fact ON fact.document = found.id ORDER BY found.place"
            );
        }
        self.cache.read(|db| {
            let mut query = db.prepare_cached(&query)?;
            query.query_map(params_from_iter(&values), |row| read(row))?.collect()
        })
    }
}

/// The documents that fit: path, id, row, and their place in the order asked for.
fn query(filter: &FactFilter) -> (String, Vec<Value>) {
    let (mut parts, mut values) = (Vec::new(), Vec::new());
    let end = filter.id_prefix.as_ref().map(|prefix| format!("{prefix}\u{10FFFF}"));
    let compared = [
        ("path = ?", &filter.path),
        ("folder = ?", &filter.folder),
        ("slug = ?", &filter.slug),
        ("name >= ?", &filter.id_prefix),
        ("name < ?", &end),
        ("sort >= ?", &filter.from),
        ("sort <= ?", &filter.to),
    ];
    for (part, value) in compared {
        if let Some(value) = value {
            parts.push(part.to_owned());
            values.push(Value::from(value.clone()));
        }
    }
    let some = [&filter.path, &filter.folder, &filter.id_prefix, &filter.slug];
    let few = some.into_iter().any(Option::is_some);
    for group in &filter.marks {
        let names = vec!["?"; group.len()].join(", ");
        // Where few are asked for, each is looked up; else those that have the mark are gone through.
        parts.push(if few {
            format!(
                "EXISTS (SELECT 1 FROM mark JOIN mark_name ON mark_name.id = mark.mark
                 WHERE mark.document = document.id AND mark_name.name IN ({names}))"
            )
        } else {
            format!(
                "id IN (SELECT document FROM mark WHERE mark IN
                 (SELECT id FROM mark_name WHERE name IN ({names})))"
            )
        });
        values.extend(group.iter().cloned().map(Value::from));
    }
    if let Some(prefix) = &filter.named {
        parts.push(
            "EXISTS (SELECT 1 FROM mark_name JOIN mark ON mark.mark = mark_name.id
             WHERE mark_name.name = ? || document.name)"
                .to_owned(),
        );
        values.push(Value::from(prefix.clone()));
    }
    let such = if parts.is_empty() { "1".to_owned() } else { parts.join(" AND ") };
    let way = if filter.reverse { "DESC" } else { "ASC" };
    let limit = filter.limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
    values.push(Value::from(limit));
    let order = format!("sort {way}, path {way}");
    let query = format!(
        "SELECT path, name, id, row_number() OVER (ORDER BY {order}) AS place
         FROM document WHERE {such} ORDER BY {order} LIMIT ?"
    );
    (query, values)
}

fn found(row: &Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found { path: read(row, 0)?, id: read(row, 1)? })
}

/// The tables of facts, as one refresh fills them.
#[derive(Default)]
struct FactTable {
    /// The numbers of marks met so far.
    marks: HashMap<String, i64>,
    /// The turn that this refresh is, once something changes, and the folders that have it.
    turn: Option<i64>,
    touched: HashSet<String>,
}

impl FactTable {
    /// Says that what is kept of documents in that folder is another.
    fn touch(&mut self, db: &Connection, folder: &str) -> rusqlite::Result<()> {
        if self.touched.contains(folder) {
            return Ok(());
        }
        let turn = match self.turn {
            Some(turn) => turn,
            None => *self.turn.insert(next_turn(db)?),
        };
        self.touched.insert(folder.to_owned());
        set_turn(db, Self::NAME, folder, turn)
    }
}

impl Table for FactTable {
    type Row = Derived;
    const NAME: &'static str = "facts";
    const WORK: &'static str = "reading stories and posts";
    const LEDGERS: bool = true;

    fn clear(&mut self, db: &Connection) -> rusqlite::Result<()> {
        db.execute_batch(
            "DELETE FROM mark; DELETE FROM mark_name; DELETE FROM fact; DELETE FROM document;",
        )?;
        db.execute("DELETE FROM turn WHERE of = ?", [Self::NAME]).map(drop)
    }

    fn remove(&mut self, db: &Connection, path: &DocPath) -> rusqlite::Result<()> {
        let id: Option<i64> = db
            .prepare_cached("DELETE FROM document WHERE path = ? RETURNING id")?
            .query_row([path.as_str()], |row| row.get(0))
            .optional()?;
        if let Some(id) = id {
            self.touch(db, path.folder())?;
            db.prepare_cached("DELETE FROM fact WHERE document = ?")?.execute([id])?;
            db.prepare_cached("DELETE FROM mark WHERE document = ?")?.execute([id])?;
        }
        Ok(())
    }

    fn put(&mut self, db: &Connection, path: &DocPath, row: Derived) -> rusqlite::Result<()> {
        self.touch(db, path.folder())?;
        db.prepare_cached(
            "INSERT INTO document (path, name, folder, slug, sort) VALUES (?, ?, ?, ?, ?)",
        )?
        .execute([
            path.as_str(),
            row.id.as_str(),
            path.folder(),
            path.slug(),
            &row.sort,
        ])?;
        let id = db.last_insert_rowid();
        db.prepare_cached("INSERT INTO fact VALUES (?, ?, ?)")?
            .execute(params![id, row.facts, row.sketch])?;
        for mark in row.marks {
            let mark = match self.marks.get(&mark) {
                Some(number) => *number,
                None => {
                    let number = mark_number(db, &mark)?;
                    self.marks.insert(mark, number);
                    number
                }
            };
            db.prepare_cached("INSERT OR IGNORE INTO mark VALUES (?, ?)")?.execute([mark, id])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;

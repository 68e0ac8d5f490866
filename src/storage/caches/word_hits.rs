//! Documents in whose words others stand, found by the indexes without reading any.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::cache::read;
use crate::model::DocPath;
use crate::storage::{StorageError, Store};

/// Up to so many documents are looked up one by one; of more, all are gone through in their order
/// until there are enough.
const FEW: usize = 1_000;

/// Words that are looked for side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordRun {
    /// Tokens: letters, digits and marks, folded as those of the index are.
    pub tokens: Vec<String>,
    /// The last one may go on.
    pub open: bool,
}

/// Among which words they are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// Those of the desk.
    Desk,
    /// Those that readers see now.
    Live,
    /// Those of every release.
    Ever,
}

/// What is looked for.
#[derive(Debug, Clone)]
pub struct WordSearch<'a> {
    /// All of these stand in one document, or in one release of it.
    pub runs: &'a [WordRun],
    /// Among which words.
    pub among: Among,
    /// The folder the file is in.
    pub folder: Option<&'a str>,
    /// How many documents at most.
    pub limit: Option<usize>,
}

/// A document in which they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordHit {
    /// Where it is.
    pub path: DocPath,
    /// In which of its releases, in no order; none where the desk's words were asked for.
    pub releases: Vec<u32>,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordHits {
    /// As many as were asked for, last sort key first.
    pub hits: Vec<WordHit>,
    /// How many there are in all.
    pub total: usize,
}

/// The numbers of paths, and of each the releases.
type Numbers = HashMap<i64, Vec<u32>>;

impl Store {
    /// The documents in which all these words stand, last sort key first; facts and indexes are
    /// brought up to the tips before.
    ///
    /// # Errors
    ///
    /// The cache's.
    pub fn documents_with(&self, search: &WordSearch<'_>) -> Result<WordHits, StorageError> {
        if search.runs.is_empty() {
            return Ok(WordHits::default());
        }
        self.cache.read(|db| {
            let found = numbers(db, search)?;
            match search.folder {
                None if found.len() <= FEW => each(db, found, search.limit),
                None => through(db, &found, "", search.limit.unwrap_or(usize::MAX)),
                Some(folder) => {
                    let mut hits = through(db, &found, folder, usize::MAX)?;
                    hits.total = hits.hits.len();
                    hits.hits.truncate(search.limit.unwrap_or(usize::MAX));
                    Ok(hits)
                }
            }
        })
    }
}

/// In which documents they stand, by the index.
fn numbers(db: &Connection, search: &WordSearch<'_>) -> rusqlite::Result<Numbers> {
    let query = match search.among {
        Among::Desk => "SELECT rowid, 0 FROM words WHERE words MATCH ?",
        Among::Live => {
            "SELECT path, n FROM released_words JOIN released ON released.id = released_words.rowid
             WHERE released_words MATCH ? AND live"
        }
        Among::Ever => {
            "SELECT path, n FROM released_words JOIN released ON released.id = released_words.rowid
             WHERE released_words MATCH ?"
        }
    };
    let mut query = db.prepare_cached(query)?;
    let mut rows = query.query([expression(search.runs)])?;
    let mut numbers = Numbers::new();
    while let Some(row) = rows.next()? {
        let releases = numbers.entry(row.get(0)?).or_default();
        if search.among != Among::Desk {
            releases.push(row.get(1)?);
        }
    }
    Ok(numbers)
}

/// What SQLite is asked for: letters, digits and marks between quotes have no other meaning to it.
fn expression(runs: &[WordRun]) -> String {
    let one = |run: &WordRun| {
        let plain = |token: &String| token.replace('"', " ");
        let tokens: Vec<String> = run.tokens.iter().map(plain).collect();
        format!("\"{}\"{}", tokens.join(" "), if run.open { " *" } else { "" })
    };
    runs.iter().map(one).collect::<Vec<_>>().join(" AND ")
}

/// Few documents, looked up and sorted.
fn each(db: &Connection, found: Numbers, limit: Option<usize>) -> rusqlite::Result<WordHits> {
    let mut query = db.prepare_cached(
        "SELECT document.path, document.sort FROM path JOIN document ON document.path = path.path
         WHERE path.id = ?",
    )?;
    let mut hits = Vec::new();
    for (number, releases) in found {
        let row = query.query_row([number], |row| Ok((read(row, 0)?, row.get::<_, String>(1)?)));
        if let Some((path, sort)) = row.optional()? {
            hits.push((sort, WordHit { path, releases }));
        }
    }
    hits.sort_by(|(a, x), (b, y)| (b, y.path.as_str()).cmp(&(a, x.path.as_str())));
    let total = hits.len();
    hits.truncate(limit.unwrap_or(usize::MAX));
    Ok(WordHits { hits: hits.into_iter().map(|(_, hit)| hit).collect(), total })
}

/// All documents (of a folder) in their order, until enough of them are among those found.
fn through(
    db: &Connection,
    found: &Numbers,
    folder: &str,
    enough: usize,
) -> rusqlite::Result<WordHits> {
    let mut hits = WordHits { hits: Vec::new(), total: found.len() };
    let mut query = db.prepare_cached(match folder {
        "" => {
            "SELECT path.id, document.path FROM document JOIN path ON path.path = document.path
             WHERE ? = '' ORDER BY document.sort DESC, document.path DESC"
        }
        _ => {
            "SELECT path.id, document.path FROM document JOIN path ON path.path = document.path
             WHERE document.folder = ? ORDER BY document.sort DESC, document.path DESC"
        }
    })?;
    let mut rows = query.query(params![folder])?;
    while hits.hits.len() < enough
        && let Some(row) = rows.next()?
    {
        if let Some(releases) = found.get(&row.get(0)?) {
            hits.hits.push(WordHit { path: read(row, 1)?, releases: releases.clone() });
        }
    }
    Ok(hits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::testing::{POST, STORY, TestDesk};
    use crate::storage::{Basis, Changed, Derived, ReleaseWords};

    fn refreshed(desk: &TestDesk) -> Store {
        let store = desk.store();
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
        let words = |changed: &Changed<'_>| {
            let texts = String::from_utf8(changed.text.clone()?).ok()?;
            let one = |(n, text): (usize, &str)| ReleaseWords {
                n: n as u32 + 1,
                live: n == 0,
                text: text.to_owned(),
            };
            Some(texts.split(" / ").enumerate().map(one).collect())
        };
        store.refresh_releases("k", &words).expect("refreshed");
        store
    }

    fn found(store: &Store, among: Among, runs: &[(&str, bool)]) -> Vec<(String, Vec<u32>)> {
        let run = |(words, open): &(&str, bool)| WordRun {
            tokens: words.split(' ').map(str::to_owned).collect(),
            open: *open,
        };
        let runs: Vec<WordRun> = runs.iter().map(run).collect();
        let search = WordSearch { runs: &runs, among, folder: None, limit: None };
        let found = store.documents_with(&search).expect("read");
        assert_eq!(found.total, found.hits.len());
        let limited = WordSearch { limit: Some(1), ..search.clone() };
        let one = store.documents_with(&limited).expect("read");
        assert_eq!((one.total, one.hits.first()), (found.total, found.hits.first()));
        let folder = Some("posts/2026/11/port-selan");
        let inside = store.documents_with(&WordSearch { folder, ..search }).expect("read");
        assert_eq!(inside, found, "both ways of looking");
        found.hits.into_iter().map(|hit| (hit.path.to_string(), hit.releases)).collect()
    }

    fn paths(store: &Store, runs: &[(&str, bool)]) -> Vec<String> {
        found(store, Among::Desk, runs).into_iter().map(|(path, _)| path).collect()
    }

    #[test]
    fn documents_are_found_by_words_in_their_order() {
        let desk = TestDesk::new();
        desk.file(STORY, "seven people were hurt in the port 東京都");
        desk.file(POST, "the port people of all ages 𞤀𞤁 café");
        let store = refreshed(&desk);
        assert_eq!(paths(&store, &[("people were hur", true)]), [STORY]);
        assert_eq!(paths(&store, &[("people were hur", false)]), [""; 0]);
        assert_eq!(paths(&store, &[("port", false), ("people", false)]), [STORY, POST]);
        assert_eq!(paths(&store, &[("people\" OR \"ages", false)]), [""; 0], "no syntax");
        assert_eq!(paths(&store, &[("東", true)]), [STORY]);
        assert_eq!(paths(&store, &[("𞤀", true), ("caf", true)]), [POST], "any letter is one");
        assert_eq!(paths(&store, &[]), [""; 0]);
    }

    #[test]
    fn words_that_were_taken_out_are_found_no_more() {
        let desk = TestDesk::new();
        desk.file(POST, "one two");
        assert_eq!(paths(&refreshed(&desk), &[("two", false)]), [POST]);
        desk.file(POST, "one three");
        assert_eq!(paths(&refreshed(&desk), &[("two", false)]), [""; 0]);
        assert_eq!(paths(&refreshed(&desk), &[("three", false)]), [POST]);
        desk.git(&["rm", "-q", POST]);
        desk.git(&["commit", "-qm", "removed"]);
        assert_eq!(paths(&refreshed(&desk), &[("one", false)]), [""; 0]);
    }

    #[test]
    fn all_words_stand_in_one_release() {
        let desk = TestDesk::new();
        desk.file(POST, "red harbour / blue harbour / green quay");
        let store = refreshed(&desk);
        let mut ever = found(&store, Among::Ever, &[("harbour", false)]);
        ever[0].1.sort_unstable();
        assert_eq!(ever, [(POST.to_owned(), vec![1, 2])]);
        assert_eq!(found(&store, Among::Live, &[("harbour", false)])[0].1, [1]);
        assert_eq!(found(&store, Among::Ever, &[("blue", false), ("quay", false)]), []);
    }
}

//! The index of paths: which commits of a line changed which files, kept in the cache and brought on from the
//! last tip that was seen.

use std::collections::{BTreeSet, HashMap};

use git2::{Oid, Repository};
use rusqlite::{Connection, TransactionBehavior, params};

use super::tree::Files;
use super::{changes, header, revision, tree};
use crate::model::SETTINGS;
use crate::storage::caches::cache::{next_turn, path_id, set_state, set_turn, state};
use crate::storage::{BlobId, CommitId, Line, PathChange, Progress, StorageError, Store};

/// What an index of paths is of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Indexed {
    /// All files of a line.
    All(Line),
    /// The desk's settings, which every command asks for: of each commit two small objects are read, where
    /// all of its folders are for all files.
    Settings,
}

impl Indexed {
    /// The one that has that path, with the least that must be read for it.
    pub(super) fn file(line: Line, path: &str) -> Self {
        if line == Line::Desk && path == SETTINGS { Self::Settings } else { Self::All(line) }
    }

    fn line(self) -> Line {
        match self {
            Self::All(line) => line,
            Self::Settings => Line::Desk,
        }
    }

    /// The number that its rows have.
    pub(super) fn number(self) -> u8 {
        match self {
            Self::All(Line::Desk) => 0,
            Self::All(Line::Record) => 1,
            Self::Settings => 2,
        }
    }

    /// Under which the cache remembers how far it is, and which folders changed in it.
    pub(super) fn name(self) -> String {
        format!("history {}", self.number())
    }
}

/// One row of the index of paths.
pub(super) struct Row {
    pub(super) commit: Oid,
    pub(super) change: PathChange,
}

impl Store {
    /// What is read from an index of paths as of the line's tip; `None` where there is no tip.
    pub(super) fn indexed<T>(
        &self,
        of: Indexed,
        read: &dyn Fn(&Connection) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StorageError> {
        let Some(tip) = self.accepted_tip(of.line())? else { return Ok(None) };
        loop {
            if let Some(read) = self.indexed_as_of(of, &tip, read)? {
                return Ok(Some(read));
            }
        }
    }

    /// The same as of that tip; `None` where another process changed the index meanwhile.
    fn indexed_as_of<T>(
        &self,
        of: Indexed,
        tip: &CommitId,
        read: &dyn Fn(&Connection) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StorageError> {
        let name = of.name();
        let seen: Option<CommitId> =
            self.cache.with(|db| state(db, &name))?.and_then(|seen| seen.parse().ok());
        if seen.as_ref() == Some(tip) {
            return self.cache.read(|db| read(db)).map(Some);
        }
        let base = match &seen {
            Some(seen) if self.has(seen) && revision::descends(&self.repo, tip, seen)? => {
                Some(seen)
            }
            _ => None,
        };
        // It goes on until what was read is kept.
        let (new, _progress) = walk(&self.repo, of, base, tip)?;
        self.cache.with(|db| {
            let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            if state(&tx, &name)? != seen.as_ref().map(ToString::to_string) {
                return Ok(None);
            }
            if base.is_none() {
                tx.execute("DELETE FROM version WHERE line = ?", [of.number()])?;
                tx.execute("DELETE FROM turn WHERE of = ?", [&name])?;
            }
            insert(&tx, of, &new)?;
            set_state(&tx, &name, tip.as_str())?;
            let found = read(&tx)?;
            tx.commit()?;
            Ok(Some(found))
        })
    }

    fn has(&self, id: &CommitId) -> bool {
        self.repo.find_commit(id.oid()).is_ok()
    }
}

fn insert(db: &Connection, of: Indexed, rows: &[Row]) -> rusqlite::Result<()> {
    let name = format!("{} rows", of.name());
    let last: i64 = state(db, &name)?.and_then(|last| last.parse().ok()).unwrap_or_default();
    let mut paths: HashMap<&str, i64> = HashMap::new();
    let mut query = db.prepare_cached("INSERT INTO version VALUES (?, ?, ?, ?, ?)")?;
    for (seq, row) in (last + 1..).zip(rows) {
        let path = match paths.get(row.change.path.as_str()) {
            Some(id) => *id,
            None => path_id(db, &row.change.path)?,
        };
        paths.insert(&row.change.path, path);
        let blob = row.change.new.as_ref().map(BlobId::as_str);
        query.execute(params![of.number(), path, seq, row.commit.to_string(), blob])?;
    }
    let folder = |row: &Row| Some(row.change.path.rsplit_once('/')?.0.to_owned());
    let folders: BTreeSet<String> = rows.iter().filter_map(folder).collect();
    if !folders.is_empty() {
        let turn = next_turn(db)?;
        for folder in &folders {
            set_turn(db, &of.name(), folder, turn)?;
        }
    }
    set_state(db, &name, &(last + rows.len() as i64).to_string())
}

/// What the commits after `base` changed, parents before children, and how far that work is.
pub(super) fn walk(
    repo: &Repository,
    of: Indexed,
    base: Option<&CommitId>,
    tip: &CommitId,
) -> Result<(Vec<Row>, Progress), StorageError> {
    let known: Vec<Oid> = base.map(CommitId::oid).into_iter().collect();
    let commits = header::walk(repo, tip.oid(), &known)?;
    let mut progress = Progress::of("reading the history", commits.len());
    let mut rows = Vec::new();
    for commit in commits {
        let changed = changed_by(repo, of, commit)?.into_iter();
        rows.extend(changed.map(|change| Row { commit, change }));
        progress.step();
    }
    Ok((rows, progress))
}

/// The files that are other in this commit than in each of its parents.
fn changed_by(
    repo: &Repository,
    of: Indexed,
    commit: Oid,
) -> Result<Vec<PathChange>, StorageError> {
    let header = header::read(repo, commit)?;
    let mut parents = header.parents.iter().map(|parent| CommitId::of(*parent));
    let old = parents.next().map(|parent| tree::tree(repo, &parent)).transpose()?;
    let mut changed = match of {
        Indexed::All(_) => changes::between(repo, old.map(|old| old.id()), Some(header.tree), "")?,
        Indexed::Settings => {
            let old = old.map(|old| old.entry(SETTINGS)).transpose()?.flatten();
            let new = Files::of(repo, header.tree).entry(SETTINGS)?;
            let is_other = old != new;
            let change = || PathChange { path: SETTINGS.to_owned(), old, new };
            is_other.then(change).into_iter().collect()
        }
    };
    for parent in parents {
        let files = tree::tree(repo, &parent)?;
        let mut own = Vec::new();
        for change in changed {
            if files.entry(&change.path)? != change.new {
                own.push(change);
            }
        }
        changed = own;
    }
    Ok(changed)
}

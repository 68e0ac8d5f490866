//! Tables of the cache that follow the files: only what changed since last time is derived again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::slice::Chunks;
use std::sync::Mutex;
use std::sync::mpsc::{self, SyncSender};

use git2::Repository;
use rusqlite::{Connection, TransactionBehavior, params};

use super::cache::{read, set_state, state};
use super::marks::{file_mark, marked};
use crate::model::DocPath;
use crate::storage::ground::error::git;
use crate::storage::reading::earlier::earlier;
use crate::storage::reading::tree::{self, Files};
use crate::storage::reading::{changes, names, saved};
use crate::storage::{BlobId, CommitId, Line, Progress, StorageError, Store, threads};

/// So many documents are worth a second thread.
const MANY: usize = 128;

/// How many documents a thread takes at once.
const SHARE: usize = 16;

/// A table with rows for documents.
pub(super) trait Table: Default {
    /// What is kept of a document.
    type Row: Send;
    /// Under which the cache remembers how far the table is.
    const NAME: &'static str;
    /// What a person reads of the work.
    const WORK: &'static str;
    /// Whether the rows depend on the ledgers too.
    const LEDGERS: bool;
    /// Whether they depend on all words that were released.
    const RELEASED: bool = false;
    /// Removes all rows.
    fn clear(&mut self, db: &Connection) -> rusqlite::Result<()>;
    /// Removes what is kept of a document, if anything.
    fn remove(&mut self, db: &Connection, path: &DocPath) -> rusqlite::Result<()>;
    /// Keeps a row of a document that has none.
    fn put(&mut self, db: &Connection, path: &DocPath, row: Self::Row) -> rusqlite::Result<()>;
}

/// What all facts rest on, besides the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Basis {
    /// Where this is another than last time, all are derived anew.
    pub key: String,
    /// Where a mark came or went here, the documents that have it are derived anew.
    pub marks: BTreeSet<String>,
}

/// A document whose row is to be derived.
pub struct Changed<'a> {
    /// Where it is.
    pub path: &'a DocPath,
    /// The bytes of its file on the desk; `None` where it has none.
    pub text: Option<Vec<u8>>,
    /// The bytes of its ledger on the record; `None` where it was never released.
    pub ledger: Option<Vec<u8>>,
    /// Where the record has it.
    recorded: DocPath,
    reader: &'a Reader<'a>,
}

impl Changed<'_> {
    /// What its file on the desk was before, newest first, until `take` wants no more.
    pub fn earlier(&self, take: &mut dyn FnMut(CommitId, Vec<u8>) -> bool) {
        if let Some(tip) = &self.reader.tip {
            // What cannot be read is known of no better than what never was.
            let _ = earlier(self.reader.repo, tip.oid(), self.path.as_str(), take);
        }
    }

    /// The bytes of what readers have of it; `None` where they have nothing, or a notice.
    pub fn recorded(&self) -> Option<Vec<u8>> {
        self.reader.read(&None, self.reader.record, self.recorded.as_str()).ok().flatten()
    }

    /// What its words on the record were, and are: the bytes of each version, oldest first.
    pub fn released(&self) -> Vec<Vec<u8>> {
        let blobs = self.reader.words.get(self.path).into_iter().flatten();
        // What cannot be read is known of no better than what never was.
        let read = |id: &BlobId| self.reader.repo.find_blob(id.oid()).ok();
        blobs.filter_map(read).map(|blob| blob.content().to_owned()).collect()
    }

    /// The bytes of a file beside it, as filed.
    pub fn filed_beside(&self, name: &str) -> Option<Vec<u8>> {
        self.reader.read(&None, self.reader.desk, &self.path.beside(name)).ok().flatten()
    }

    /// The bytes of a file beside it: as filed, else as saved.
    pub fn beside(&self, name: &str) -> Option<Vec<u8>> {
        let saved = || saved::read(self.reader.root, &self.path.beside(name)).ok().flatten();
        self.filed_beside(name).or_else(saved)
    }
}

/// Up to where a table is derived: the basis, and the folders of the desk and of the record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Seen {
    key: Option<String>,
    marks: String,
    desk: Option<BlobId>,
    record: Option<BlobId>,
}

/// The commits a refresh brings a table to, and what was ever released of the documents that changed.
struct Tips {
    desk: Option<CommitId>,
    record: Option<CommitId>,
    words: Released,
}

/// The contents of documents' files on the record, oldest first.
type Released = HashMap<DocPath, Vec<BlobId>>;

/// The name of a file, where it is known whether there is one.
type Side = Option<Option<BlobId>>;

/// A document's file and ledger.
#[derive(Debug, Clone, Default)]
struct Sides {
    desk: Side,
    ledger: Side,
}

impl Store {
    /// Brings a table up to both tips.
    pub(super) fn refresh_table<T: Table>(
        &self,
        basis: &Basis,
        derive: &(dyn Fn(&Changed<'_>) -> Option<T::Row> + Sync),
    ) -> Result<(), StorageError> {
        let record = if T::LEDGERS { self.accepted_tip(Line::Record)? } else { None };
        if T::RELEASED {
            self.index_history(Line::Record)?;
        }
        let mut tips =
            Tips { desk: self.accepted_tip(Line::Desk)?, record, words: Released::new() };
        let now = Seen {
            key: Some(basis.key.clone()),
            marks: basis.marks.iter().map(|mark| format!("{mark}\n")).collect(),
            desk: self.folder_id(tips.desk.as_ref(), "posts")?,
            record: self.folder_id(tips.record.as_ref(), "releases")?,
        };
        loop {
            let seen = self.cache.with(|db| Seen::read::<T>(db))?;
            if seen == now {
                return Ok(());
            }
            let fresh = seen.key != now.key || !self.has_trees(&seen);
            let from = if fresh { Seen::default() } else { seen.clone() };
            let (changed, files) = self.changed_documents(&from, &now)?;
            let marks = if fresh { Vec::new() } else { concerned(&seen, &now, &files) };
            let done = self.cache.with(|db| {
                let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
                if Seen::read::<T>(&tx)? != seen {
                    return Ok(Ok(false)); // another process was faster
                }
                let mut table = T::default();
                let mut changed = changed.clone();
                for path in marked(&tx, &marks)? {
                    changed.entry(path).or_default();
                }
                if fresh {
                    table.clear(&tx)?;
                    for sides in changed.values_mut() {
                        // Everything was walked through: what was not met is not there.
                        sides.desk.get_or_insert(None);
                        sides.ledger.get_or_insert(None);
                    }
                }
                let changed: Vec<(DocPath, Sides)> = changed.into_iter().collect();
                if T::RELEASED {
                    tips.words = self.released_of(&tx, &tips, &changed)?;
                }
                let mut progress = Progress::of(T::WORK, changed.len());
                let derived = self.derive_all(&tips, &changed, derive, &mut |path, row| {
                    progress.step();
                    if !fresh {
                        table.remove(&tx, path)?;
                    }
                    row.map_or(Ok(()), |row| table.put(&tx, path, row))
                })?;
                if let Err(error) = derived {
                    return Ok(Err(error));
                }
                now.write::<T>(&tx)?;
                tx.commit()?;
                Ok(Ok(true))
            })??;
            if done {
                return Ok(());
            }
        }
    }

    /// Derives each row and hands it on, on this thread; many are derived on several.
    fn derive_all<R: Send>(
        &self,
        tips: &Tips,
        changed: &[(DocPath, Sides)],
        derive: &(dyn Fn(&Changed<'_>) -> Option<R> + Sync),
        put: &mut dyn FnMut(&DocPath, Option<R>) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<Result<(), StorageError>> {
        let threads = threads();
        if threads == 1 || changed.len() < MANY {
            let reader = match Reader::new(&self.repo, self.root(), tips) {
                Ok(reader) => reader,
                Err(error) => return Ok(Err(error)),
            };
            for (path, sides) in changed {
                match reader.changed(path, sides) {
                    Ok(document) => put(path, derive(&document))?,
                    Err(error) => return Ok(Err(error)),
                }
            }
            return Ok(Ok(()));
        }
        let (git_dir, root) = (self.repo.path(), self.root());
        let shares = Mutex::new(changed.chunks(SHARE));
        std::thread::scope(|scope| {
            let (send, receive) = mpsc::sync_channel(4 * MANY);
            for _ in 0..threads {
                let (send, shares) = (send.clone(), &shares);
                scope.spawn(move || {
                    if let Err(error) = work(git_dir, root, tips, shares, derive, &send) {
                        let _ = send.send(Err(error)); // nobody listens after another error
                    }
                });
            }
            drop(send);
            for derived in receive {
                match derived {
                    Ok((path, row)) => put(path, row)?,
                    Err(error) => return Ok(Err(error)),
                }
            }
            Ok(Ok(()))
        })
    }

    /// What was ever released of these documents, by the index of paths.
    fn released_of(
        &self,
        db: &Connection,
        tips: &Tips,
        changed: &[(DocPath, Sides)],
    ) -> rusqlite::Result<Released> {
        let mut released = Released::new();
        let Some(record) = &tips.record else { return Ok(released) };
        for (path, _) in changed.iter().filter(|(_, sides)| sides.ledger != Some(None)) {
            let mut blobs = contents(db, path)?;
            if blobs.is_empty()
                && let Ok(name) = self.on_record(record, path)
                && name != *path
            {
                blobs = contents(db, &name)?; // on the record it has another name
            }
            released.insert(path.clone(), blobs);
        }
        Ok(released)
    }

    fn folder_id(
        &self,
        tip: Option<&CommitId>,
        folder: &str,
    ) -> Result<Option<BlobId>, StorageError> {
        let Some(tip) = tip else { return Ok(None) };
        let id = tree::tree(&self.repo, tip)?.subtree(folder)?;
        Ok(id.map(BlobId::of))
    }

    fn has_trees(&self, seen: &Seen) -> bool {
        let mut ids = [&seen.desk, &seen.record].into_iter().flatten();
        ids.all(|id| self.repo.find_tree(id.oid()).is_ok())
    }

    /// The documents whose desk file or ledger differs between two states, by path, and the other
    /// files that do.
    fn changed_documents(
        &self,
        from: &Seen,
        now: &Seen,
    ) -> Result<(BTreeMap<DocPath, Sides>, Vec<String>), StorageError> {
        let oid = |id: &Option<BlobId>| id.as_ref().map(BlobId::oid);
        let (mut documents, mut files) = (BTreeMap::<DocPath, Sides>::new(), Vec::new());
        for change in changes::between(&self.repo, oid(&from.desk), oid(&now.desk), "posts")? {
            match change.path.parse::<DocPath>() {
                Ok(path) => documents.entry(path).or_default().desk = Some(change.new),
                Err(_) => files.push(change.path),
            }
        }
        let desk = oid(&now.desk).map(|id| Files::of(&self.repo, id));
        for change in changes::between(&self.repo, oid(&from.record), oid(&now.record), "releases")?
        {
            let Some(recorded) = DocPath::of_record(&change.path) else { continue };
            let path = match desk {
                Some(desk) if !documents.contains_key(&recorded) => {
                    names::of_desk(desk, &recorded)?
                }
                _ => recorded,
            };
            documents.entry(path).or_default().ledger = Some(change.new);
        }
        Ok((documents, files))
    }
}

/// The marks of documents that a change of the basis or of other files concerns.
fn concerned(seen: &Seen, now: &Seen, files: &[String]) -> Vec<String> {
    let marks = |seen: &Seen| seen.marks.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let basis = marks(seen).symmetric_difference(&marks(now)).cloned().collect::<Vec<_>>();
    basis.into_iter().chain(files.iter().map(|path| file_mark(path))).collect()
}

/// What the record has had at that path, oldest first.
fn contents(db: &Connection, path: &DocPath) -> rusqlite::Result<Vec<BlobId>> {
    let mut query = db.prepare_cached(
        "SELECT blob FROM version JOIN path ON path.id = version.path
         WHERE line = ? AND path.path = ? AND blob IS NOT NULL ORDER BY seq",
    )?;
    query.query_map(params![Line::Record as u8, path.as_str()], |row| read(row, 0))?.collect()
}

/// A document and what was derived from it, or why it could not be read.
type Derivation<'a, R> = Result<(&'a DocPath, Option<R>), StorageError>;

/// What one thread does, with a repository of its own: takes shares until none is left.
fn work<'a, R>(
    git_dir: &Path,
    root: &Path,
    tips: &Tips,
    shares: &Mutex<Chunks<'a, (DocPath, Sides)>>,
    derive: &(dyn Fn(&Changed<'_>) -> Option<R> + Sync),
    send: &SyncSender<Derivation<'a, R>>,
) -> Result<(), StorageError> {
    let repo = Repository::open(git_dir).map_err(git("open the repository"))?;
    let reader = Reader::new(&repo, root, tips)?;
    while let Some(share) = shares.lock().ok().and_then(|mut shares| shares.next()) {
        for (path, sides) in share {
            let row = derive(&reader.changed(path, sides)?);
            if send.send(Ok((path, row))).is_err() {
                return Ok(()); // it was given up
            }
        }
    }
    Ok(())
}

impl Seen {
    fn read<T: Table>(db: &Connection) -> rusqlite::Result<Self> {
        let part = |name: &str| -> rusqlite::Result<Option<String>> {
            let value = state(db, &format!("{} {name}", T::NAME))?;
            Ok(value.filter(|value| !value.is_empty()))
        };
        let id = |text: Option<String>| text.and_then(|id| id.parse().ok());
        Ok(Self {
            key: part("key")?,
            marks: part("marks")?.unwrap_or_default(),
            desk: id(part("desk")?),
            record: id(part("record")?),
        })
    }

    fn write<T: Table>(&self, db: &Connection) -> rusqlite::Result<()> {
        let id = |id: &Option<BlobId>| id.as_ref().map_or_else(String::new, ToString::to_string);
        let parts = [
            ("key", self.key.clone().unwrap_or_default()),
            ("marks", self.marks.clone()),
            ("desk", id(&self.desk)),
            ("record", id(&self.record)),
        ];
        parts
            .into_iter()
            .try_for_each(|(name, value)| set_state(db, &format!("{} {name}", T::NAME), &value))
    }
}

/// Reads files of both lines by their names, or by their paths where those are not known.
struct Reader<'a> {
    repo: &'a Repository,
    root: &'a Path,
    tip: Option<CommitId>,
    desk: Option<Files<'a>>,
    record: Option<Files<'a>>,
    words: &'a Released,
}

impl<'a> Reader<'a> {
    fn new(repo: &'a Repository, root: &'a Path, tips: &'a Tips) -> Result<Self, StorageError> {
        let tree = |tip: &Option<CommitId>| match tip {
            Some(tip) => tree::tree(repo, tip).map(Some),
            None => Ok(None),
        };
        let (desk, record) = (tree(&tips.desk)?, tree(&tips.record)?);
        Ok(Self { repo, root, tip: tips.desk.clone(), desk, record, words: &tips.words })
    }

    fn changed(&'a self, path: &'a DocPath, sides: &Sides) -> Result<Changed<'a>, StorageError> {
        let text = self.read(&sides.desk, self.desk, path.as_str())?;
        let recorded = match (&sides.ledger, self.record) {
            (None, Some(record)) => names::of_record(record, path)?,
            _ => path.clone(),
        };
        let ledger = self.read(&sides.ledger, self.record, &recorded.ledger())?;
        Ok(Changed { path, text, ledger, recorded, reader: self })
    }

    fn read(
        &self,
        side: &Side,
        files: Option<Files<'_>>,
        path: &str,
    ) -> Result<Option<Vec<u8>>, StorageError> {
        let id = match (side, files) {
            (Some(known), _) => known.clone(),
            (None, Some(files)) => files.entry(path)?,
            (None, None) => None,
        };
        let Some(id) = id else { return Ok(None) };
        let blob = self.repo.find_blob(id.oid()).map_err(git(format!("read the blob {id}")))?;
        Ok(Some(blob.content().to_owned()))
    }
}

//! What the bytes of files say, read once: documents of the desk, ledgers and words on the record.

use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::Arc;

use lru::LruCache;

use crate::audit::Recorded;
use crate::format::{self, File, Problem};
use crate::model::{Digest, DocPath, Document, Ledger};
use crate::storage::{Ahead, BlobId, StorageError, Store, Transition};

/// So many bytes of documents are kept as read; more would only fill memory.
const DOCUMENTS: usize = 8 << 20;

/// So many of ledgers, and of words on the record.
const RECORD: usize = 2 << 20;

/// So many bytes count for each besides, also where nothing can be read.
const EACH: usize = 512;

/// So many files of one commit are looked at ahead, and so many bytes of them read.
pub(super) const FILES_AHEAD: usize = 64;
const BYTES_AHEAD: usize = 1 << 17;

/// So many bytes may the settings, a ledger, the orders or the words on the record have.
const LARGEST_TABLE: usize = 4 << 20;

/// A document and the digest of its words as far as its own bytes tell it; why it cannot be read.
pub(super) type Words = Result<(Arc<Document>, Option<Digest>), String>;

/// What a ledger says, or why it cannot be read.
pub(super) type Released = Result<Arc<Ledger>, String>;

/// A file's bytes, or how many there are where they are too many.
type Bytes = Result<Vec<u8>, String>;

/// What is read of bytes, and how many they were.
type Read<T> = (usize, T);

/// What files say, the last ones first; it can be read again.
pub(super) struct Contents {
    documents: Room<(BlobId, DocPath), Words>,
    ledgers: Room<BlobId, Released>,
    recorded: Room<BlobId, Option<Recorded>>,
}

impl Contents {
    pub(super) fn new() -> Self {
        Self {
            documents: Room::of(DOCUMENTS),
            ledgers: Room::of(RECORD),
            recorded: Room::of(RECORD),
        }
    }

    /// The document that these bytes at a path are.
    pub(super) fn document(
        &mut self,
        store: &Store,
        path: &DocPath,
        blob: &BlobId,
    ) -> Result<Words, StorageError> {
        let key = (blob.clone(), path.clone());
        self.documents.get_or(key, || Ok(document(path, bounded(store, blob, format::LARGEST)?)))
    }

    /// The ledger that these bytes are.
    pub(super) fn ledger(
        &mut self,
        store: &Store,
        blob: &BlobId,
    ) -> Result<Released, StorageError> {
        self.ledgers.get_or(blob.clone(), || Ok(ledger(bounded(store, blob, LARGEST_TABLE)?)))
    }

    /// The words on the record that these bytes are; those of a file that is too large are none.
    pub(super) fn recorded(
        &mut self,
        store: &Store,
        blob: &BlobId,
    ) -> Result<Option<Recorded>, StorageError> {
        self.recorded.get_or(blob.clone(), || Ok(recorded(bounded(store, blob, LARGEST_TABLE)?)))
    }

    /// Takes in what was read ahead.
    pub(super) fn take_in(&mut self, ahead: ReadAhead) {
        ahead.documents.into_iter().for_each(|(key, read)| self.documents.put(key, read));
        ahead.ledgers.into_iter().for_each(|(key, read)| self.ledgers.put(key, read));
        ahead.recorded.into_iter().for_each(|(key, read)| self.recorded.put(key, read));
    }
}

/// Files that are about to be asked for, as another thread read them: few and small ones, since others
/// wait meanwhile. What it did not read, or could not, whoever asks for it reads.
pub(super) struct Unread {
    /// So many bytes may still be read.
    left: usize,
    documents: Vec<((BlobId, DocPath), Vec<u8>)>,
    ledgers: Vec<(BlobId, Read<Released>)>,
    recorded: Vec<(BlobId, Vec<u8>)>,
}

impl Unread {
    /// Of one commit.
    pub(super) fn new() -> Self {
        Self { left: BYTES_AHEAD, documents: Vec::new(), ledgers: Vec::new(), recorded: Vec::new() }
    }

    fn bytes(&mut self, store: &Store, blob: &BlobId) -> Option<Vec<u8>> {
        let bytes = store.blob_within(blob, self.left).ok()?.ok()?;
        self.left -= bytes.len();
        Some(bytes)
    }

    /// The bytes of a document.
    pub(super) fn document(&mut self, store: &Store, path: &DocPath, blob: &BlobId) {
        let bytes = self.bytes(store, blob);
        self.documents.extend(bytes.map(|bytes| ((blob.clone(), path.clone()), bytes)));
    }

    /// A document's ledger, which is small and says what else there is to read.
    pub(super) fn ledger(&mut self, store: &Store, blob: &BlobId) -> Option<Arc<Ledger>> {
        let read = ledger(Ok(self.bytes(store, blob)?));
        let says = read.1.as_ref().ok().cloned();
        self.ledgers.push((blob.clone(), read));
        says
    }

    /// The bytes of words on the record.
    pub(super) fn recorded(&mut self, store: &Store, blob: &BlobId) {
        let bytes = self.bytes(store, blob);
        self.recorded.extend(bytes.map(|bytes| (blob.clone(), bytes)));
    }

    /// What they say.
    fn read(self) -> ReadAhead {
        let document = |((blob, path), bytes)| {
            let read = document(&path, Ok(bytes));
            ((blob, path), read)
        };
        let words = |(blob, bytes)| {
            let read = recorded(Ok(bytes));
            if let (_, Some(recorded)) = &read {
                recorded.words();
            }
            (blob, read)
        };
        ReadAhead {
            documents: self.documents.into_iter().map(document).collect(),
            ledgers: self.ledgers,
            recorded: self.recorded.into_iter().map(words).collect(),
        }
    }
}

impl Ahead for (Transition, Unread) {
    fn is_large(&self) -> bool {
        self.0.is_large()
    }
}

/// A commit as a change, with what the files say that were read of it.
pub(super) fn with_words((seen, unread): (Transition, Unread)) -> (Transition, ReadAhead) {
    (seen, unread.read())
}

/// What files say that are about to be asked for.
pub(super) struct ReadAhead {
    documents: Vec<((BlobId, DocPath), Read<Words>)>,
    ledgers: Vec<(BlobId, Read<Released>)>,
    recorded: Vec<(BlobId, Read<Option<Recorded>>)>,
}

/// What was read last, up to so many bytes of files.
struct Room<K: Hash + Eq, T> {
    most: usize,
    bytes: usize,
    kept: LruCache<K, Read<T>>,
}

impl<K: Hash + Eq, T: Clone> Room<K, T> {
    fn of(most: usize) -> Self {
        Self { most, bytes: 0, kept: LruCache::unbounded() }
    }

    fn get_or(
        &mut self,
        key: K,
        read: impl FnOnce() -> Result<Read<T>, StorageError>,
    ) -> Result<T, StorageError> {
        if let Some((_, known)) = self.kept.get(&key) {
            return Ok(known.clone());
        }
        let read = read()?;
        let says = read.1.clone();
        self.put(key, read);
        Ok(says)
    }

    fn put(&mut self, key: K, (bytes, says): Read<T>) {
        let read = (bytes + EACH, says);
        self.bytes += read.0;
        self.bytes -= self.kept.put(key, read).map_or(0, |(bytes, _)| bytes);
        while self.bytes > self.most {
            let Some((_, (bytes, _))) = self.kept.pop_lru() else { return };
            self.bytes -= bytes;
        }
    }
}

/// A file's bytes, where there are no more than that; else how many there are. None is unpacked to
/// find that out.
pub(super) fn bounded(store: &Store, blob: &BlobId, most: usize) -> Result<Bytes, StorageError> {
    let read = store.blob_within(blob, most)?;
    Ok(read.map_err(|size| format!("it has {size} bytes, and {most} are the most")))
}

/// The table of that kind that these bytes are: settings, orders, a ledger.
pub(super) fn table<T: File>(
    store: &Store,
    blob: &BlobId,
) -> Result<Result<T, String>, StorageError> {
    Ok(table_of(bounded(store, blob, LARGEST_TABLE)?))
}

fn table_of<T: File>(bytes: Bytes) -> Result<T, String> {
    let text = bytes.and_then(text)?;
    format::read(&text).map_err(|problems| first(&problems))
}

/// What is said of bytes that cannot be read.
fn first(problems: &[Problem]) -> String {
    problems.first().map_or_else(|| "it cannot be read".to_owned(), |one| one.message.clone())
}

fn document(path: &DocPath, bytes: Bytes) -> Read<Words> {
    let size = bytes.as_ref().map_or(0, Vec::len);
    let read = bytes.and_then(text).and_then(|text| {
        let document = format::read_document(path, &text).map_err(|problems| first(&problems))?;
        let digest = format::digest(&document, &BTreeMap::new());
        Ok((Arc::new(document), digest))
    });
    (size, read)
}

fn ledger(bytes: Bytes) -> Read<Released> {
    let size = bytes.as_ref().map_or(0, Vec::len);
    (size, table_of(bytes).map(Arc::new))
}

fn recorded(bytes: Bytes) -> Read<Option<Recorded>> {
    (bytes.as_ref().map_or(0, Vec::len), bytes.ok().map(Recorded::new))
}

fn text(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_last_is_kept_up_to_so_many_bytes() {
        let mut room: Room<u8, u8> = Room::of(10 * EACH);
        let kept = |room: &Room<u8, u8>| room.kept.iter().map(|(key, _)| *key).collect::<Vec<_>>();
        for key in 1..=3 {
            room.put(key, (3 * EACH, key));
        }
        assert_eq!((kept(&room), room.bytes), (vec![3, 2], 8 * EACH));
        assert_eq!(room.get_or(2, || panic!("it is kept")).expect("kept"), 2);
        room.put(4, (5 * EACH, 4));
        assert_eq!((kept(&room), room.bytes), (vec![4, 2], 10 * EACH));
        room.put(4, (EACH, 4));
        assert_eq!(room.bytes, 6 * EACH);
        room.put(5, (10 * EACH, 5));
        assert_eq!((kept(&room), room.bytes), (vec![], 0));
        assert_eq!(room.get_or(5, || Ok((0, 9))).expect("read"), 9);
    }
}

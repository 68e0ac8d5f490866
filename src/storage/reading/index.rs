//! Git's index, as its file has it (gitformat-index(5)).
//!
//! It is looked at by every act, and is the one file that grows with the desk: it is walked through
//! once, and no entry is copied.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use git2::{ObjectFormat, Oid};

use crate::storage::ground::durable::{self, Stamp};
use crate::storage::{BlobId, StorageError};

/// The bytes before the first entry: `DIRC`, the version, the number of entries.
pub(in crate::storage) const HEADER: usize = 12;

/// The bytes of an entry before its object's name: times, device, inode, mode, owner, size.
pub(in crate::storage) const STAT: usize = 40;

/// In an entry's flags: two more bytes of flags follow.
const EXTENDED: u16 = 1 << 14;

thread_local! {
    /// The index that was read last, and the file it was then: an act asks of it several times.
    static LAST: RefCell<Option<(PathBuf, Stamp, Rc<IndexFile>)>> = const { RefCell::new(None) };
}

/// The bytes of an index.
#[derive(Debug)]
pub(in crate::storage) struct IndexFile {
    pub(in crate::storage) bytes: Vec<u8>,
    pub(in crate::storage) version: u32,
    count: u32,
    /// Where its entries end, and the extensions begin.
    pub(in crate::storage) end: usize,
    /// The bytes of an object's name.
    pub(in crate::storage) name: usize,
}

/// One entry.
#[derive(Debug)]
pub(in crate::storage) struct Entry<'a> {
    /// Where its bytes begin and end.
    pub(in crate::storage) start: usize,
    pub(in crate::storage) end: usize,
    /// How many bytes stand before its path.
    pub(in crate::storage) fixed: usize,
    /// The object's name, in bytes.
    pub(in crate::storage) id: &'a [u8],
    /// Which side of a merge it is; 0 where nothing is to be settled.
    pub(in crate::storage) stage: u8,
    pub(in crate::storage) path: &'a [u8],
}

/// The versions of one path: settled, the base, ours, theirs.
pub(in crate::storage) type Versions = [Option<BlobId>; 4];

impl IndexFile {
    /// Reads that file, or gives what was read of it where it is still the same file; `None` where there
    /// is none.
    ///
    /// # Errors
    ///
    /// The disk's; [`StorageError::Damaged`] where it is no index that git of one file would write.
    pub(in crate::storage) fn read(
        path: &Path,
        format: ObjectFormat,
    ) -> Result<Option<Rc<Self>>, StorageError> {
        let Some(stamp) = durable::stamp(path)? else { return Ok(None) };
        let known = LAST.with_borrow(|last| match last {
            Some((read, at, index)) if read == path && *at == stamp => Some(index.clone()),
            _ => None,
        });
        if known.is_some() {
            return Ok(known);
        }
        let Some(index) = Self::read_anew(path, format)?.map(Rc::new) else { return Ok(None) };
        LAST.set(Some((path.to_owned(), stamp, index.clone())));
        Ok(Some(index))
    }

    fn read_anew(path: &Path, format: ObjectFormat) -> Result<Option<Self>, StorageError> {
        let Some(bytes) = durable::read(path)? else { return Ok(None) };
        let name = if format == ObjectFormat::Sha256 { 32 } else { 20 };
        Self::of(bytes, name).map(Some).ok_or_else(|| damaged(path))
    }

    fn of(bytes: Vec<u8>, name: usize) -> Option<Self> {
        let (version, count) = (number(&bytes, 4)?, number(&bytes, 8)?);
        let known = bytes.starts_with(b"DIRC") && (2..=4).contains(&version);
        let mut index = known.then_some(Self { bytes, version, count, end: HEADER, name })?;
        index.end = index.to_the_end(&mut |_| {})?;
        // What has a small letter first changes what the entries mean: a split index, a sparse one.
        let plain = index.extensions()?.iter().all(|(sign, _)| sign[0].is_ascii_uppercase());
        plain.then_some(index)
    }

    /// Shows every entry, by path and stage.
    pub(in crate::storage) fn walk(&self, see: &mut dyn FnMut(&Entry<'_>)) {
        // It was gone through when it was read.
        let _ = self.to_the_end(see);
    }

    /// The same. Gives where the entries end; `None` where the file ends before them.
    fn to_the_end(&self, see: &mut dyn FnMut(&Entry<'_>)) -> Option<usize> {
        let bytes = &self.bytes;
        let mut at = HEADER;
        let mut before: Vec<u8> = Vec::new();
        for _ in 0..self.count {
            let id = at + STAT;
            let flags_at = id + self.name;
            let flags = u16::from_be_bytes(bytes.get(flags_at..flags_at + 2)?.try_into().ok()?);
            let words = flags_at + if flags & EXTENDED == 0 { 2 } else { 4 };
            let stage = (flags >> 12 & 3) as u8;
            let (path, end) = if self.version == 4 {
                let (cut, rest) = variable(bytes, words)?;
                let end = rest + bytes.get(rest..)?.iter().position(|byte| *byte == 0)?;
                before.truncate(before.len().checked_sub(cut)?);
                before.extend(&bytes[rest..end]);
                (before.as_slice(), end + 1)
            } else {
                let long = match usize::from(flags & 0xFFF) {
                    0xFFF => bytes.get(words..)?.iter().position(|byte| *byte == 0)?,
                    known => known,
                };
                // One to eight zero bytes bring an entry to a length that 8 divides.
                let end = at + (words + long - at + 8) / 8 * 8;
                (bytes.get(words..words + long)?, end)
            };
            let (fixed, id) = (words - at, bytes.get(id..flags_at)?);
            see(&Entry { start: at, end, fixed, id, stage, path });
            at = end;
        }
        (at + self.name <= bytes.len()).then_some(at)
    }

    /// What stands behind the entries: the sign of each extension, and its bytes.
    pub(in crate::storage) fn extensions(&self) -> Option<Vec<([u8; 4], &[u8])>> {
        let end = self.bytes.len() - self.name;
        let (mut at, mut found) = (self.end, Vec::new());
        while at < end {
            let sign = self.bytes.get(at..at + 4)?.try_into().ok()?;
            let long = number(&self.bytes, at + 4)? as usize;
            let next = at.checked_add(8)?.checked_add(long)?;
            found.push((sign, self.bytes.get(at + 8..next).filter(|_| next <= end)?));
            at = next;
        }
        Some(found)
    }

    /// Whether it has no checksum (`index.skipHash`).
    pub(in crate::storage) fn is_unsigned(&self) -> bool {
        self.bytes[self.bytes.len() - self.name..].iter().all(|byte| *byte == 0)
    }

    /// The versions that it has of these paths.
    pub(in crate::storage) fn versions(&self, paths: &[&str]) -> Vec<Versions> {
        let mut found = vec![Versions::default(); paths.len()];
        let mut wanted: Vec<(&[u8], usize)> =
            paths.iter().enumerate().map(|(at, path)| (path.as_bytes(), at)).collect();
        wanted.sort_unstable();
        let mut next = 0;
        self.walk(&mut |entry| {
            while wanted.get(next).is_some_and(|(path, _)| *path < entry.path) {
                next += 1;
            }
            for (_, at) in wanted[next..].iter().take_while(|(path, _)| *path == entry.path) {
                let id = Oid::from_bytes(entry.id).ok();
                found[*at][usize::from(entry.stage)] = id.map(BlobId::of);
            }
        });
        found
    }

    /// The paths of which there are two versions that nobody settled.
    pub(in crate::storage) fn unmerged(&self) -> Vec<String> {
        let mut unmerged: Vec<String> = Vec::new();
        self.walk(&mut |entry| {
            if entry.stage > 0 {
                unmerged.push(String::from_utf8_lossy(entry.path).into_owned());
            }
        });
        unmerged.dedup();
        unmerged
    }
}

/// Four bytes as a number.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// A number of as many bytes as it needs, and where it ends (the offsets of gitformat-pack(5)).
fn variable(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let mut byte = *bytes.get(at)?;
    let mut number = usize::from(byte & 0x7F);
    while byte & 0x80 != 0 {
        at += 1;
        byte = *bytes.get(at)?;
        number = number.checked_add(1)?.checked_mul(128)?.checked_add(usize::from(byte & 0x7F))?;
    }
    Some((number, at + 1))
}

fn damaged(path: &Path) -> StorageError {
    let what = format!("`{}` is no index of files that can be read here", path.display());
    StorageError::Damaged { what }
}

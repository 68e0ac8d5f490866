//! Git's index, as its file has it (gitformat-index(5)).
//!
//! It is looked at by every act, and is the one file that grows with the desk. It is gone through once, when
//! it is read; from then on an entry is found by halves.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use git2::{ObjectFormat, Oid};

use crate::storage::ground::durable::{self, Stamp};
use crate::storage::{BlobId, StorageError};

/// The bytes before the first entry: `DIRC`, the version, the number of entries.
pub(in crate::storage) const HEADER: usize = 12;

/// The bytes of an entry before its object's name: times, device, inode, mode, owner, size.
pub(in crate::storage) const STAT: usize = 40;

/// Where in an entry the second stands in which the file was saved.
const SAVED: usize = 8;

/// In an entry's flags: two more bytes of flags follow.
const EXTENDED: u16 = 1 << 14;

thread_local! {
    /// The index that was read last, and the file it was then: an act asks of it several times.
    static LAST: RefCell<Option<(PathBuf, Stamp, Rc<IndexFile>)>> = const { RefCell::new(None) };
}

/// So many entries are found together; few in tests, so that there are several blocks.
const BLOCK: u32 = if cfg!(test) { 2 } else { 256 };

/// The bytes of an index.
#[derive(Debug)]
pub(in crate::storage) struct IndexFile {
    pub(in crate::storage) bytes: Vec<u8>,
    pub(in crate::storage) version: u32,
    pub(in crate::storage) count: u32,
    /// Where its entries end, and the extensions begin.
    pub(in crate::storage) end: usize,
    /// The bytes of an object's name.
    pub(in crate::storage) name: usize,
    /// Its entries in parts, by which one is found; no path is in two of them.
    pub(in crate::storage) blocks: Vec<Block>,
    /// Whether it has a path of which nobody settled the versions.
    pub(in crate::storage) is_unmerged: bool,
    /// Where the entries begin whose files git reads to see whether they changed.
    pub(in crate::storage) unsure: Vec<usize>,
}

/// Entries that follow each other.
#[derive(Debug, Default)]
pub(in crate::storage) struct Block {
    /// Where the first begins.
    pub(in crate::storage) start: usize,
    /// The path before it, where its own is told by that.
    pub(in crate::storage) before: Vec<u8>,
    /// How many there are.
    count: u32,
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
        let Some(bytes) = durable::read(path)? else { return Ok(None) };
        let name = if format == ObjectFormat::Sha256 { 32 } else { 20 };
        let index = Self::of(bytes, name, stamp.second()).map(Rc::new);
        let index = index.ok_or_else(|| damaged(path))?;
        LAST.set(Some((path.to_owned(), stamp, index.clone())));
        Ok(Some(index))
    }

    /// The index of these bytes, written in that second (of Unix's time).
    fn of(bytes: Vec<u8>, name: usize, written: u64) -> Option<Self> {
        let (version, count) = (number(&bytes, 4)?, number(&bytes, 8)?);
        let known = bytes.starts_with(b"DIRC") && (2..=4).contains(&version);
        let empty = || Self {
            bytes,
            version,
            count,
            end: HEADER,
            name,
            blocks: Vec::new(),
            is_unmerged: false,
            unsure: Vec::new(),
        };
        let mut index = known.then(empty)?;
        index.look_through(written)?;
        // What has a small letter first changes what the entries mean: a split index, a sparse one.
        let plain = index.extensions()?.iter().all(|(sign, _)| sign[0].is_ascii_uppercase());
        plain.then_some(index)
    }

    /// Goes through every entry once; `None` where the file ends before them.
    fn look_through(&mut self, written: u64) -> Option<()> {
        let (mut blocks, mut unsure) = (Vec::<Block>::new(), Vec::new());
        let (mut at, mut before, mut is_unmerged) = (HEADER, Vec::new(), false);
        for _ in 0..self.count {
            let flags = self.flags(at)?;
            is_unmerged |= stage(flags) > 0;
            let full = blocks.last().is_none_or(|block| block.count >= BLOCK);
            match blocks.last_mut() {
                // The second and the third side of a path stand in the block of the first.
                Some(block) if !full || stage(flags) > 1 => block.count += 1,
                _ => blocks.push(Block { start: at, before: before.clone(), count: 1 }),
            }
            // git's own rule (racy-git): what was saved in the second in which the index was written may
            // have changed since with nothing to show for it.
            let saved = number(&self.bytes, at + SAVED)?;
            if saved == 0 || u64::from(saved) >= written {
                unsure.push(at);
            }
            at = self.entry(at, &mut before)?.end;
        }
        self.end = (at + self.name <= self.bytes.len()).then_some(at)?;
        (self.blocks, self.unsure, self.is_unmerged) = (blocks, unsure, is_unmerged);
        Some(())
    }

    /// Whether the entry that begins there says nothing of when its file was saved.
    pub(in crate::storage) fn is_blank(&self, start: usize) -> bool {
        number(&self.bytes, start + SAVED) == Some(0)
    }

    fn flags(&self, at: usize) -> Option<u16> {
        let at = at + STAT + self.name;
        Some(u16::from_be_bytes(self.bytes.get(at..at + 2)?.try_into().ok()?))
    }

    /// The entry that begins there; `before` is the path of the one before it, and is this one's from then
    /// on, where paths are told by that.
    fn entry<'a>(&'a self, at: usize, before: &'a mut Vec<u8>) -> Option<Entry<'a>> {
        let (bytes, flags) = (&self.bytes, self.flags(at)?);
        let flags_at = at + STAT + self.name;
        let words = flags_at + if flags & EXTENDED == 0 { 2 } else { 4 };
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
        let id = bytes.get(at + STAT..flags_at)?;
        Some(Entry { start: at, end, fixed: words - at, id, stage: stage(flags), path })
    }

    /// Shows the entries of a block, by path and stage, until `see` wants no more.
    pub(in crate::storage) fn walk(
        &self,
        block: &Block,
        see: &mut dyn FnMut(&Entry<'_>) -> ControlFlow<()>,
    ) {
        let (mut at, mut before) = (block.start, block.before.clone());
        for _ in 0..block.count {
            // It was gone through when it was read.
            let Some(entry) = self.entry(at, &mut before) else { return };
            at = entry.end;
            if see(&entry).is_break() {
                return;
            }
        }
    }

    /// The path of a block's first entry.
    pub(in crate::storage) fn first_path(&self, block: &Block) -> Vec<u8> {
        let mut before = block.before.clone();
        self.entry(block.start, &mut before).map(|entry| entry.path.to_owned()).unwrap_or_default()
    }

    /// The block in which that entry or path has its place; `None` where it has none.
    fn block(&self, is_after: impl Fn(&Block) -> bool) -> Option<&Block> {
        self.blocks.get(self.blocks.partition_point(|block| !is_after(block)).checked_sub(1)?)
    }

    fn block_of(&self, path: &[u8]) -> Option<&Block> {
        self.block(|block| self.first_path(block).as_slice() > path)
    }

    /// The path and the object of the entry that begins there.
    pub(in crate::storage) fn at(&self, start: usize) -> Option<(Vec<u8>, BlobId)> {
        let mut found = None;
        self.walk(self.block(|block| block.start > start)?, &mut |entry| {
            if entry.start < start {
                return ControlFlow::Continue(());
            }
            let id = Oid::from_bytes(entry.id).ok().map(BlobId::of);
            found = id.map(|id| (entry.path.to_owned(), id));
            ControlFlow::Break(())
        });
        found
    }

    /// Whether it has that file.
    pub(in crate::storage) fn has(&self, path: &[u8]) -> bool {
        self.first_from(path).is_some_and(|first| first == path)
    }

    /// Whether it has a file below a folder of that name.
    pub(in crate::storage) fn has_below(&self, folder: &[u8]) -> bool {
        let below = [folder, b"/"].concat();
        self.first_from(&below).is_some_and(|first| first.starts_with(&below))
    }

    /// The first path that does not stand before that one.
    fn first_from(&self, path: &[u8]) -> Option<Vec<u8>> {
        let next = self.blocks.partition_point(|block| self.first_path(block).as_slice() <= path);
        let mut found = None;
        if let Some(block) = next.checked_sub(1).and_then(|at| self.blocks.get(at)) {
            self.walk(block, &mut |entry| {
                if entry.path < path {
                    return ControlFlow::Continue(());
                }
                found = Some(entry.path.to_owned());
                ControlFlow::Break(())
            });
        }
        found.or_else(|| self.blocks.get(next).map(|block| self.first_path(block)))
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
        let versions = |path: &&str| {
            let (path, mut found) = (path.as_bytes(), Versions::default());
            let Some(block) = self.block_of(path) else { return found };
            self.walk(block, &mut |entry| match entry.path.cmp(path) {
                Ordering::Less => ControlFlow::Continue(()),
                Ordering::Equal => {
                    let id = Oid::from_bytes(entry.id).ok();
                    found[usize::from(entry.stage)] = id.map(BlobId::of);
                    ControlFlow::Continue(())
                }
                Ordering::Greater => ControlFlow::Break(()),
            });
            found
        };
        paths.iter().map(versions).collect()
    }

    /// The paths of which there are two versions that nobody settled.
    pub(in crate::storage) fn unmerged(&self) -> Vec<String> {
        let mut unmerged: Vec<String> = Vec::new();
        for block in self.blocks.iter().filter(|_| self.is_unmerged) {
            self.walk(block, &mut |entry| {
                if entry.stage > 0 {
                    unmerged.push(String::from_utf8_lossy(entry.path).into_owned());
                }
                ControlFlow::Continue(())
            });
        }
        unmerged.dedup();
        unmerged
    }
}

/// Which side of a merge an entry with these flags is.
fn stage(flags: u16) -> u8 {
    (flags >> 12 & 3) as u8
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

//! A few entries of git's index put in their places, the others copied as they are.
//!
//! `git update-index` reads, hashes and writes every entry for one that changes; here the bytes between
//! the changes are copied, and not even gone through. Offsets into the file, by which git reads it on several threads, are left
//! out: git writes them again. What this does not know how to carry on is left to git.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Write};
use std::ops::{ControlFlow, Range};

use sha1::{Digest, Sha1};
use sha2::Sha256;

use super::looked::Seen;
use crate::storage::BlobId;
use crate::storage::reading::changes::DEEPEST;
use crate::storage::reading::index::{Entry, HEADER, IndexFile, STAT};

/// Where an entry has its mode.
const MODE: Range<usize> = 24..28;

/// The extensions that can be carried on, or are written again by git.
const KNOWN: [&[u8; 4]; 4] = [b"TREE", b"REUC", b"EOIE", b"IEOT"];

/// What a path is to be: its mode and bytes; `None` where it is to be gone.
pub(super) type Edits<'a> = BTreeMap<&'a [u8], Option<(u32, &'a BlobId)>>;

/// An index to be written: bytes of the old one, and new ones between them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Spliced<'a>(Vec<Cow<'a, [u8]>>);

impl Spliced<'_> {
    /// Writes it.
    pub(super) fn write(&self, to: impl Write) -> io::Result<()> {
        let mut to = BufWriter::new(to);
        self.0.iter().try_for_each(|part| to.write_all(part))?;
        to.flush()
    }
}

/// That index with these edits, and with what `look` sees of files; `None` where git is to do it.
pub(super) fn splice<'a>(
    index: &'a IndexFile,
    edits: &Edits<'_>,
    look: impl FnOnce() -> Seen,
) -> Option<Spliced<'a>> {
    let folders = Folders::of(edits);
    let known = |(sign, _): &([u8; 4], &[u8])| KNOWN.contains(&sign);
    if index.is_unmerged || folders.collide(index) || !index.extensions()?.iter().all(known) {
        return None;
    }
    let mut splice = Splice {
        index,
        seen: look(),
        parts: vec![Cow::Borrowed(index.bytes.get(..HEADER)?)],
        copied: HEADER,
        count: index.count,
        last: Vec::new(),
        again: false,
    };
    let mut left = edits.iter().peekable();
    for (n, block) in index.blocks.iter().enumerate() {
        let next = index.blocks.get(n + 1);
        let end = next.map(|next| index.first_path(next));
        let is_here = |path: &[u8]| end.as_ref().is_none_or(|end| path < end.as_slice());
        if !splice.again && !left.peek().is_some_and(|(path, _)| is_here(path)) {
            splice.last = next.map(|next| next.before.clone()).unwrap_or_default();
            continue;
        }
        index.walk(block, &mut |entry| {
            while let Some((path, to)) = left.next_if(|(path, _)| **path < entry.path) {
                splice.insert(entry.start, path, *to);
            }
            match left.next_if(|(path, _)| **path == entry.path) {
                Some((path, to)) => {
                    splice.insert(entry.start, path, *to);
                    splice.copied = entry.end;
                    splice.count -= 1;
                }
                None => splice.keep(entry),
            }
            ControlFlow::Continue(())
        });
    }
    for (path, to) in left {
        splice.insert(index.end, path, *to);
    }
    splice.copy(index.end);
    splice.parts[0].to_mut()[8..].copy_from_slice(&splice.count.to_be_bytes());
    for (sign, bytes) in index.extensions()? {
        match &sign {
            b"TREE" => {
                let mut tree = Vec::with_capacity(bytes.len());
                let rest = folders.forget(bytes, index.name, &mut Vec::new(), 0, &mut tree)?;
                rest.is_empty().then(|| splice.extend(sign, tree.into()))?;
            }
            b"REUC" => splice.extend(sign, bytes.into()),
            _ => {} // where entries begin: git writes that again
        }
    }
    let checksum = match (index.is_unsigned(), index.name) {
        (true, name) => vec![0; name],
        (false, 32) => digest::<Sha256>(&splice.parts),
        (false, _) => digest::<Sha1>(&splice.parts),
    };
    splice.parts.push(checksum.into());
    Some(Spliced(splice.parts))
}

fn digest<D: Digest>(parts: &[Cow<'_, [u8]>]) -> Vec<u8> {
    let mut digest = D::new();
    parts.iter().for_each(|part| digest.update(part));
    digest.finalize().to_vec()
}

/// An index in the making.
struct Splice<'a> {
    index: &'a IndexFile,
    seen: Seen,
    parts: Vec<Cow<'a, [u8]>>,
    /// Up to where the old bytes were looked at: copied, or left out.
    copied: usize,
    count: u32,
    /// The path of the last entry written; the fourth version tells an entry's by how it goes on from
    /// there.
    last: Vec<u8>,
    /// The next entry that is kept follows another one than before.
    again: bool,
}

impl Splice<'_> {
    /// Copies the old bytes up to there, with what was seen of files put down. Of those that were not looked
    /// at and may have changed since the index was written, nothing stays by which git could take them for
    /// unchanged.
    fn copy(&mut self, to: usize) {
        let first = self.index.unsure.partition_point(|start| *start < self.copied);
        for start in self.index.unsure[first..].iter().take_while(|start| **start < to) {
            let stat = match self.seen.get(start) {
                Some(stat) => *stat,
                None if self.index.is_blank(*start) => continue,
                None => [0; STAT],
            };
            self.copy_plain(*start);
            self.parts.push(stat[..MODE.start].to_vec().into());
            self.copied += MODE.start;
            self.copy_plain(start + MODE.end);
            self.parts.push(stat[MODE.end..].to_vec().into());
            self.copied = start + STAT;
        }
        self.copy_plain(to);
    }

    fn copy_plain(&mut self, to: usize) {
        if self.copied < to {
            self.parts.push(Cow::Borrowed(&self.index.bytes[self.copied..to]));
            self.copied = to;
        }
    }

    fn extend(&mut self, sign: [u8; 4], bytes: Cow<'_, [u8]>) {
        let long = u32::try_from(bytes.len()).unwrap_or_default();
        self.parts.push([&sign[..], &long.to_be_bytes(), &bytes].concat().into());
    }

    fn keep(&mut self, entry: &Entry<'_>) {
        if std::mem::take(&mut self.again) && self.index.version == 4 {
            self.copy(entry.start + entry.fixed);
            let name = self.name(entry.path);
            self.parts.push(name.into());
            self.copied = entry.end;
        }
        if self.index.version == 4 {
            self.last.clear();
            self.last.extend(entry.path);
        }
    }

    fn insert(&mut self, at: usize, path: &[u8], to: Option<(u32, &BlobId)>) {
        self.copy(at);
        self.again = true;
        let Some((mode, id)) = to else { return };
        self.count += 1;
        // No time and no size: git looks at the file before it takes it for unchanged.
        let mut entry = vec![0; STAT];
        entry[MODE].copy_from_slice(&mode.to_be_bytes());
        entry.extend(id.oid().as_bytes());
        let long = u16::try_from(path.len()).unwrap_or(0xFFF).min(0xFFF);
        entry.extend(long.to_be_bytes());
        if self.index.version == 4 {
            entry.extend(self.name(path));
        } else {
            entry.extend(path);
            let zeros = 8 - entry.len() % 8;
            entry.extend(&[0; 8][..zeros]);
        }
        self.parts.push(entry.into());
    }

    /// A path by how it goes on from the one before it, of the fourth version.
    fn name(&mut self, path: &[u8]) -> Vec<u8> {
        let same = self.last.iter().zip(path).take_while(|(a, b)| a == b).count();
        let mut cut = self.last.len() - same;
        let mut name = vec![(cut & 0x7F) as u8];
        while cut > 0x7F {
            cut = (cut >> 7) - 1;
            name.push(0x80 | (cut & 0x7F) as u8);
        }
        name.reverse();
        name.extend(&path[same..]);
        name.push(0);
        self.last.clear();
        self.last.extend(path);
        name
    }
}

/// The folders of what is edited.
struct Folders<'a> {
    /// All of them, down to the root, which is empty.
    all: BTreeSet<&'a [u8]>,
    paths: BTreeSet<&'a [u8]>,
}

impl<'a> Folders<'a> {
    fn of(edits: &Edits<'a>) -> Self {
        let mut all = BTreeSet::from([&b""[..]]);
        for path in edits.keys() {
            all.extend(above(path));
        }
        Self { all, paths: edits.keys().copied().collect() }
    }

    /// Whether the index has a file in the place of a folder of these, or a folder in the place of one of
    /// these.
    fn collide(&self, index: &IndexFile) -> bool {
        self.all.iter().any(|folder| index.has(folder))
            || self.paths.iter().any(|path| index.has_below(path))
    }

    /// Copies the names of folders (the extension `TREE`) without those that are no longer right. Gives
    /// what stands behind the folder; `None` where it is not written as it should be.
    fn forget<'b>(
        &self,
        bytes: &'b [u8],
        name: usize,
        folder: &mut Vec<u8>,
        depth: usize,
        out: &mut Vec<u8>,
    ) -> Option<&'b [u8]> {
        if depth > DEEPEST {
            return None;
        }
        let (own, rest) = cut(bytes, 0)?;
        let (count, rest) = cut(rest, b' ')?;
        let (below, mut rest) = cut(rest, b'\n')?;
        let before = folder.len();
        if !own.is_empty() && !folder.is_empty() {
            folder.push(b'/');
        }
        folder.extend(own);
        let known: i64 = std::str::from_utf8(count).ok()?.parse().ok()?;
        let holds = known >= 0 && !self.all.contains(folder.as_slice());
        out.extend(own);
        out.push(0);
        out.extend(if holds { count } else { b"-1" });
        out.push(b' ');
        out.extend(below);
        out.push(b'\n');
        if known >= 0 {
            let (id, after) = rest.split_at_checked(name)?;
            rest = after;
            if holds {
                out.extend(id);
            }
        }
        let below: usize = std::str::from_utf8(below).ok()?.parse().ok()?;
        for _ in 0..below {
            rest = self.forget(rest, name, folder, depth + 1, out)?;
        }
        folder.truncate(before);
        Some(rest)
    }
}

/// The folders that a path is in, the innermost first, without the root.
fn above(path: &[u8]) -> impl Iterator<Item = &[u8]> {
    let slashes = path.iter().enumerate().rev().filter(|(_, byte)| **byte == b'/');
    slashes.map(|(at, _)| &path[..at])
}

fn cut(bytes: &[u8], at: u8) -> Option<(&[u8], &[u8])> {
    let place = bytes.iter().position(|byte| *byte == at)?;
    Some((&bytes[..place], &bytes[place + 1..]))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests arrange files")]
mod tests {
    use std::rc::Rc;

    use proptest::prelude::*;

    use super::*;
    use crate::storage::testing::TestDesk;

    const PATHS: [&str; 9] = [
        "newsroom.toml",
        "posts/2026/11/flood/a.toml",
        "posts/2026/11/flood/ab.toml",
        "posts/2026/11/flood/b.toml",
        "posts/2026/11/flood-two/a.toml",
        "posts/2026/11/flood0/a.toml",
        "posts/2026/12/story/x.toml",
        "posts/2027/01/é/x.toml",
        "zz",
    ];

    /// Which of the paths are to be something else, or gone.
    fn edits() -> impl Strategy<Value = BTreeMap<usize, Option<u8>>> {
        prop::collection::btree_map(0..PATHS.len(), prop::option::of(0..3_u8), 1..5)
    }

    fn index_of(desk: &TestDesk) -> Rc<IndexFile> {
        let format = git2::Repository::open(desk.path()).expect("opened").object_format();
        IndexFile::read(&desk.path().join(".git/index"), format).expect("read").expect("there")
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn what_is_put_in_is_what_git_puts_in(
            there in edits(), changes in edits(), version in 2..5_u8, hash in any::<bool>(),
        ) {
            let desk = TestDesk::new();
            for (at, to) in &there {
                if let Some(words) = to {
                    desk.save(PATHS[*at], &words.to_string());
                }
            }
            desk.git(&["config", "index.skipHash", if hash { "false" } else { "true" }]);
            desk.git(&["add", "."]);
            desk.git(&["commit", "-q", "--allow-empty", "-m", "x"]);
            desk.git(&["update-index", "--force-write-index", "--index-version", &version.to_string()]);
            let store = desk.store();
            let blobs: BTreeMap<usize, Option<BlobId>> = changes
                .iter()
                .map(|(at, to)| (*at, to.map(|words| store.hash(words.to_string().as_bytes()))))
                .collect();
            let edits: Edits<'_> = blobs
                .iter()
                .map(|(at, to)| (PATHS[*at].as_bytes(), to.as_ref().map(|id| (0o100_644, id))))
                .collect();
            let (before, mut spliced) = (index_of(&desk), Vec::new());
            let parts = splice(&before, &edits, Seen::new).expect("nothing odd is there");
            parts.write(&mut spliced).expect("in memory");
            for (at, to) in &blobs {
                match to {
                    Some(id) => {
                        // git does not put in what is not there
                        desk.save("words", &changes[at].expect("words").to_string());
                        desk.git(&["hash-object", "-w", "words"]);
                        let info = format!("100644,{id},{}", PATHS[*at]);
                        desk.git(&["update-index", "--add", "--cacheinfo", &info]);
                    }
                    None => drop(desk.git(&["update-index", "--force-remove", PATHS[*at]])),
                }
            }
            let wanted = (desk.git(&["ls-files", "--stage"]), desk.git(&["write-tree"]));
            std::fs::write(desk.path().join(".git/index"), spliced).expect("written");
            let found = (desk.git(&["ls-files", "--stage"]), desk.git(&["write-tree"]));
            prop_assert_eq!(found, wanted);
            desk.git(&["fsck", "--strict"]); // it checks the checksum, and the names of folders
            let again = index_of(&desk);
            let asked: Vec<&str> = blobs.keys().map(|at| PATHS[*at]).collect();
            let versions = again.versions(&asked);
            let now: Vec<Option<BlobId>> = versions.into_iter().map(|[now, ..]| now).collect();
            prop_assert_eq!(now, blobs.into_values().collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_was_seen_stands_at_its_own_entry_and_all_others_are_as_they_were() {
        const BLANK: usize = 4;
        let desk = TestDesk::new();
        let place = || desk.path().join(".git/index");
        let once =
            std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
        for path in PATHS {
            desk.save(path, path);
            let file = std::fs::File::options().write(true).open(desk.path().join(path));
            file.and_then(|file| file.set_modified(once)).expect("set");
        }
        desk.git(&["add", "."]);
        let id = desk.git(&["hash-object", PATHS[BLANK]]);
        desk.git(&["update-index", "--cacheinfo", &format!("100644,{id},{}", PATHS[BLANK])]);
        let told = |at: &usize| desk.git(&["ls-files", "--debug", "--", PATHS[*at]]);
        for version in ["2", "4"] {
            desk.git(&["update-index", "--force-write-index", "--index-version", version]);
            let (before, bytes) = (index_of(&desk), std::fs::read(place()).expect("read"));
            let [start] = before.unsure[..] else { panic!("one is blank") };
            let as_before: Vec<String> = (0..PATHS.len()).map(|at| told(&at)).collect();
            let (new, seen) = (desk.store().hash(b"new"), Seen::from([(start, [7; STAT])]));
            for (edited, to) in (0..PATHS.len()).flat_map(|at| [(at, None), (at, Some(&new))]) {
                let edits = [(PATHS[edited].as_bytes(), to.map(|id| (0o100_644, id)))];
                let spliced = splice(&before, &Edits::from(edits), || seen.clone());
                let file = std::fs::File::create(place()).expect("made");
                spliced.expect("nothing odd").write(file).expect("written");
                for at in (0..PATHS.len()).filter(|at| *at != edited && *at != BLANK) {
                    assert_eq!(told(&at), as_before[at], "{version} {edited}");
                }
                if edited != BLANK {
                    assert!(told(&BLANK).contains("mtime: 117901063:117901063"), "{edited}");
                }
                std::fs::write(place(), &bytes).expect("written");
            }
        }
    }

    #[test]
    fn a_file_in_a_folders_place_and_two_versions_are_gits_to_settle() {
        let desk = TestDesk::new();
        desk.save("posts/a/b", "1");
        desk.git(&["add", "."]);
        let index = index_of(&desk);
        let id = desk.store().hash(b"1");
        for (path, knows) in [("posts/a", false), ("posts/a/b/c", false), ("posts/a/c", true)] {
            let edits = Edits::from([(path.as_bytes(), Some((0o100_644, &id)))]);
            assert_eq!(splice(&index, &edits, Seen::new).is_some(), knows, "{path}");
        }
        desk.git(&["checkout", "-q", "-b", "side"]);
        desk.git(&["commit", "-qm", "side"]);
        desk.git(&["checkout", "-q", "main"]);
        desk.save("posts/a/b", "2");
        desk.git(&["add", "."]);
        desk.git(&["commit", "-qm", "ours"]);
        assert!(!desk.try_git(&["merge", "-q", "side"]).status.success());
        let index = index_of(&desk);
        assert_eq!(index.unmerged(), ["posts/a/b"]);
        let edits = Edits::from([(b"posts/a/c".as_slice(), Some((0o100_644, &id)))]);
        assert_eq!(splice(&index, &edits, Seen::new), None);
        let [versions] = &index.versions(&["posts/a/b"])[..] else { panic!("one path") };
        let [settled, base, ours, theirs] = versions;
        assert_eq!((settled, base), (&None, &None));
        assert_eq!(theirs.as_ref(), Some(&id));
        assert_eq!(ours.as_ref(), Some(&desk.store().hash(b"2")));
    }
}

//! A few entries of git's index put in their places, the others copied as they are.
//!
//! `git update-index` reads, hashes and writes every entry for one that changes; here the bytes between
//! the changes are copied. Offsets into the file, by which git reads it on several threads, are left
//! out: git writes them again. What this does not know how to carry on is left to git.

use std::collections::{BTreeMap, BTreeSet};

use sha1::{Digest, Sha1};
use sha2::Sha256;

use crate::storage::BlobId;
use crate::storage::reading::changes::DEEPEST;
use crate::storage::reading::index::{Entry, HEADER, IndexFile, STAT};

/// What a path is to be: its mode and bytes; `None` where it is to be gone.
pub(super) type Edits<'a> = BTreeMap<&'a [u8], Option<(u32, &'a BlobId)>>;

/// The bytes of that index with these edits; `None` where git is to do it.
pub(super) fn splice(index: &IndexFile, edits: &Edits<'_>) -> Option<Vec<u8>> {
    let folders = Folders::of(edits);
    let mut splice = Splice {
        index,
        out: index.bytes.get(..HEADER)?.to_vec(),
        copied: HEADER,
        count: 0,
        last: Vec::new(),
        again: false,
        well: true,
    };
    splice.out.reserve(index.bytes.len() + 128 * edits.len());
    let mut left = edits.iter().peekable();
    index.walk(&mut |entry| {
        splice.well &= entry.stage == 0 && !folders.collide(entry.path);
        while let Some((path, to)) = left.next_if(|(path, _)| **path < entry.path) {
            splice.insert(entry.start, path, *to);
        }
        match left.next_if(|(path, _)| **path == entry.path) {
            Some((path, to)) => {
                splice.insert(entry.start, path, *to);
                splice.copied = entry.end;
            }
            None => splice.keep(entry),
        }
    });
    for (path, to) in left {
        splice.insert(index.end, path, *to);
    }
    splice.copy(index.end);
    let (mut out, count) = (splice.out, splice.count);
    if !splice.well {
        return None;
    }
    out[8..HEADER].copy_from_slice(&count.to_be_bytes());
    for (sign, bytes) in index.extensions()? {
        match &sign {
            b"TREE" => {
                let mut tree = Vec::with_capacity(bytes.len());
                let rest = folders.forget(bytes, index.name, &mut Vec::new(), 0, &mut tree)?;
                rest.is_empty().then(|| extend(&mut out, sign, &tree))?;
            }
            b"REUC" => extend(&mut out, sign, bytes),
            b"EOIE" | b"IEOT" => {} // where entries begin: git writes them again
            _ => return None,
        }
    }
    let checksum = match (index.is_unsigned(), index.name) {
        (true, name) => vec![0; name],
        (false, 32) => Sha256::digest(&out).to_vec(),
        (false, _) => Sha1::digest(&out).to_vec(),
    };
    out.extend(checksum);
    Some(out)
}

fn extend(out: &mut Vec<u8>, sign: [u8; 4], bytes: &[u8]) {
    out.extend(sign);
    out.extend(u32::try_from(bytes.len()).unwrap_or_default().to_be_bytes());
    out.extend(bytes);
}

/// An index in the making.
struct Splice<'a> {
    index: &'a IndexFile,
    out: Vec<u8>,
    /// Up to where the old bytes were looked at: copied, or left out.
    copied: usize,
    count: u32,
    /// The path of the last entry written; the fourth version tells an entry's by how it goes on from
    /// there.
    last: Vec<u8>,
    /// The next entry that is kept follows another one than before.
    again: bool,
    well: bool,
}

impl Splice<'_> {
    /// Copies the old bytes up to there.
    fn copy(&mut self, to: usize) {
        if self.copied < to {
            self.out.extend(&self.index.bytes[self.copied..to]);
            self.copied = to;
        }
    }

    fn keep(&mut self, entry: &Entry<'_>) {
        self.count += 1;
        if self.index.version == 4 {
            if std::mem::take(&mut self.again) {
                let fixed = &self.index.bytes[entry.start..entry.start + entry.fixed];
                self.out.extend(fixed);
                self.name(entry.path);
                self.copied = entry.end;
            }
            self.last.clear();
            self.last.extend(entry.path);
        }
    }

    fn insert(&mut self, at: usize, path: &[u8], to: Option<(u32, &BlobId)>) {
        self.copy(at);
        self.again = true;
        let Some((mode, id)) = to else { return };
        self.count += 1;
        let start = self.out.len();
        // No time and no size: git looks at the file before it takes it for unchanged.
        self.out.extend([0; 24]);
        self.out.extend(mode.to_be_bytes());
        self.out.extend([0; STAT - 28]);
        self.out.extend(id.oid().as_bytes());
        let long = u16::try_from(path.len()).unwrap_or(0xFFF).min(0xFFF);
        self.out.extend(long.to_be_bytes());
        if self.index.version == 4 {
            self.name(path);
        } else {
            self.out.extend(path);
            let zeros = 8 - (self.out.len() - start) % 8;
            self.out.extend(&[0; 8][..zeros]);
        }
    }

    /// A path by how it goes on from the one before it, of the fourth version.
    fn name(&mut self, path: &[u8]) {
        let same = self.last.iter().zip(path).take_while(|(a, b)| a == b).count();
        let mut cut = self.last.len() - same;
        let mut digits = vec![(cut & 0x7F) as u8];
        while cut > 0x7F {
            cut = (cut >> 7) - 1;
            digits.push(0x80 | (cut & 0x7F) as u8);
        }
        self.out.extend(digits.iter().rev());
        self.out.extend(&path[same..]);
        self.out.push(0);
        self.last.clear();
        self.last.extend(path);
    }
}

/// The folders of what is edited.
struct Folders<'a> {
    /// All of them, down to the root, which is empty.
    all: BTreeSet<&'a [u8]>,
    paths: BTreeSet<&'a [u8]>,
    longest: usize,
}

impl<'a> Folders<'a> {
    fn of(edits: &Edits<'a>) -> Self {
        let mut all = BTreeSet::from([&b""[..]]);
        for path in edits.keys() {
            all.extend(above(path));
        }
        let longest = all.iter().map(|folder| folder.len()).max().unwrap_or_default();
        Self { all, paths: edits.keys().copied().collect(), longest }
    }

    /// Whether a file is in the place of a folder of these, or one of these in the place of a folder of
    /// that file.
    fn collide(&self, path: &[u8]) -> bool {
        let is_folder = path.len() <= self.longest && self.all.contains(path);
        is_folder || above(path).any(|folder| self.paths.contains(folder))
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
            let spliced = splice(&index_of(&desk), &edits).expect("nothing odd is there");
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
            std::fs::write(desk.path().join(".git/index"), &spliced).expect("written");
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
    fn a_file_in_a_folders_place_and_two_versions_are_gits_to_settle() {
        let desk = TestDesk::new();
        desk.save("posts/a/b", "1");
        desk.git(&["add", "."]);
        let index = index_of(&desk);
        let id = desk.store().hash(b"1");
        for (path, knows) in [("posts/a", false), ("posts/a/b/c", false), ("posts/a/c", true)] {
            let edits = Edits::from([(path.as_bytes(), Some((0o100_644, &id)))]);
            assert_eq!(splice(&index, &edits).is_some(), knows, "{path}");
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
        assert_eq!(splice(&index, &edits), None);
        let [versions] = &index.versions(&["posts/a/b"])[..] else { panic!("one path") };
        let [settled, base, ours, theirs] = versions;
        assert_eq!((settled, base), (&None, &None));
        assert_eq!(theirs.as_ref(), Some(&id));
        assert_eq!(ours.as_ref(), Some(&desk.store().hash(b"2")));
    }
}

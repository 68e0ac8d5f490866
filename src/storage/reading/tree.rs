//! Files as commits hold them.
//!
//! Folders are read as git keeps them (the tree objects of Pro Git, "Git Internals"), and the last ones
//! are kept: a walk through a long history meets each of them a few times in a row, and never again.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use git2::{ObjectType, Oid, Repository};
use lru::LruCache;

use super::header;
use crate::storage::ground::error::git;
use crate::storage::{BlobId, CommitId, StorageError, Store};

impl Store {
    /// The file's name and bytes in that commit; `None` where there is no plain file.
    ///
    /// # Errors
    ///
    /// [`StorageError::NoCommit`], or git's.
    pub fn file(
        &self,
        at: &CommitId,
        path: &str,
    ) -> Result<Option<(BlobId, Vec<u8>)>, StorageError> {
        let Some(id) = self.entry(at, path)? else { return Ok(None) };
        let bytes = self.blob(&id)?;
        Ok(Some((id, bytes)))
    }

    /// The file's name in that commit; `None` where there is no plain file.
    ///
    /// # Errors
    ///
    /// [`StorageError::NoCommit`], or git's.
    pub fn entry(&self, at: &CommitId, path: &str) -> Result<Option<BlobId>, StorageError> {
        tree(&self.repo, at)?.entry(path)
    }

    /// The folders that are `depth` levels below that one, with the name git gives all that is in
    /// each: equal names, equal files.
    ///
    /// # Errors
    ///
    /// [`StorageError::NoCommit`], or git's.
    pub fn folders_under(
        &self,
        at: &CommitId,
        folder: &str,
        depth: usize,
    ) -> Result<BTreeMap<String, String>, StorageError> {
        let root = tree(&self.repo, at)?;
        let Some(id) = root.subtree(folder)? else { return Ok(BTreeMap::new()) };
        let mut level = vec![(folder.to_owned(), id)];
        for _ in 0..depth {
            let mut below = Vec::new();
            for (path, id) in level {
                let folder = Folder::read(&self.repo, id, &path)?;
                below.extend(folder.items().filter(Item::is_folder).filter_map(|item| {
                    let name = std::str::from_utf8(item.name).ok()?;
                    Some((format!("{path}/{name}"), item.oid()))
                }));
            }
            level = below;
        }
        Ok(level.into_iter().map(|(path, id)| (path, id.to_string())).collect())
    }
}

/// Forgets what was read: what is asked for next comes from the disk.
pub(in crate::storage) fn forget() {
    with_recent(|recent| *recent = Recent::new());
}

/// The files of that commit.
pub(in crate::storage) fn tree<'a>(
    repo: &'a Repository,
    at: &CommitId,
) -> Result<Files<'a>, StorageError> {
    let commit = at.oid();
    if let Some(id) = with_recent(|recent| recent.commits.get(&commit).copied()) {
        return Ok(Files { repo, id });
    }
    let id = header::tree_of(repo, commit)?;
    with_recent(|recent| recent.commits.put(commit, id));
    Ok(Files { repo, id })
}

/// All files of a commit, or of a folder.
#[derive(Clone, Copy)]
pub(in crate::storage) struct Files<'a> {
    repo: &'a Repository,
    id: Oid,
}

impl<'a> Files<'a> {
    /// Those of the folder of that name.
    pub(in crate::storage) fn of(repo: &'a Repository, id: Oid) -> Self {
        Self { repo, id }
    }

    /// The name git gives them all.
    pub(in crate::storage) fn id(self) -> Oid {
        self.id
    }

    /// The plain file at that path; `None` for everything else.
    pub(in crate::storage) fn entry(self, path: &str) -> Result<Option<BlobId>, StorageError> {
        let found = self.look_up(path)?.filter(|(mode, _)| is_plain(*mode));
        Ok(found.map(|(_, id)| BlobId::of(id)))
    }

    /// Whether the file at that path may be run.
    pub(in crate::storage) fn is_executable(self, path: &str) -> Result<bool, StorageError> {
        let found = self.look_up(path)?;
        Ok(found.is_some_and(|(mode, _)| is_plain(mode) && mode & 0o111 != 0))
    }

    /// The folder at that path.
    pub(in crate::storage) fn subtree(self, folder: &str) -> Result<Option<Oid>, StorageError> {
        let found = self.look_up(folder)?.filter(|(mode, _)| is_folder(*mode));
        Ok(found.map(|(_, id)| id))
    }

    /// What is in the folder at that path.
    pub(in crate::storage) fn folder(
        self,
        path: &str,
    ) -> Result<Option<Arc<Folder>>, StorageError> {
        self.subtree(path)?.map(|id| Folder::read(self.repo, id, path)).transpose()
    }

    /// The mode and name of what is at that path.
    fn look_up(self, path: &str) -> Result<Option<(u32, Oid)>, StorageError> {
        let mut at = (FOLDER, self.id);
        for part in path.split('/') {
            if !is_folder(at.0) {
                return Ok(None);
            }
            let folder = Folder::read(self.repo, at.1, path)?;
            let Some(item) = folder.get(part.as_bytes()) else { return Ok(None) };
            at = (item.mode, item.oid());
        }
        Ok(Some(at))
    }
}

/// So many folders are kept, where none has more bytes than that: one of a thousand posts.
const KEPT: NonZeroUsize = NonZeroUsize::new(1024).expect("some are kept");
const LARGEST: usize = 1 << 16;

/// What was read last.
struct Recent {
    /// Folders, by the names that their bytes give them.
    folders: LruCache<Oid, Arc<Folder>>,
    /// What commits have for their files.
    commits: LruCache<Oid, Oid>,
}

/// What was read last on the threads that have it in common.
#[derive(Clone)]
pub(in crate::storage) struct Shared(Arc<Mutex<Recent>>);

thread_local! {
    static RECENT: RefCell<Shared> = RefCell::new(Shared(Arc::new(Mutex::new(Recent::new()))));
}

impl Recent {
    fn new() -> Self {
        Self { folders: LruCache::new(KEPT), commits: LruCache::new(KEPT) }
    }
}

impl Shared {
    /// What this thread read.
    pub(in crate::storage) fn here() -> Self {
        RECENT.with_borrow(Self::clone)
    }

    /// From now on this thread has it in common with whose it was.
    pub(in crate::storage) fn adopt(self) {
        RECENT.set(self);
    }
}

fn with_recent<T>(what: impl FnOnce(&mut Recent) -> T) -> T {
    RECENT.with_borrow(|shared| {
        let mut recent: MutexGuard<'_, Recent> =
            shared.0.lock().unwrap_or_else(PoisonError::into_inner);
        what(&mut recent)
    })
}

/// What is directly in one folder.
pub(in crate::storage) struct Folder {
    bytes: Vec<u8>,
    /// How many bytes an object's name has.
    name: usize,
    /// The mode of each thing, and where its name stands; that of the object follows.
    items: Vec<(u32, Range<usize>)>,
}

/// One thing in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::storage) struct Item<'a> {
    pub(in crate::storage) mode: u32,
    pub(in crate::storage) name: &'a [u8],
    /// The object's name, in bytes.
    id: &'a [u8],
}

impl Folder {
    /// Reads the folder of that name; `path` is for a person.
    pub(in crate::storage) fn read(
        repo: &Repository,
        id: Oid,
        path: &str,
    ) -> Result<Arc<Self>, StorageError> {
        if let Some(known) = with_recent(|recent| recent.folders.get(&id).cloned()) {
            return Ok(known);
        }
        let folder = Arc::new(Self::read_anew(repo, id, path)?);
        if folder.bytes.len() <= LARGEST {
            with_recent(|recent| recent.folders.put(id, folder.clone()));
        }
        Ok(folder)
    }

    fn read_anew(repo: &Repository, id: Oid, path: &str) -> Result<Self, StorageError> {
        let doing = || git(format!("read the folder {path}"));
        let objects = repo.odb().map_err(doing())?;
        let object = objects.read(id).map_err(doing())?;
        let folder = match object.kind() {
            ObjectType::Tree => Self::of(object.data(), id.as_bytes().len()),
            _ => None,
        };
        let what = || format!("`{id}` is no folder that git would write: it is {path}");
        folder.ok_or_else(|| StorageError::Damaged { what: what() })
    }

    /// Entries as git has them: mode, a space, the name, a zero byte, the object's name.
    fn of(bytes: &[u8], name: usize) -> Option<Self> {
        let (mut at, mut items) = (0, Vec::new());
        while at < bytes.len() {
            let mode_end = at + bytes[at..].iter().take(8).position(|byte| *byte == b' ')?;
            let mode = std::str::from_utf8(&bytes[at..mode_end]).ok()?;
            let mode = u32::from_str_radix(mode, 8).ok()?;
            let start = mode_end + 1;
            let end = start + memchr::memchr(0, &bytes[start..])?;
            at = end + 1 + name;
            items.push((mode, start..end));
        }
        (at == bytes.len()).then(|| Self { bytes: bytes.to_owned(), name, items })
    }

    /// What is in it, in git's order.
    pub(in crate::storage) fn items(&self) -> impl ExactSizeIterator<Item = Item<'_>> {
        (0..self.items.len()).map(|at| self.item(at))
    }

    /// What is at that place, where anything is.
    pub(in crate::storage) fn at(&self, at: usize) -> Option<Item<'_>> {
        (at < self.items.len()).then(|| self.item(at))
    }

    /// The same by their names, where many are looked up.
    pub(in crate::storage) fn by_name(&self) -> HashMap<&[u8], Item<'_>> {
        self.items().map(|item| (item.name, item)).collect()
    }

    fn item(&self, at: usize) -> Item<'_> {
        let (mode, name) = &self.items[at];
        let id = &self.bytes[name.end + 1..][..self.name];
        Item { mode: *mode, name: &self.bytes[name.clone()], id }
    }

    /// What has that name.
    pub(in crate::storage) fn get(&self, name: &[u8]) -> Option<Item<'_>> {
        self.items().find(|item| item.name == name)
    }
}

impl Item<'_> {
    /// The name git gives it.
    pub(in crate::storage) fn oid(&self) -> Oid {
        Oid::from_bytes(self.id).expect("a folder's names have the length that its own has")
    }

    pub(in crate::storage) fn is_folder(&self) -> bool {
        is_folder(self.mode)
    }

    pub(in crate::storage) fn is_submodule(&self) -> bool {
        self.mode & KIND == SUBMODULE
    }

    /// Neither folder, symbolic link nor submodule.
    pub(in crate::storage) fn is_plain(&self) -> bool {
        is_plain(self.mode)
    }
}

/// The mode of a folder, and the bits that say what something is.
const FOLDER: u32 = 0o040_000;
const KIND: u32 = 0o170_000;
const SUBMODULE: u32 = 0o160_000;

fn is_folder(mode: u32) -> bool {
    mode & KIND == FOLDER
}

fn is_plain(mode: u32) -> bool {
    !matches!(mode & KIND, FOLDER | 0o120_000 | SUBMODULE)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test takes an object away")]
mod tests {
    use super::*;
    use crate::storage::Line;
    use crate::storage::testing::{POST, STORY, TestDesk};

    #[test]
    fn files_are_read_and_listed() {
        let desk = TestDesk::new();
        desk.file(POST, "post");
        let tip = desk.file(STORY, "story");
        let store = desk.store();
        let (id, bytes) = store.file(&tip, POST).expect("read").expect("there");
        assert_eq!((store.blob(&id).expect("read"), bytes), (b"post".to_vec(), b"post".to_vec()));
        assert_eq!(store.entry(&tip, "posts").expect("read"), None);
        assert_eq!(store.entry(&tip, "posts/none").expect("read"), None);
        assert_eq!(store.entry(&tip, &format!("{POST}/none")).expect("read"), None);
        let names = |folder: &str| -> Vec<String> {
            let files = store.files_under(&tip, folder).expect("listed");
            files.into_iter().map(|(path, _)| path).collect()
        };
        assert_eq!(names("posts"), [POST, STORY]);
        assert_eq!(names(""), ["newsroom.toml", POST, STORY]);
        assert!(names("releases").is_empty());
        let nothing = "0".repeat(40).parse().expect("a name");
        assert!(matches!(store.file(&nothing, POST), Err(StorageError::NoCommit { .. })));
    }

    #[test]
    fn what_is_forgotten_comes_from_the_disk() {
        let desk = TestDesk::new();
        let tip = desk.file(POST, "post");
        let store = desk.store();
        assert!(store.entry(&tip, POST).expect("read").is_some());
        let name = desk.git(&["rev-parse", "HEAD:posts"]);
        let object = desk.path().join(".git/objects").join(&name[..2]).join(&name[2..]);
        std::fs::remove_file(object).expect("it is an object of its own");
        assert!(store.entry(&tip, POST).expect("kept").is_some());
        forget();
        assert!(store.entry(&tip, POST).is_err());
    }

    #[test]
    fn a_folder_that_ends_too_early_is_none() {
        let name = [7; 20];
        let whole = [b"100644 a\0".as_slice(), &name, b"40000 b\0", &name].concat();
        let folder = Folder::of(&whole, 20).expect("read");
        let found: Vec<_> = folder.items().map(|item| (item.mode, item.name)).collect();
        assert_eq!(found, [(0o100_644, b"a".as_slice()), (FOLDER, b"b")]);
        for end in 1..whole.len() {
            let whole_item = end == 29;
            assert_eq!(Folder::of(&whole[..end], 20).is_some(), whole_item, "{end}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_a_commit_is_no_file() {
        let desk = TestDesk::new();
        desk.save("posts/x", "");
        std::os::unix::fs::symlink("/etc/passwd", desk.path().join("posts/link")).expect("linked");
        desk.git(&["add", "posts"]);
        desk.git(&["commit", "-qm", "a link"]);
        let store = desk.store();
        let tip = store.tip(Line::Desk).expect("read").expect("a tip");
        assert_eq!(store.entry(&tip, "posts/link").expect("read"), None);
        assert_eq!(store.files_under(&tip, "posts").expect("listed").len(), 1);
    }
}

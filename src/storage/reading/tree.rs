//! Files as commits hold them.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::Path;

use git2::{ObjectType, Oid, Repository, Tree, TreeEntry};

use super::header;
use crate::storage::ground::error::{found, git};
use crate::storage::{BlobId, CommitId, StorageError, Store};

/// The deepest folder that is walked into; a hostile tree would exhaust the stack.
pub(in crate::storage) const DEEPEST: usize = 100;

/// A file that is another in a later tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PathChange {
    /// The path from the desk's root.
    pub path: String,
    /// What it was; `None` where it is new.
    pub old: Option<BlobId>,
    /// What it is; `None` where it is gone.
    pub new: Option<BlobId>,
}

/// No file of a desk is larger, in bytes: a film of an hour as a page shows it.
const LARGEST: usize = 1 << 29;

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
        entry(&tree(&self.repo, at)?, path)
    }

    /// How many bytes a file has, without unpacking any: a few can be made to hold millions.
    ///
    /// # Errors
    ///
    /// Git's, where it is not there.
    fn blob_size(&self, id: &BlobId) -> Result<usize, StorageError> {
        let doing = || git(format!("look at the blob {id}"));
        let objects = self.repo.odb().map_err(doing())?;
        Ok(objects.read_header(id.oid()).map_err(doing())?.0)
    }

    /// A file's bytes by its name.
    ///
    /// # Errors
    ///
    /// Git's, where it is not there; [`StorageError::TooLarge`].
    pub fn blob(&self, id: &BlobId) -> Result<Vec<u8>, StorageError> {
        let read = self.blob_within(id, LARGEST)?;
        read.map_err(|size| StorageError::TooLarge { blob: id.to_string(), size })
    }

    /// The same, where there are no more bytes than that; else how many there are.
    ///
    /// # Errors
    ///
    /// Git's, where it is not there.
    pub fn blob_within(
        &self,
        id: &BlobId,
        most: usize,
    ) -> Result<Result<Vec<u8>, usize>, StorageError> {
        let size = self.blob_size(id)?;
        if size > most {
            return Ok(Err(size));
        }
        let blob = self.repo.find_blob(id.oid()).map_err(git(format!("read the blob {id}")))?;
        Ok(Ok(blob.content().to_owned()))
    }

    /// The name git gives these bytes in this repository.
    pub fn hash(&self, bytes: &[u8]) -> BlobId {
        hash(&self.repo, bytes)
    }

    /// Every plain file in that folder and those below it: whole path and name, sorted by path.
    /// An empty folder's name means the desk's root.
    ///
    /// # Errors
    ///
    /// [`StorageError::NoCommit`], or git's.
    pub fn files_under(
        &self,
        at: &CommitId,
        folder: &str,
    ) -> Result<Vec<(String, BlobId)>, StorageError> {
        let root = tree(&self.repo, at)?;
        let folder = folder.trim_end_matches('/');
        let id = if folder.is_empty() { Some(root.id()) } else { subtree(&root, folder)? };
        let mut files: Vec<(String, BlobId)> = changes(&self.repo, None, id, folder)?
            .into_iter()
            .filter_map(|change| Some((change.path, change.new?)))
            .collect();
        files.sort();
        Ok(files)
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
        let Some(id) = subtree(&root, folder)? else { return Ok(BTreeMap::new()) };
        let mut level = vec![(folder.to_owned(), id)];
        for _ in 0..depth {
            let mut below = Vec::new();
            for (path, id) in level {
                let tree = self.repo.find_tree(id).map_err(git(format!("read {path}")))?;
                below.extend(tree.iter().filter(is_folder).filter_map(|entry| {
                    let name = entry.name().ok()?.to_owned();
                    Some((format!("{path}/{name}"), entry.id()))
                }));
            }
            level = below;
        }
        Ok(level.into_iter().map(|(path, id)| (path, id.to_string())).collect())
    }

    /// The files that differ between two commits, sorted by path; all files where there is no
    /// first one. Folders that are equal are not read.
    ///
    /// # Errors
    ///
    /// [`StorageError::NoCommit`], or git's.
    pub fn changes(
        &self,
        from: Option<&CommitId>,
        to: &CommitId,
    ) -> Result<Vec<PathChange>, StorageError> {
        let old = from.map(|id| tree(&self.repo, id)).transpose()?.map(|tree| tree.id());
        let new = tree(&self.repo, to)?.id();
        let mut changed = changes(&self.repo, old, Some(new), "")?;
        changed.sort();
        Ok(changed)
    }
}

/// The tree of that commit.
pub(in crate::storage) fn tree<'a>(
    repo: &'a Repository,
    at: &CommitId,
) -> Result<Tree<'a>, StorageError> {
    let files = match repo.find_commit(at.oid()) {
        Ok(commit) => commit.tree_id(),
        Err(_) => header::read(repo, at.oid())?.tree,
    };
    repo.find_tree(files).map_err(git(format!("read the files of {at}")))
}

/// The plain file at that path; `None` for everything else.
pub(in crate::storage) fn entry(
    tree: &Tree<'_>,
    path: &str,
) -> Result<Option<BlobId>, StorageError> {
    let entry = found(tree.get_path(Path::new(path))).map_err(git(format!("look up {path}")))?;
    Ok(entry.filter(is_plain).map(|entry| BlobId::of(entry.id())))
}

/// Whether the file at that path may be run.
pub(in crate::storage) fn is_executable(tree: &Tree<'_>, path: &str) -> Result<bool, StorageError> {
    let entry = found(tree.get_path(Path::new(path))).map_err(git(format!("look up {path}")))?;
    Ok(entry.is_some_and(|entry| entry.filemode() == 0o100_755))
}

/// The folder at that path.
pub(in crate::storage) fn subtree(
    tree: &Tree<'_>,
    folder: &str,
) -> Result<Option<Oid>, StorageError> {
    let entry =
        found(tree.get_path(Path::new(folder))).map_err(git(format!("look up {folder}")))?;
    Ok(entry.filter(is_folder).map(|entry| entry.id()))
}

pub(in crate::storage) fn hash(repo: &Repository, bytes: &[u8]) -> BlobId {
    let oid = Oid::hash_object_ext(ObjectType::Blob, bytes, repo.object_format());
    BlobId::of(oid.expect("hashing bytes in memory cannot fail"))
}

/// The plain files that differ between two folders, in git's order; paths begin with `folder`.
pub(in crate::storage) fn changes(
    repo: &Repository,
    old: Option<Oid>,
    new: Option<Oid>,
    folder: &str,
) -> Result<Vec<PathChange>, StorageError> {
    let mut walk = Walk { repo, found: Vec::new() };
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    walk.folders(old, new, &prefix, 0)?;
    Ok(walk.found)
}

struct Walk<'a> {
    repo: &'a Repository,
    found: Vec<PathChange>,
}

impl Walk<'_> {
    fn folders(
        &mut self,
        old: Option<Oid>,
        new: Option<Oid>,
        prefix: &str,
        depth: usize,
    ) -> Result<(), StorageError> {
        if old == new {
            return Ok(());
        }
        if depth > DEEPEST {
            return Ok(()); // a transition tells of them
        }
        let read =
            |id: Oid| self.repo.find_tree(id).map_err(git(format!("read the folder {prefix}")));
        let (old, new) = (old.map(read).transpose()?, new.map(read).transpose()?);
        for (old, new) in pairs(old.as_ref(), new.as_ref()) {
            self.pair(old.as_ref(), new.as_ref(), prefix, depth)?;
        }
        Ok(())
    }

    fn pair(
        &mut self,
        old: Option<&TreeEntry<'_>>,
        new: Option<&TreeEntry<'_>>,
        prefix: &str,
        depth: usize,
    ) -> Result<(), StorageError> {
        let Some(name) = new.or(old).map(|entry| String::from_utf8_lossy(entry.name_bytes()))
        else {
            return Ok(());
        };
        let path = format!("{prefix}{name}");
        let folder =
            |entry: Option<&TreeEntry<'_>>| entry.filter(|e| is_folder(e)).map(TreeEntry::id);
        let file = |entry: Option<&TreeEntry<'_>>| {
            entry.filter(|e| is_plain(e)).map(|e| BlobId::of(e.id()))
        };
        let (from, to) = (file(old), file(new));
        if from != to {
            self.found.push(PathChange { path: path.clone(), old: from, new: to });
        }
        self.folders(folder(old), folder(new), &format!("{path}/"), depth + 1)
    }
}

type Pair = (Option<TreeEntry<'static>>, Option<TreeEntry<'static>>);

/// The entries of two folders that differ, matched by name; both are sorted in git's order.
fn pairs(old: Option<&Tree<'_>>, new: Option<&Tree<'_>>) -> Vec<Pair> {
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    loop {
        let left = old.and_then(|tree| tree.get(i));
        let right = new.and_then(|tree| tree.get(j));
        let order = match (&left, &right) {
            (None, None) => return pairs,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(left), Some(right)) => git_order(left, right),
        };
        i += usize::from(order.is_le());
        j += usize::from(order.is_ge());
        match order {
            Ordering::Less => pairs.push((left.map(|entry| entry.to_owned()), None)),
            Ordering::Greater => pairs.push((None, right.map(|entry| entry.to_owned()))),
            Ordering::Equal => {
                let same = |a: &TreeEntry<'_>, b: &TreeEntry<'_>| {
                    a.id() == b.id() && a.filemode_raw() == b.filemode_raw()
                };
                if !left.as_ref().zip(right.as_ref()).is_some_and(|(a, b)| same(a, b)) {
                    let owned = |entry: Option<TreeEntry<'_>>| entry.map(|entry| entry.to_owned());
                    pairs.push((owned(left), owned(right)));
                }
            }
        }
    }
}

/// Git sorts a folder as if its name ended in `/` (git's `base_name_compare`).
pub(in crate::storage) fn git_order(a: &TreeEntry<'_>, b: &TreeEntry<'_>) -> Ordering {
    let key = |entry: &TreeEntry<'_>| is_folder(entry).then_some(b'/');
    a.name_bytes().iter().copied().chain(key(a)).cmp(b.name_bytes().iter().copied().chain(key(b)))
}

pub(in crate::storage) fn is_folder(entry: &TreeEntry<'_>) -> bool {
    entry.kind() == Some(ObjectType::Tree)
}

/// Neither folder, symbolic link nor submodule.
pub(in crate::storage) fn is_plain(entry: &TreeEntry<'_>) -> bool {
    entry.filemode() & 0o170_000 == 0o100_000
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::storage::testing::{POST, STORY, TestDesk, batch, git_in};
    use crate::storage::{Change, Line, Plan, Saved};

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

    /// Names that sort apart as files and as folders.
    const NAMES: [&str; 9] = ["a", "a-b", "a.b", "a0", "a/x", "a/y/z", "a.b/x", "b/x", "a-b/c"];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn changes_are_those_git_sees(states in prop::collection::vec(
            prop::collection::btree_map(0..NAMES.len(), 0..3_u8, 0..7), 2..4,
        )) {
            let desk = TestDesk::new();
            let mut commits = Vec::new();
            for files in states {
                desk.git(&["rm", "-qrf", "--ignore-unmatch", "a", "a-b", "a.b", "a0", "b"]);
                for (name, words) in &files {
                    let path = NAMES[*name];
                    let blocked = files.keys().any(|other| path.starts_with(&format!("{}/", NAMES[*other])));
                    if !blocked {
                        desk.save(path, &words.to_string());
                    }
                }
                desk.git(&["add", "-A"]);
                desk.git(&["commit", "-q", "--allow-empty", "-m", "x"]);
                commits.push(desk.git(&["rev-parse", "HEAD"]));
            }
            let (from, to) = (&commits[0], &commits[commits.len() - 1]);
            let said = git_in(&desk.path(), &["diff-tree", "-r", "--no-renames", "--name-only", from, to]);
            let mut expected: Vec<String> =
                String::from_utf8_lossy(&said.stdout).lines().map(str::to_owned).collect();
            expected.sort();
            let id = |text: &String| text.parse::<CommitId>().expect("a name");
            let changed = desk.store().changes(Some(&id(from)), &id(to)).expect("compared");
            let paths: Vec<String> = changed.into_iter().map(|change| change.path).collect();
            prop_assert_eq!(paths, expected);
        }
    }

    #[test]
    fn what_is_too_deep_to_walk_is_left_and_told() {
        let desk = TestDesk::new();
        let store = desk.store();
        let mut batch = batch();
        let change = Change {
            path: "ordé/".repeat(DEEPEST + 5) + "x",
            expected: None,
            content: Some(Vec::new()),
            saved: Saved::Leave,
        };
        batch.desk = vec![Plan { title: "deep".into(), files: vec![change], ..Plan::default() }];
        let tip = store.write(batch).expect("written").desk.expect("a commit");
        assert_eq!(store.changes(None, &tip).expect("walked").len(), 1, "newsroom.toml alone");
        let odd = store.transition(&tip, &|_| false).expect("read").odd;
        assert!(odd.iter().any(|odd| odd.what == "folders too deep to walk"), "{odd:?}");
    }
}

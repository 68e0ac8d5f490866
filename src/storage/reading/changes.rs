//! What differs between two trees; folders that are equal are not read.

use std::cmp::Ordering;

use git2::{Oid, Repository};

use super::tree::{Folder, Item, tree};
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

impl Store {
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
        let id = if folder.is_empty() { Some(root.id()) } else { root.subtree(folder)? };
        let mut files: Vec<(String, BlobId)> = between(&self.repo, None, id, folder)?
            .into_iter()
            .filter_map(|change| Some((change.path, change.new?)))
            .collect();
        files.sort();
        Ok(files)
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
        let mut changed = between(&self.repo, old, Some(new), "")?;
        changed.sort();
        Ok(changed)
    }
}

/// The plain files that differ between two folders, in git's order; paths begin with `folder`.
pub(in crate::storage) fn between(
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
        let read = |id: Oid| Folder::read(self.repo, id, prefix);
        let (old, new) = (old.map(read).transpose()?, new.map(read).transpose()?);
        pairs(old.as_deref(), new.as_deref(), &mut |old, new| self.pair(old, new, prefix, depth))
    }

    fn pair(
        &mut self,
        old: Option<Item<'_>>,
        new: Option<Item<'_>>,
        prefix: &str,
        depth: usize,
    ) -> Result<(), StorageError> {
        let Some(name) = new.or(old).map(|item| String::from_utf8_lossy(item.name)) else {
            return Ok(());
        };
        let path = format!("{prefix}{name}");
        let folder = |item: Option<Item<'_>>| item.filter(Item::is_folder).map(|item| item.oid());
        let file =
            |item: Option<Item<'_>>| item.filter(Item::is_plain).map(|item| BlobId::of(item.oid()));
        let (from, to) = (file(old), file(new));
        if from != to {
            self.found.push(PathChange { path: path.clone(), old: from, new: to });
        }
        self.folders(folder(old), folder(new), &format!("{path}/"), depth + 1)
    }
}

/// Sees a thing that is in one of two folders, or in both.
type See<'a> = &'a mut dyn FnMut(Option<Item<'_>>, Option<Item<'_>>) -> Result<(), StorageError>;

/// Shows what differs between two folders, matched by name; both are sorted in git's order.
fn pairs(old: Option<&Folder>, new: Option<&Folder>, see: See<'_>) -> Result<(), StorageError> {
    let (mut i, mut j) = (0, 0);
    loop {
        let left = old.and_then(|folder| folder.at(i));
        let right = new.and_then(|folder| folder.at(j));
        let order = match (&left, &right) {
            (None, None) => return Ok(()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(left), Some(right)) if left == right => {
                (i, j) = (i + 1, j + 1);
                continue;
            }
            (Some(left), Some(right)) => git_order(left, right),
        };
        i += usize::from(order.is_le());
        j += usize::from(order.is_ge());
        see(left.filter(|_| order.is_le()), right.filter(|_| order.is_ge()))?;
    }
}

/// Git sorts a folder as if its name ended in `/` (git's `base_name_compare`).
pub(in crate::storage) fn git_order(a: &Item<'_>, b: &Item<'_>) -> Ordering {
    let end = |item: &Item<'_>| item.is_folder().then_some(b'/');
    a.name.iter().copied().chain(end(a)).cmp(b.name.iter().copied().chain(end(b)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::storage::testing::{TestDesk, batch, git_in};
    use crate::storage::{Change, Plan, Saved};

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

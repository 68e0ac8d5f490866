//! One commit as a change of the trees of its parents, with whatever odd its trees hold.

use git2::Oid;

use super::odd::{self, OddEntry};
use crate::storage::ground::error::{found, git};
use crate::storage::reading::tree::{self, Files};
use crate::storage::reading::{changes, header};
use crate::storage::{CommitId, CommitInfo, PathChange, StorageError, Store};

/// A commit, what it changed of each parent, and how it was signed.
#[derive(Debug, Clone)]
pub struct Transition {
    /// What it says of itself.
    pub info: CommitInfo,
    /// The author and committer lines of its header.
    pub people: Vec<u8>,
    /// Its signature and the bytes it is over.
    pub signature: Option<(String, Vec<u8>)>,
    /// For each parent, the plain files that differ; for a first commit, all files.
    pub changes: Vec<Vec<PathChange>>,
    /// Entries that no lawful tree has, where they are new here; a header that none has, at no path.
    pub odd: Vec<OddEntry>,
}

impl Transition {
    /// So many changes are few, and so many bytes of words and signature.
    const FEW: usize = 256;
    const SHORT: usize = 1 << 16;

    /// Whether one that is held along with others would fill memory.
    pub(crate) fn is_large(&self) -> bool {
        let changes = self.changes.iter().map(Vec::len).sum::<usize>() + self.odd.len();
        let signature = self.signature.as_ref().map_or(0, |(by, over)| by.len() + over.len());
        let words = self.info.message.len() + self.people.len();
        changes > Self::FEW || words + signature > Self::SHORT
    }
}

impl Store {
    /// The commits that lead to `tip` and not to one of `known`, parents before children.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn commits(
        &self,
        tip: &CommitId,
        known: &[CommitId],
    ) -> Result<Vec<CommitId>, StorageError> {
        let known: Vec<Oid> = known.iter().map(CommitId::oid).collect();
        let walked = header::walk(&self.repo, tip.oid(), &known)?;
        Ok(walked.into_iter().map(CommitId::of).collect())
    }

    /// That commit as a change of its parents' trees.
    ///
    /// `judged` tells of a path whether everything in it is held to be plain; elsewhere only names
    /// that a checkout would follow out of the work tree are odd.
    ///
    /// # Errors
    ///
    /// [`StorageError::NoCommit`], or git's.
    pub fn transition(
        &self,
        id: &CommitId,
        judged: &dyn Fn(&str) -> bool,
    ) -> Result<Transition, StorageError> {
        let header = header::read(&self.repo, id.oid())?;
        let info = CommitInfo::of(id, &header)?;
        let new = header.tree;
        let files = |of: &CommitId| tree::tree(&self.repo, of).map(Files::id);
        let olds: Vec<Oid> = info.parents.iter().map(files).collect::<Result<_, _>>()?;
        let mut changed = Vec::new();
        for old in &olds {
            let mut files = changes::between(&self.repo, Some(*old), Some(new), "")?;
            files.sort();
            changed.push(files);
        }
        if olds.is_empty() {
            changed.push(changes::between(&self.repo, None, Some(new), "")?);
        }
        let found = odd::entries(&self.repo, new, &olds, judged)?;
        let odd = header.odd.map(|what| OddEntry { path: String::new(), what });
        let odd = odd.into_iter().chain(found);
        Ok(Transition {
            people: header.people,
            signature: if header.signed { self.signature(id)? } else { None },
            info,
            changes: changed,
            odd: odd.collect(),
        })
    }

    /// Where two lines of history part; `None` where they have nothing in common.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn merge_base(&self, a: &CommitId, b: &CommitId) -> Result<Option<CommitId>, StorageError> {
        Ok(header::merge_base(&self.repo, a.oid(), b.oid())?.map(CommitId::of))
    }

    /// That commit's signature and the bytes it is over; `None` where nobody signed it.
    ///
    /// # Errors
    ///
    /// [`StorageError::NoCommit`], or git's.
    pub fn signature(&self, id: &CommitId) -> Result<Option<(String, Vec<u8>)>, StorageError> {
        for field in [None, Some("gpgsig-sha256")] {
            let parts = found(self.repo.extract_signature(&id.oid(), field))
                .map_err(git(format!("read the signature of {id}")))?;
            if let Some((signature, payload)) = parts {
                let signature = String::from_utf8_lossy(&signature).into_owned();
                return Ok(Some((signature, payload.to_vec())));
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Line;
    use crate::storage::testing::{POST, STORY, TestDesk};

    fn transition(desk: &TestDesk) -> Transition {
        let store = desk.store();
        let tip = store.tip(Line::Desk).expect("read").expect("a tip");
        store.transition(&tip, &|path| path.starts_with("posts")).expect("read")
    }

    #[test]
    fn what_a_commit_changes_of_each_parent_is_told() {
        let desk = TestDesk::new();
        desk.file(POST, "base");
        desk.git(&["checkout", "-q", "-b", "side"]);
        desk.save(POST, "side");
        desk.git(&["commit", "-qam", "side"]);
        desk.git(&["checkout", "-q", "main"]);
        desk.file(STORY, "ours");
        desk.git(&["merge", "-q", "--no-ff", "-m", "merge", "side"]);
        let found = transition(&desk);
        let paths: Vec<Vec<&str>> = found
            .changes
            .iter()
            .map(|changes| changes.iter().map(|change| change.path.as_str()).collect())
            .collect();
        assert_eq!(paths, [vec![POST], vec![STORY]]);
        assert!(found.odd.is_empty() && found.signature.is_none());
        let people = String::from_utf8_lossy(&found.people).into_owned();
        assert!(people.starts_with("author ") && people.contains("\ncommitter "), "{people}");
    }
}

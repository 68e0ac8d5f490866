//! What a file was before it became what it is, as git's own log simplifies a history
//! (git-log(1), "History Simplification"): without an index, by the shortest way back.

use std::collections::{HashSet, VecDeque};

use git2::{Oid, Repository};

use super::{header, tree};
use crate::storage::ground::error::git;
use crate::storage::{BlobId, CommitId, Line, StorageError, Store};

impl Store {
    /// What the desk's file was before, newest first: `take` gets a commit that has it so and its
    /// bytes, until it wants no more.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn earlier(
        &self,
        path: &str,
        take: &mut dyn FnMut(CommitId, Vec<u8>) -> bool,
    ) -> Result<(), StorageError> {
        match self.tip(Line::Desk)? {
            Some(tip) => earlier(&self.repo, tip.oid(), path, take),
            None => Ok(()),
        }
    }
}

/// The same from any commit back.
pub(in crate::storage) fn earlier(
    repo: &Repository,
    tip: Oid,
    path: &str,
    take: &mut dyn FnMut(CommitId, Vec<u8>) -> bool,
) -> Result<(), StorageError> {
    let (mut open, mut seen) = (VecDeque::from([tip]), HashSet::from([tip]));
    while let Some(commit) = open.pop_front() {
        let here = at(repo, commit, path)?;
        let mut parents = Vec::new();
        for parent in header::read(repo, commit)?.parents {
            parents.push((parent, at(repo, parent, path)?));
        }
        // Where one parent has the very same, whatever came to be came to be there.
        if let Some((same, _)) = parents.iter().find(|(_, was)| *was == here) {
            if seen.insert(*same) {
                open.push_front(*same);
            }
            continue;
        }
        for (parent, was) in parents {
            if let Some(was) = was {
                let blob =
                    repo.find_blob(was.oid()).map_err(git(format!("read the blob {was}")))?;
                if take(CommitId::of(parent), blob.content().to_owned()) {
                    return Ok(());
                }
            }
            if seen.insert(parent) {
                open.push_back(parent);
            }
        }
    }
    Ok(())
}

fn at(repo: &Repository, commit: Oid, path: &str) -> Result<Option<BlobId>, StorageError> {
    tree::tree(repo, &CommitId::of(commit))?.entry(path)
}

#[cfg(test)]
mod tests {
    use crate::storage::testing::{POST, STORY, TestDesk};

    fn all(desk: &TestDesk) -> Vec<String> {
        let mut all = Vec::new();
        let mut take = |_, bytes: Vec<u8>| {
            all.push(String::from_utf8(bytes).expect("text"));
            false
        };
        desk.store().earlier(POST, &mut take).expect("read");
        all
    }

    #[test]
    fn what_a_file_was_comes_newest_first() {
        let desk = TestDesk::new();
        assert!(all(&desk).is_empty());
        for text in ["one", "two", "three"] {
            desk.file(POST, text);
            desk.file(STORY, text);
        }
        assert_eq!(all(&desk), ["two", "one"]);
        desk.git(&["rm", "-q", POST]);
        desk.git(&["commit", "-qm", "removed"]);
        assert_eq!(all(&desk), ["three", "two", "one"]);
    }

    #[test]
    fn it_stops_where_nobody_wants_more() {
        let desk = TestDesk::new();
        for text in ["one", "two", "three"] {
            desk.file(POST, text);
        }
        let mut taken = Vec::new();
        let mut take = |commit, bytes| {
            taken.push((commit, bytes));
            true
        };
        desk.store().earlier(POST, &mut take).expect("read");
        let two = desk.git(&["rev-parse", "HEAD~1"]).parse().expect("a commit");
        assert_eq!(taken, [(two, b"two".to_vec())]);
    }

    #[test]
    fn of_two_sides_of_a_merge_it_follows_the_one_that_stands() {
        let desk = TestDesk::new();
        desk.file(POST, "base");
        desk.git(&["checkout", "-q", "-b", "side"]);
        desk.save(POST, "side");
        desk.git(&["commit", "-qam", "side"]);
        desk.git(&["checkout", "-q", "main"]);
        desk.file(STORY, "ours");
        desk.git(&["merge", "-q", "--no-ff", "-m", "merge", "side"]);
        assert_eq!(all(&desk), ["base"], "the words of the side are those that stand");
    }
}

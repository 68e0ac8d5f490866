//! Commits as they are.

use std::path::PathBuf;

use super::header::{Header, Person};
use super::{header, trailers, tree};
use crate::model::{Moment, SETTINGS};
use crate::storage::ground::durable;
use crate::storage::ground::error::git;
use crate::storage::{CommitId, Identity, Line, StorageError, Store};

/// What a commit says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitInfo {
    /// Its name.
    pub id: CommitId,
    /// The commits before it; two or more for a merge.
    pub parents: Vec<CommitId>,
    /// Whose words it holds.
    pub author: Identity,
    /// Who made the commit of them: mostly the same.
    pub committer: Identity,
    /// When its author made it, in the author's offset.
    pub at: Moment,
    /// Its message, trailers included.
    pub message: String,
    /// The trailers at the end of its message, in order.
    pub trailers: Vec<(String, String)>,
}

impl CommitInfo {
    /// What that commit's header says.
    pub(in crate::storage) fn of(id: &CommitId, header: &Header) -> Result<Self, StorageError> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let person = |line: &Person| Identity { name: text(&line.name), email: text(&line.email) };
        let at = header.author.at.or_else(|| Moment::from_git(0, 0));
        let at = at.ok_or_else(|| StorageError::Damaged { what: format!("the date of {id}") })?;
        let message = text(&header.message);
        Ok(Self {
            id: id.clone(),
            parents: header.parents.iter().copied().map(CommitId::of).collect(),
            author: person(&header.author),
            committer: person(&header.committer),
            at,
            trailers: trailers::read(&message),
            message,
        })
    }
}

impl Store {
    /// The commit a person means by a name, a branch or the beginning of a hash; `None` where
    /// there is none or more than one.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn resolve(&self, rev: &str) -> Result<Option<CommitId>, StorageError> {
        use git2::ErrorCode::{Ambiguous, InvalidSpec, NotFound};
        match self.repo.revparse_single(rev).and_then(|object| object.peel_to_commit()) {
            Ok(commit) => Ok(Some(CommitId::of(commit.id()))),
            Err(error) if matches!(error.code(), Ambiguous | InvalidSpec | NotFound) => Ok(None),
            Err(error) if error.code() == git2::ErrorCode::Peel => Ok(None),
            Err(error) => Err(git(format!("find `{rev}`"))(error)),
        }
    }

    /// Whether `older` is in the history of `newer`; a commit is in its own.
    ///
    /// # Errors
    ///
    /// [`StorageError::NoCommit`], or git's.
    pub fn is_ancestor(&self, older: &CommitId, newer: &CommitId) -> Result<bool, StorageError> {
        for id in [older, newer] {
            tree::tree(&self.repo, id)?;
        }
        descends(&self.repo, newer, older)
    }

    /// What a commit says of itself; bytes that are not UTF-8 are shown as U+FFFD.
    ///
    /// # Errors
    ///
    /// [`StorageError::NoCommit`], or git's.
    pub fn commit_info(&self, id: &CommitId) -> Result<CommitInfo, StorageError> {
        CommitInfo::of(id, &header::read(&self.repo, id.oid())?)
    }

    /// The commit that first has `newsroom.toml`, on which every judgement rests: the pinned one,
    /// else the first in the desk's history, which is pinned then. `None` before there is one.
    ///
    /// # Errors
    ///
    /// [`StorageError::Damaged`] where the pin cannot be read, or git's.
    pub fn desk_root(&self) -> Result<Option<CommitId>, StorageError> {
        let pin = self.pin();
        if let Some(bytes) = durable::read(&pin)? {
            return Ok(Some(String::from_utf8_lossy(&bytes).trim().parse()?));
        }
        let Some(tip) = self.tip(Line::Desk)? else { return Ok(None) };
        for oid in header::walk(&self.repo, tip.oid(), &[])? {
            let id = CommitId::of(oid);
            if self.entry(&id, SETTINGS)?.is_some() {
                if self.proposed.is_empty() && self.incomplete().is_none() {
                    // a clone that may not be written to finds it anew each time
                    let _ = durable::make_folder(self.common_dir())
                        .and_then(|()| durable::replace(&pin, format!("{id}\n").as_bytes()));
                }
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Where the desk's root is kept.
    fn pin(&self) -> PathBuf {
        self.common_dir().join("root")
    }

    /// What a person is told where this clone has worked on the desk before, and no longer knows the
    /// commit with which it begins.
    pub(in crate::storage) fn root_was_lost(&self) -> Result<Option<String>, StorageError> {
        let pinned = durable::read(&self.pin())?.is_some();
        if pinned || !self.has_notes() || self.incomplete().is_some() {
            return Ok(None);
        }
        let root = self.desk_root()?.map(|root| root.to_string()).unwrap_or_default();
        Ok(Some(format!(
            "this clone no longer knew with which commit its desk begins; it is taken to be {root}, which is TRUSTED ON FIRST USE: ask somebody who has it, then newsroom audit --full --root ROOT"
        )))
    }
}

/// Whether `older` is `newer` or in its history.
pub(in crate::storage) fn descends(
    repo: &git2::Repository,
    newer: &CommitId,
    older: &CommitId,
) -> Result<bool, StorageError> {
    header::descends(repo, newer.oid(), older.oid())
}

#[cfg(test)]
mod tests {
    use crate::storage::Store;
    use crate::storage::testing::{POST, TestDesk};

    #[test]
    fn a_commit_is_found_by_what_a_person_types() {
        let desk = TestDesk::new();
        let one = desk.file(POST, "one");
        let two = desk.file(POST, "two");
        let store = desk.store();
        for rev in [&two.as_str()[..8], "HEAD", "main", two.as_str()] {
            assert_eq!(store.resolve(rev).expect("looked up").as_ref(), Some(&two), "{rev}");
        }
        for rev in ["", "nope", "deadbeef", "HEAD^{tree}", "a b", "main~99", "\0"] {
            assert_eq!(store.resolve(rev).unwrap_or(None), None, "{rev}");
        }
        assert!(store.is_ancestor(&one, &two).expect("compared"));
        assert!(store.is_ancestor(&one, &one).expect("compared"));
        assert!(!store.is_ancestor(&two, &one).expect("compared"));
        let info = store.commit_info(&two).expect("read");
        assert_eq!(info.parents, [one]);
        assert_eq!(info.at.rfc3339(), "2026-11-07T09:30:00+02:00");
        assert_eq!(info.trailers, [("Newsroom-Action".to_owned(), "add".to_owned())]);
    }

    #[test]
    fn the_root_is_the_first_commit_with_settings_and_stays_it() {
        let desk = TestDesk::empty();
        Store::create(&desk.path()).expect("made");
        desk.git(&["commit", "-q", "--allow-empty", "-m", "before there was a desk"]);
        desk.save("newsroom.toml", "[newsroom]\n");
        desk.git(&["add", "."]);
        desk.git(&["commit", "-qm", "the desk"]);
        let root = desk.git(&["rev-parse", "HEAD"]);
        desk.git(&["commit", "-q", "--allow-empty", "-m", "after"]);
        let found = desk.store().desk_root().expect("read").expect("a root");
        assert_eq!(found.as_str(), root);
        desk.git(&["checkout", "-q", "--orphan", "rewritten"]);
        desk.git(&["commit", "-qm", "another history"]);
        desk.git(&["branch", "-qM", "main"]);
        assert_eq!(desk.store().desk_root().expect("read"), Some(found), "it is pinned");
    }
}

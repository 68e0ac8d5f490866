//! The record made again without words that a court ordered to be erased.
//!
//! Each commit is made again from the one that stood there: its files and message but for what is
//! asked to be other, with its author, committer and dates. So anybody who has the old commits can
//! say whether the new ones are nothing but them.

use git2::build::TreeUpdateBuilder;
use git2::{Commit, ObjectType, Oid};

use crate::storage::ground::error::{found, git};
use crate::storage::ground::path::check_path;
use crate::storage::{CommitId, Identity, StorageError, Store};

/// What is to be other in one commit that is made again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edits {
    /// Files: path and content; `None` takes the file out.
    pub files: Vec<(String, Option<Vec<u8>>)>,
    /// The message; `None` leaves it.
    pub message: Option<String>,
}

impl Edits {
    /// Puts a file with that content elsewhere; where it stays, only if the content is another.
    pub fn moves(&mut self, from: &str, to: &str, content: Vec<u8>, is_other: bool) {
        if from == to && !is_other {
            return;
        }
        if from != to {
            self.files.push((from.to_owned(), None));
        }
        self.files.push((to.to_owned(), Some(content)));
    }
}

/// Says of each old commit what is to be other in it.
pub type EditsOf<'a> = &'a dyn Fn(&CommitId) -> Result<Edits, StorageError>;

/// How far a line is another one made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// The commits of the new line that are those of the old one or made again from them, from the
    /// first on.
    pub same: Vec<CommitId>,
    /// Whether any of them is not the old commit itself.
    pub made_again: bool,
    /// How many commits the old line has.
    pub old: usize,
    /// How many the new one has.
    pub new: usize,
}

impl Store {
    /// The commits up to `tip` that would be made again: from the first one that is other.
    ///
    /// # Errors
    ///
    /// As [`Store::remake`].
    pub fn to_be_remade(
        &self,
        tip: &CommitId,
        edits: EditsOf<'_>,
    ) -> Result<Vec<CommitId>, StorageError> {
        let mut line = self.line_to(tip)?;
        for at in 0..line.len() {
            if edits(&line[at])? != Edits::default() {
                return Ok(line.split_off(at));
            }
        }
        Ok(Vec::new())
    }

    /// Makes a line again up to `tip`, as objects that no branch names yet: the old and the new
    /// name of each commit from the first one that is other. Signed where git's settings say so.
    ///
    /// # Errors
    ///
    /// A merge in the line; the disk's and git's; those of `edits`.
    pub fn remake(
        &self,
        tip: &CommitId,
        edits: EditsOf<'_>,
        author: &Identity,
    ) -> Result<Vec<(CommitId, CommitId)>, StorageError> {
        let mut made: Vec<(CommitId, CommitId)> = Vec::new();
        for id in self.to_be_remade(tip, edits)? {
            let wanted = edits(&id)?;
            let commit = self.repo.find_commit(id.oid()).map_err(git(format!("read {id}")))?;
            let files = self.edited(&commit, &wanted)?;
            let parent = made.last().map(|(_, new)| new.oid());
            let parent = parent.or_else(|| commit.parent_id(0).ok());
            let text = again(&commit, files, parent, &wanted);
            let signed = self.sign(&text, author)?;
            let odb = self.repo.odb().map_err(git("make a commit"))?;
            let new = odb.write(ObjectType::Commit, signed.as_deref().unwrap_or(&text));
            made.push((id, CommitId::of(new.map_err(git("make a commit"))?)));
        }
        Ok(made)
    }

    /// How far the line up to `new` is the one up to `old`, made again with these edits.
    ///
    /// # Errors
    ///
    /// A merge in a line; git's; those of `edits`.
    pub fn likeness(
        &self,
        old: &CommitId,
        new: &CommitId,
        edits: EditsOf<'_>,
    ) -> Result<Likeness, StorageError> {
        let (old, new) = (self.line_to(old)?, self.line_to(new)?);
        let mut like =
            Likeness { same: Vec::new(), made_again: false, old: old.len(), new: new.len() };
        for (was, is) in old.iter().zip(&new) {
            if was != is && !self.is_made_again(was, is, edits)? {
                break;
            }
            like.made_again |= was != is;
            like.same.push(is.clone());
        }
        Ok(like)
    }

    fn is_made_again(
        &self,
        old: &CommitId,
        new: &CommitId,
        edits: EditsOf<'_>,
    ) -> Result<bool, StorageError> {
        let read =
            |id: &CommitId| self.repo.find_commit(id.oid()).map_err(git(format!("read {id}")));
        let (was, is) = (read(old)?, read(new)?);
        let wanted = edits(old)?;
        let parent = is.parent_id(0).ok();
        let expected = again(&was, self.edited(&was, &wanted)?, parent, &wanted);
        Ok(expected == again(&is, is.tree_id(), parent, &Edits::default()))
    }

    /// The tree of a commit with what is to be other.
    fn edited(&self, commit: &Commit<'_>, wanted: &Edits) -> Result<Oid, StorageError> {
        let doing = || git("write the folders");
        let files = commit.tree().map_err(doing())?;
        let mut update = TreeUpdateBuilder::new();
        for (path, content) in &wanted.files {
            check_path(path)?;
            match content {
                Some(bytes) => {
                    let blob = self.repo.blob(bytes).map_err(git("write a file's content"))?;
                    update.upsert(path.as_str(), blob, git2::FileMode::Blob);
                }
                None => {
                    update.remove(path.as_str());
                }
            }
        }
        update.create_updated(&self.repo, &files).map_err(doing())
    }

    /// The commits up to `tip`, oldest first, where each has one parent.
    fn line_to(&self, tip: &CommitId) -> Result<Vec<CommitId>, StorageError> {
        let mut line = Vec::new();
        let mut at = Some(tip.clone());
        while let Some(id) = at {
            let commit = found(self.repo.find_commit(id.oid()));
            let commit = commit.map_err(git(format!("read {id}")))?;
            let commit = commit.ok_or_else(|| StorageError::NoCommit { id: id.clone() })?;
            if commit.parent_count() > 1 {
                return Err(StorageError::Damaged { what: format!("{id}, a merge in the record") });
            }
            line.push(id);
            at = commit.parent_id(0).ok().map(CommitId::of);
        }
        line.reverse();
        Ok(line)
    }
}

/// The bytes of a commit with other files and another parent, unsigned.
fn again(commit: &Commit<'_>, files: Oid, parent: Option<Oid>, wanted: &Edits) -> Vec<u8> {
    let mut text = format!("tree {files}\n").into_bytes();
    text.extend(parent.map(|id| format!("parent {id}\n")).unwrap_or_default().bytes());
    for line in commit.raw_header_bytes().split(|byte| *byte == b'\n') {
        if ["author ", "committer ", "encoding "].iter().any(|of| line.starts_with(of.as_bytes())) {
            text.extend(line);
            text.push(b'\n');
        }
    }
    text.push(b'\n');
    match &wanted.message {
        Some(message) => text.extend(message.bytes()),
        None => text.extend(commit.message_raw_bytes()),
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Line;
    use crate::storage::testing::{TestDesk, batch, plan};

    const PATH: &str = "posts/2026/11/x.toml";

    fn record(desk: &TestDesk) -> (Store, CommitId) {
        let store = desk.store();
        for (old, new) in [(None, "one"), (Some("one"), "two"), (Some("two"), "three")] {
            let old = old.map(|old: &str| store.hash(old.as_bytes()));
            let mut batch = batch();
            batch.record = Box::new(move |_| vec![plan(new, &[(PATH, old.as_ref(), Some(new))])]);
            store.write(batch).expect("written");
        }
        let tip = store.tip(Line::Record).expect("read").expect("a record");
        (store, tip)
    }

    fn edits<'a>(
        store: &'a Store,
        word: &'a [u8],
    ) -> impl Fn(&CommitId) -> Result<Edits, StorageError> + 'a {
        move |at| {
            let there = store.file(at, PATH)?.is_some_and(|(_, bytes)| bytes == word);
            let files = there.then(|| (PATH.to_owned(), Some(b"notice".to_vec())));
            Ok(Edits { files: files.into_iter().collect(), message: None })
        }
    }

    #[test]
    fn what_is_made_again_is_as_it_was_but_for_the_edit() {
        let desk = TestDesk::new();
        let (store, tip) = record(&desk);
        let me = Identity { name: "M".to_owned(), email: "m@x".to_owned() };
        let made = store.remake(&tip, &edits(&store, b"two"), &me).expect("made");
        assert_eq!(made.len(), 2, "the commit of the words and the one after it");
        let new = &made[1].1;
        let show = |at: &str| desk.git(&["show", &format!("{at}:{PATH}")]);
        assert_eq!(
            (show(&format!("{new}~1")).as_str(), show(new.as_str()).as_str()),
            ("notice", "three")
        );
        let people = |at: &str| desk.git(&["log", "--format=%an %ae %ad %cn %ce %cd %B", at, "-3"]);
        assert_eq!(people(new.as_str()), people(tip.as_str()));
        let like = store.likeness(&tip, new, &edits(&store, b"two")).expect("compared");
        assert_eq!((like.same.len(), like.old, like.new), (4, 4, 4));
        let other = store.likeness(&tip, new, &edits(&store, b"one")).expect("compared");
        assert_eq!(other.same.len(), 2, "the second release is not as it was");
        assert!(store.remake(&tip, &edits(&store, b"none"), &me).expect("made").is_empty());
    }
}

//! The commits of one line, built and read back before a branch names them.

use std::collections::BTreeMap;

use git2::build::TreeUpdateBuilder;
use git2::{ObjectType, Repository, Signature, Time, Tree};

use super::journal::{Move, Seen, Touched};
use crate::model::Moment;
use crate::storage::ground::error::{found, git};
use crate::storage::ground::path::check_path;
use crate::storage::reading::tree::{self, Files};
use crate::storage::reading::{blob, branches};
use crate::storage::{
    Batch, BlobId, CommitId, Identity, Line, PathChange, Plan, Saved, StorageError, Store,
};

/// One line's new commits, and what they change in all.
pub(super) struct Chain {
    reference: String,
    old: Option<CommitId>,
    pub(super) commits: Vec<CommitId>,
    /// The paths that each of them changes.
    changed: Vec<Vec<String>>,
    pub(super) touched: Vec<Touched>,
}

impl Chain {
    fn on(reference: String, old: Option<CommitId>) -> Self {
        Self { reference, old, commits: Vec::new(), changed: Vec::new(), touched: Vec::new() }
    }

    /// The commit it was built on.
    pub(super) fn base(&self) -> Option<&CommitId> {
        self.old.as_ref()
    }

    /// The line's newest commit, new or old.
    pub(super) fn tip(&self) -> Option<&CommitId> {
        self.commits.last().or(self.old.as_ref())
    }

    /// The move that makes the line's branch name them; `None` where there are none.
    pub(super) fn step(&self) -> Option<Move> {
        let new = self.commits.last()?.clone();
        Some(Move { reference: self.reference.clone(), old: self.old.clone(), new })
    }

    /// The tree after that plan, its blobs written.
    fn apply<'a>(
        &mut self,
        repo: &'a Repository,
        files: &Tree<'a>,
        plan: &Plan,
    ) -> Result<Tree<'a>, StorageError> {
        let mut update = TreeUpdateBuilder::new();
        let mut done = BTreeMap::new();
        for change in &plan.files {
            // A picture that a post shows twice is one file.
            if done.insert(&change.path, &change.content) == Some(&change.content) {
                continue;
            }
            check_path(&change.path)?;
            let there = Files::of(repo, files.id()).entry(&change.path)?;
            let known = self.touched.iter().find(|file| file.path == change.path);
            let before = known.map_or(&there, |file| &file.old);
            if change.expected != there && change.expected != *before {
                return Err(StorageError::Moved { path: change.path.clone() });
            }
            let new = match &change.content {
                Some(bytes) => Some(repo.blob(bytes).map_err(git("write a file's content"))?),
                None => None,
            };
            match new {
                Some(id) => update.upsert(change.path.as_str(), id, git2::FileMode::Blob),
                None if there.is_some() => update.remove(change.path.as_str()),
                None => &mut update,
            };
            self.touch(&change.path, there, new.map(BlobId::of), seen(repo, &change.saved));
        }
        let id = update.create_updated(repo, files).map_err(git("write the folders"))?;
        repo.find_tree(id).map_err(git("read the folders"))
    }

    fn touch(&mut self, path: &str, old: Option<BlobId>, new: Option<BlobId>, seen: Option<Seen>) {
        match self.touched.iter_mut().find(|file| file.path == path) {
            Some(file) => {
                file.new = new;
                file.seen = seen.or(file.seen.take());
            }
            None => {
                let path = path.to_owned();
                self.touched.push(Touched { path, old, new, seen, executable: false });
            }
        }
    }

    /// Reads everything written from the disk: libgit2 compares each object with its name.
    pub(super) fn read_back(&self, fresh: &Repository) -> Result<(), StorageError> {
        let not_written = |what: String| move |_| StorageError::NotWritten { what };
        tree::forget();
        for (id, paths) in self.commits.iter().zip(&self.changed) {
            let commit = fresh.find_commit(id.oid()).map_err(not_written(id.to_string()))?;
            let files = Files::of(fresh, commit.tree_id());
            for path in paths {
                let missing = || not_written(path.clone());
                let entry = files
                    .entry(path)
                    .map_err(|_| StorageError::NotWritten { what: path.clone() })?;
                if let Some(blob) = entry {
                    fresh.find_blob(blob.oid()).map_err(missing())?;
                }
            }
        }
        Ok(())
    }
}

impl Store {
    /// Builds a line's commits, one upon the other, without a branch naming them.
    pub(super) fn chain(
        &self,
        line: Line,
        plans: &[Plan],
        batch: &Batch<'_>,
    ) -> Result<Chain, StorageError> {
        let reference = self.reference(line)?;
        let old = branches::target(&self.repo, &reference)?;
        self.chain_on(Chain::on(reference, old), plans, batch)
    }

    /// Makes a commit of that plan upon another one, as an object that no branch names yet.
    ///
    /// # Errors
    ///
    /// [`StorageError::Moved`] where a file is not what the plan expects; the disk's and git's.
    pub fn commit_on(
        &self,
        base: &CommitId,
        plan: &Plan,
        batch: &Batch<'_>,
    ) -> Result<CommitId, StorageError> {
        let (reference, old) = (self.reference(Line::Record)?, Some(base.clone()));
        let chain = self.chain_on(Chain::on(reference, old), std::slice::from_ref(plan), batch)?;
        Ok(chain.commits.into_iter().next().unwrap_or_else(|| base.clone()))
    }

    fn chain_on(
        &self,
        mut chain: Chain,
        plans: &[Plan],
        batch: &Batch<'_>,
    ) -> Result<Chain, StorageError> {
        let mut files = match &chain.old {
            Some(tip) => {
                let files = tree::tree(&self.repo, tip)?.id();
                self.repo.find_tree(files).map_err(git("read the folders"))?
            }
            None => empty_tree(&self.repo)?,
        };
        for plan in plans {
            files = chain.apply(&self.repo, &files, plan)?;
            let commit = self.commit(plan, &files, chain.tip(), batch)?;
            chain.commits.push(commit);
            chain.changed.push(plan.files.iter().map(|change| change.path.clone()).collect());
        }
        Ok(chain)
    }

    /// A line's branch taken from one commit to another that is made already, and what of the
    /// desk's files that changes.
    pub(super) fn moved_chain(
        &self,
        line: Line,
        old: Option<&CommitId>,
        new: &CommitId,
    ) -> Result<Chain, StorageError> {
        let reference = self.reference(line)?;
        let mut touched = Vec::new();
        if line == Line::Desk {
            let files = tree::tree(&self.repo, new)?;
            for change in self.changes(old, new)? {
                let executable = files.is_executable(&change.path)?;
                let PathChange { path, old, new } = change;
                touched.push(Touched { path, old, new, seen: None, executable });
            }
        }
        let changed = vec![touched.iter().map(|file| file.path.clone()).collect()];
        Ok(Chain { reference, old: old.cloned(), commits: vec![new.clone()], changed, touched })
    }

    /// The record's line as it was made again, in place of the one up to `old`.
    pub(super) fn remade_chain(
        &self,
        old: &CommitId,
        new: &CommitId,
    ) -> Result<Chain, StorageError> {
        let reference = self.reference(Line::Record)?;
        if branches::target(&self.repo, &reference)?.as_ref() != Some(old) {
            return Err(StorageError::Moved { path: reference });
        }
        let (commits, changed) = (vec![new.clone()], vec![Vec::new()]);
        Ok(Chain { commits, changed, ..Chain::on(reference, Some(old.clone())) })
    }

    fn commit(
        &self,
        plan: &Plan,
        files: &Tree<'_>,
        parent: Option<&CommitId>,
        batch: &Batch<'_>,
    ) -> Result<CommitId, StorageError> {
        let doing = || git("make a commit");
        let message = plan.message();
        let odb = self.repo.odb().map_err(doing())?;
        if let Some(other) = &plan.as_of {
            let text = self.commit_as_of(&other.commit, files.id(), parent, &message)?;
            let signed = if other.signed { self.sign(&text, &batch.author)? } else { None };
            let written = odb.write(ObjectType::Commit, signed.as_deref().unwrap_or(&text));
            return written.map(CommitId::of).map_err(doing());
        }
        let who = signature(batch)?;
        let parent =
            parent.map(|id| self.repo.find_commit(id.oid())).transpose().map_err(doing())?;
        let parents: Vec<_> = parent.iter().collect();
        let text = self
            .repo
            .commit_create_buffer(&who, &who, &message, files, &parents)
            .map_err(doing())?;
        let written = match self.sign(&text, &batch.author)? {
            Some(signed) => odb.write(ObjectType::Commit, &signed),
            None => odb.write(ObjectType::Commit, &text),
        };
        written.map(CommitId::of).map_err(doing())
    }

    /// A commit with the people and dates of another, to the byte.
    fn commit_as_of(
        &self,
        other: &CommitId,
        files: git2::Oid,
        parent: Option<&CommitId>,
        message: &str,
    ) -> Result<Vec<u8>, StorageError> {
        let commit =
            found(self.repo.find_commit(other.oid())).map_err(git(format!("read {other}")))?;
        let commit = commit.ok_or_else(|| StorageError::NoCommit { id: other.clone() })?;
        let mut text = format!("tree {files}\n").into_bytes();
        text.extend(parent.map(|id| format!("parent {id}\n")).unwrap_or_default().bytes());
        for line in commit.raw_header_bytes().split(|byte| *byte == b'\n') {
            if line.starts_with(b"author ") || line.starts_with(b"committer ") {
                text.extend(line);
                text.push(b'\n');
            }
        }
        text.push(b'\n');
        text.extend(message.bytes());
        Ok(text)
    }
}

fn seen(repo: &Repository, saved: &Saved) -> Option<Seen> {
    match saved {
        Saved::Leave => None,
        Saved::Take { seen } => Some(Seen {
            id: seen.as_ref().map(|bytes| blob::hash(repo, bytes)),
            bytes: seen.clone(),
        }),
    }
}

/// Author and committer of the batch's commits.
pub(super) fn signature(batch: &Batch<'_>) -> Result<Signature<'static>, StorageError> {
    signature_of(&batch.author, batch.at)
}

/// That person at that time, as commits name people.
pub(in crate::storage) fn signature_of(
    author: &Identity,
    at: Moment,
) -> Result<Signature<'static>, StorageError> {
    let time = Time::new(at.seconds(), at.offset_minutes());
    Signature::new(&author.name, &author.email, &time).map_err(git("name the author of a commit"))
}

fn empty_tree(repo: &Repository) -> Result<Tree<'_>, StorageError> {
    let written = repo.treebuilder(None).and_then(|builder| builder.write());
    written.and_then(|id| repo.find_tree(id)).map_err(git("write the folders"))
}

//! The versions of a document, each with those that it was made of: a post's family tree.

use std::collections::HashMap;

use super::error::OpError;
use super::session::Session;
use crate::model::{DocPath, Document};
use crate::storage::{BlobId, CommitId, CommitInfo, Line, Version};

/// A version of a document that can be read.
#[derive(Debug, Clone)]
pub struct Filed {
    /// The commit that brought it.
    pub commit: CommitInfo,
    /// What it says.
    pub document: Document,
    /// The versions that it was made of, by their places in the list, the nearest first: those in the
    /// parents of its commit, the live words that a correction began with, the words set aside that
    /// came back.
    pub parents: Vec<usize>,
}

/// The versions of a document that can be read, parents before children.
#[derive(Debug, Default)]
pub struct Versions {
    /// The versions.
    pub filed: Vec<Filed>,
    /// What the document's file is called, and was before it was renamed.
    names: Vec<DocPath>,
    /// For each content of its file, and for no file, the commits that brought it and the readable
    /// versions that stand for it.
    brought: HashMap<Option<BlobId>, Vec<(CommitId, Vec<usize>)>>,
    /// What was there before words were set aside for a correction.
    aside: Vec<usize>,
}

impl Session {
    /// The versions of a document at the desk, from the cache of which commits changed it.
    ///
    /// # Errors
    ///
    /// A history that cannot be read.
    pub fn versions(&self, path: &DocPath) -> Result<Versions, OpError> {
        let mut history = self.store.history(Line::Desk, path.as_str())?;
        let mut versions = Versions { names: vec![path.clone()], ..Versions::default() };
        if let Some(before) = self.renamed_from(path, history.first())? {
            let earlier = self.store.history(Line::Desk, before.as_str())?;
            let renamed = history.first().map(|first| first.commit.id.clone());
            let mut all: Vec<Version> = earlier
                .into_iter()
                .filter(|one| Some(&one.commit.id) != renamed.as_ref())
                .collect();
            all.append(&mut history);
            history = all;
            versions.names.push(before);
        }
        for version in history {
            versions.add(self, path, version)?;
        }
        Ok(versions)
    }

    /// What the file was called before the commit with which this name begins.
    fn renamed_from(
        &self,
        path: &DocPath,
        first: Option<&Version>,
    ) -> Result<Option<DocPath>, OpError> {
        let Some(parent) = first.and_then(|first| first.commit.parents.first()) else {
            return Ok(None);
        };
        let before = self.store.on_desk(parent, path)?;
        Ok((before != *path).then_some(before))
    }
}

impl Versions {
    /// The version that a commit of the desk has, by its place in the list; where its file cannot be
    /// read there, the last that could be.
    ///
    /// # Errors
    ///
    /// A repository that cannot be read.
    pub fn at(&self, session: &Session, commit: &CommitId) -> Result<Option<usize>, OpError> {
        Ok(self.standing_at(session, commit)?.first().copied())
    }

    fn add(&mut self, session: &Session, path: &DocPath, version: Version) -> Result<(), OpError> {
        let mut parents = Vec::new();
        if !self.brought.is_empty() {
            for parent in &version.commit.parents {
                for before in self.standing_at(session, parent)? {
                    if !parents.contains(&before) {
                        parents.push(before);
                    }
                }
            }
            self.with_words_aside(session, path, &version.commit, &mut parents)?;
        }
        let id = version.commit.id.clone();
        let stands = match session.read_version(path, &version)? {
            Some(document) => {
                self.filed.push(Filed { commit: version.commit, document, parents });
                vec![self.filed.len() - 1]
            }
            None => parents,
        };
        self.brought.entry(version.blob).or_default().push((id, stands));
        Ok(())
    }

    /// The readable versions that stand for what a commit has.
    fn standing_at(&self, session: &Session, commit: &CommitId) -> Result<Vec<usize>, OpError> {
        let mut blob = None;
        for name in &self.names {
            blob = blob.or(session.store.entry(commit, name.as_str())?);
        }
        let Some(brought) = self.brought.get(&blob) else { return Ok(Vec::new()) };
        if let [(_, stands)] = brought.as_slice()
            && blob.is_some()
        {
            return Ok(stands.clone());
        }
        // The same content can have come twice, on two sides.
        for (by, stands) in brought.iter().rev() {
            if session.store.is_ancestor(by, commit)? {
                return Ok(stands.clone());
            }
        }
        Ok(Vec::new())
    }

    /// A correction begins with the live words and not with the unfinished ones, which come back with
    /// its release: neither is written anew by whoever corrects.
    fn with_words_aside(
        &mut self,
        session: &Session,
        path: &DocPath,
        commit: &CommitInfo,
        parents: &mut Vec<usize>,
    ) -> Result<(), OpError> {
        let [parent] = commit.parents.as_slice() else { return Ok(()) };
        let aside = path.aside();
        let has = |at: &CommitId| session.store.entry(at, &aside).map(|blob| blob.is_some());
        match (has(parent)?, has(&commit.id)?) {
            (false, true) => {
                self.aside.clone_from(parents);
                let live = self.live_before(session, path, commit)?;
                parents.retain(|before| Some(*before) != live);
                parents.splice(0..0, live);
            }
            (true, false) => parents.extend(std::mem::take(&mut self.aside)),
            _ => {}
        }
        Ok(())
    }

    /// The version that readers saw when that commit was made.
    fn live_before(
        &self,
        session: &Session,
        path: &DocPath,
        commit: &CommitInfo,
    ) -> Result<Option<usize>, OpError> {
        let ledger = session.as_last_read(path)?.ledger.unwrap_or_default();
        let words = ledger.releases.iter().rev().filter(|release| release.kind.carries_words());
        for release in words.filter(|release| release.at <= commit.at) {
            if let Ok(desk) = release.desk.parse::<CommitId>() {
                return self.at(session, &desk);
            }
        }
        Ok(None)
    }
}

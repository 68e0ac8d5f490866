//! What commits hold, read once.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::orders::ORDERS;
use crate::audit::{Aside, Content, Filed, Trail};
use crate::format::{self, Problem};
use crate::model::{Contributor, Desk, Digest, DocPath, Document, Ledger, Orders};
use crate::ops::error::OpError;
use crate::ops::live_words::aside_path;
use crate::ops::session::SETTINGS;
use crate::storage::{BlobId, CommitId, Line, Store};

/// So many documents are kept as read; more would only fill memory.
const KEPT: usize = 4096;

type Parsed = Result<Arc<Document>, String>;
/// A document and the digest of its words; why it cannot be read.
type Words = Result<(Arc<Document>, Option<Digest>), String>;

/// What commits hold, read once.
pub(in crate::ops) struct Reader<'a> {
    pub(super) store: &'a Store,
    documents: HashMap<(BlobId, DocPath), Parsed>,
    /// For each content of a path, the commits that brought it and what they prove, oldest first.
    trails: HashMap<(String, BlobId), Vec<(CommitId, Arc<Trail>)>>,
    desks: HashMap<BlobId, Result<Arc<Desk>, String>>,
    digests: HashMap<BlobId, Digest>,
}

impl<'a> Reader<'a> {
    pub(in crate::ops) fn new(store: &'a Store) -> Self {
        Self {
            store,
            documents: HashMap::new(),
            trails: HashMap::new(),
            desks: HashMap::new(),
            digests: HashMap::new(),
        }
    }

    /// The settings of a commit; `None` where it has none.
    pub(super) fn settings(
        &mut self,
        at: &CommitId,
    ) -> Result<Option<Result<Arc<Desk>, String>>, OpError> {
        let Some(blob) = self.store.entry(at, SETTINGS)? else { return Ok(None) };
        self.desk(&blob).map(Some)
    }

    /// The settings that these bytes are.
    pub(super) fn desk(&mut self, blob: &BlobId) -> Result<Result<Arc<Desk>, String>, OpError> {
        if let Some(known) = self.desks.get(blob) {
            return Ok(known.clone());
        }
        let bytes = self.store.blob(blob)?;
        let read = text(bytes).and_then(|text| {
            format::read::<Desk>(&text).map(Arc::new).map_err(|problems| first(&problems))
        });
        self.desks.insert(blob.clone(), read.clone());
        Ok(read)
    }

    /// The ledger that a commit of the record has; the empty one where it has none.
    pub(super) fn ledger(
        &self,
        at: &CommitId,
        path: &DocPath,
    ) -> Result<Result<Ledger, String>, OpError> {
        let Some((_, bytes)) = self.store.file(at, &path.ledger())? else {
            return Ok(Ok(Ledger::default()));
        };
        Ok(text(bytes)
            .and_then(|text| format::read::<Ledger>(&text).map_err(|problems| first(&problems))))
    }

    /// The orders to erase words that a commit of the desk has; none where it has no such file.
    pub(super) fn orders(&self, at: &CommitId) -> Result<Result<Orders, String>, OpError> {
        let Some((_, bytes)) = self.store.file(at, ORDERS)? else {
            return Ok(Ok(Orders::default()));
        };
        Ok(text(bytes)
            .and_then(|text| format::read::<Orders>(&text).map_err(|problems| first(&problems))))
    }

    /// SHA-256 of a blob's bytes.
    pub(super) fn sha256(&mut self, blob: &BlobId) -> Result<Digest, OpError> {
        if let Some(known) = self.digests.get(blob) {
            return Ok(*known);
        }
        let digest = Digest::of(&self.store.blob(blob)?);
        self.digests.insert(blob.clone(), digest);
        Ok(digest)
    }

    /// The document at a path of a commit, with what the steps up to there prove of it.
    pub(in crate::ops) fn content(
        &mut self,
        at: &CommitId,
        path: &DocPath,
    ) -> Result<Content, OpError> {
        let Some(blob) = self.store.entry(at, path.as_str())? else { return Ok(Content::Gone) };
        let (document, digest) = match self.read(at, path, &blob)? {
            Ok(read) => read,
            Err(why) => return Ok(Content::Unreadable(why)),
        };
        if self.trail(at, path, &blob).is_none() {
            self.fold(path)?;
        }
        let trail = self.trail(at, path, &blob).unwrap_or_default();
        let document = (*document).clone();
        Ok(Content::Filed(Arc::new(Filed { document, digest, trail })))
    }

    /// What is known of a content by the steps up to a commit: the same words can have come twice.
    fn trail(&self, at: &CommitId, path: &DocPath, blob: &BlobId) -> Option<Arc<Trail>> {
        let known = self.trails.get(&(path.to_string(), blob.clone()))?;
        if let [(_, only)] = known.as_slice() {
            return Some(only.clone());
        }
        let before = |commit: &CommitId| self.store.is_ancestor(commit, at).unwrap_or(false);
        known.iter().rev().find(|(commit, _)| before(commit)).map(|(_, trail)| trail.clone())
    }

    /// The document at a path after a commit that changed it: its trail goes on from `before`.
    pub(super) fn next(
        &mut self,
        at: &CommitId,
        parents: &[CommitId],
        path: &DocPath,
        before: &[Content],
        author: Option<&Contributor>,
    ) -> Result<Content, OpError> {
        let Some(blob) = self.store.entry(at, path.as_str())? else { return Ok(Content::Gone) };
        let (document, digest) = match self.read(at, path, &blob)? {
            Ok(read) => read,
            Err(why) => return Ok(Content::Unreadable(why)),
        };
        let key = (path.to_string(), blob);
        let document = (*document).clone();
        let known = self.trails.get(&key).into_iter().flatten().find(|(commit, _)| commit == at);
        let trail = match known {
            Some((_, known)) => known.clone(),
            None => {
                let earlier: Vec<&Filed> = before.iter().filter_map(Content::filed).collect();
                let taken = self.aside(at, parents, path)?;
                let aside = match &taken {
                    Some(None) => Aside::Set,
                    Some(Some((words, digest))) => Aside::TakenBack(words, *digest),
                    None => Aside::Untouched,
                };
                let trail = Arc::new(Trail::after(&earlier, aside, &document, digest, author));
                self.trails.entry(key).or_default().push((at.clone(), trail.clone()));
                trail
            }
        };
        Ok(Content::Filed(Arc::new(Filed { document, digest, trail })))
    }

    /// Whether words were set aside in this commit (`Some(None)`), or which were taken back.
    #[expect(clippy::option_option, reason = "set aside, taken back, or neither")]
    fn aside(
        &mut self,
        at: &CommitId,
        parents: &[CommitId],
        path: &DocPath,
    ) -> Result<Option<Option<(Document, Option<Digest>)>>, OpError> {
        let aside = aside_path(path);
        let [parent] = parents else { return Ok(None) };
        match (self.store.entry(parent, &aside)?, self.store.entry(at, &aside)?) {
            (None, Some(blob)) => {
                // They are the words that were there before, or nothing was set aside.
                let before = self.store.entry(parent, path.as_str())?;
                let words = |reader: &mut Self, blob: &BlobId| {
                    reader.read(parent, path, blob).map(|read| read.ok().and_then(|(_, d)| d))
                };
                let same = match before {
                    Some(before) => words(self, &before)? == words(self, &blob)?,
                    None => false,
                };
                Ok(same.then_some(None))
            }
            (Some(blob), None) => {
                let words = self.read(parent, path, &blob)?.ok();
                Ok(words.map(|(document, digest)| Some(((*document).clone(), digest))))
            }
            _ => Ok(None),
        }
    }

    fn read(&mut self, at: &CommitId, path: &DocPath, blob: &BlobId) -> Result<Words, OpError> {
        let key = (blob.clone(), path.clone());
        if !self.documents.contains_key(&key) {
            if self.documents.len() >= KEPT {
                self.documents.clear();
            }
            let read = parse(path, self.store.blob(blob)?);
            self.documents.insert(key.clone(), read);
        }
        let document = match &self.documents[&key] {
            Ok(document) => document.clone(),
            Err(why) => return Ok(Err(why.clone())),
        };
        let mut files = BTreeMap::new();
        for name in document.media().iter().flat_map(|medium| medium.files()) {
            if let Some(blob) = self.store.entry(at, &path.beside(name))? {
                files.insert(name.to_owned(), self.sha256(&blob)?);
            }
        }
        let digest = format::digest(&document, &files);
        Ok(Ok((document, digest)))
    }

    /// Follows a document through the desk's history, from its first version on.
    fn fold(&mut self, path: &DocPath) -> Result<(), OpError> {
        for version in self.store.history(Line::Desk, path.as_str())? {
            let mut before = Vec::new();
            for parent in &version.commit.parents {
                before.push(self.known(parent, path)?);
            }
            let author = self.author(&version.commit.parents, &version.commit.author.email)?;
            let parents = version.commit.parents.clone();
            self.next(&version.commit.id, &parents, path, &before, author.as_ref())?;
        }
        Ok(())
    }

    /// The document with the trail it has by now.
    fn known(&mut self, at: &CommitId, path: &DocPath) -> Result<Content, OpError> {
        let Some(blob) = self.store.entry(at, path.as_str())? else { return Ok(Content::Gone) };
        Ok(match self.read(at, path, &blob)? {
            Err(why) => Content::Unreadable(why),
            Ok((document, digest)) => {
                let trail = self.trail(at, path, &blob).unwrap_or_default();
                Content::Filed(Arc::new(Filed { document: (*document).clone(), digest, trail }))
            }
        })
    }

    fn author(
        &mut self,
        parents: &[CommitId],
        email: &str,
    ) -> Result<Option<Contributor>, OpError> {
        let Some(parent) = parents.first() else { return Ok(None) };
        let desk = self.settings(parent)?.and_then(Result::ok);
        Ok(desk.and_then(|desk| desk.contributor_by_email(email).cloned()))
    }
}

fn parse(path: &DocPath, bytes: Vec<u8>) -> Parsed {
    text(bytes).and_then(|text| {
        format::read_document(path, &text).map(Arc::new).map_err(|problems| first(&problems))
    })
}

fn text(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
}

fn first(problems: &[Problem]) -> String {
    problems.first().map_or_else(|| "it cannot be read".to_owned(), |one| one.message.clone())
}

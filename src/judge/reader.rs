//! What commits hold, read once.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::contents::{Contents, ReadAhead, Released, Words, bounded, table};
use super::error::JudgeError;
use super::lawful::Lawful;
use super::proofs::{Proof, Proofs};
use crate::audit::{Aside, Content, Filed, Recorded, Signed, Trail, new_reviews, signature};
use crate::format;
use crate::model::{
    Contributor, Desk, Digest, DocPath, Document, ORDERS, Orders, SETTINGS, Signatures,
};
use crate::storage::{BlobId, CommitId, Line, Store};

/// So many bytes may a picture, a film or a sound have.
const LARGEST_FILE: usize = 1 << 28;

/// What became of words set aside in a commit.
enum SetAside {
    /// Nothing.
    Untouched,
    /// The words before were set aside.
    Set,
    /// These were taken back.
    TakenBack(Arc<Document>, Option<Digest>),
}

/// What commits hold, read once.
pub(crate) struct Reader<'a> {
    pub(crate) store: &'a Store,
    contents: Contents,
    /// Everything that history has of a document by now was met: what is not known never was.
    from_the_beginning: bool,
    /// What is proven of each path's contents.
    proofs: HashMap<String, Proofs>,
    desks: HashMap<BlobId, Result<Arc<Desk>, String>>,
    /// The newest commits of the desk and of the record: nobody moves them while they are judged.
    tips: HashMap<Line, Option<CommitId>>,
    digests: HashMap<BlobId, Digest>,
    /// The files that a document's bytes name.
    named: HashMap<BlobId, Vec<String>>,
    lawful: Lawful,
    /// The newest commit that began to ask for signatures, once that was looked for.
    asked: Option<Option<CommitId>>,
    /// The commits up to that one, which nobody had to sign.
    unsigned: Option<HashSet<CommitId>>,
}

impl<'a> Reader<'a> {
    /// One that takes for settings in force what those lawful steps brought; by none of them, what is
    /// filed.
    pub(super) fn new(store: &'a Store, lawful: Lawful) -> Self {
        Self {
            store,
            contents: Contents::new(),
            from_the_beginning: false,
            proofs: HashMap::new(),
            desks: HashMap::new(),
            tips: HashMap::new(),
            digests: HashMap::new(),
            named: HashMap::new(),
            lawful,
            asked: None,
            unsigned: None,
        }
    }

    /// The newest commit of a line.
    pub(super) fn tip(&mut self, line: Line) -> Result<Option<CommitId>, JudgeError> {
        if let Some(known) = self.tips.get(&line) {
            return Ok(known.clone());
        }
        let tip = self.store.tip(line)?;
        Ok(self.tips.entry(line).or_insert(tip).clone())
    }

    /// The settings of a commit; `None` where it has none.
    pub(super) fn settings(
        &mut self,
        at: &CommitId,
    ) -> Result<Option<Result<Arc<Desk>, String>>, JudgeError> {
        let Some(blob) = self.store.entry(at, SETTINGS)? else { return Ok(None) };
        self.desk(&blob).map(Some)
    }

    /// The settings that these bytes are.
    pub(super) fn desk(&mut self, blob: &BlobId) -> Result<Result<Arc<Desk>, String>, JudgeError> {
        if let Some(known) = self.desks.get(blob) {
            return Ok(known.clone());
        }
        let read = table::<Desk>(self.store, blob)?.map(Arc::new);
        self.desks.insert(blob.clone(), read.clone());
        Ok(read)
    }

    /// The ledger that a commit of the record has; the empty one where it has none.
    pub(super) fn ledger(&mut self, at: &CommitId, path: &DocPath) -> Result<Released, JudgeError> {
        match self.store.entry(at, &path.ledger())? {
            Some(blob) => Ok(self.contents.ledger(self.store, &blob)?),
            None => Ok(Ok(Arc::default())),
        }
    }

    /// What a commit of the record has of a document.
    pub(super) fn recorded(
        &mut self,
        at: &CommitId,
        path: &DocPath,
    ) -> Result<Option<Recorded>, JudgeError> {
        let Some(blob) = self.store.entry(at, path.as_str())? else { return Ok(None) };
        Ok(self.contents.recorded(self.store, &blob)?)
    }

    /// From here on each commit is judged, parents before children, from the first one there is.
    pub(super) fn begin(&mut self) {
        self.from_the_beginning = true;
    }

    /// Takes in what was read ahead.
    pub(super) fn take_in(&mut self, ahead: ReadAhead) {
        self.contents.take_in(ahead);
    }

    /// The orders to erase words that a commit of the desk has; none where it has no such file.
    pub(super) fn orders(&self, at: &CommitId) -> Result<Result<Orders, String>, JudgeError> {
        match self.store.entry(at, ORDERS)? {
            Some(blob) => Ok(table(self.store, &blob)?),
            None => Ok(Ok(Orders::default())),
        }
    }

    /// SHA-256 of a blob's bytes.
    pub(super) fn sha256(&mut self, blob: &BlobId) -> Result<Digest, JudgeError> {
        if let Some(known) = self.digests.get(blob) {
            return Ok(*known);
        }
        let digest = match bounded(self.store, blob, LARGEST_FILE)? {
            Ok(bytes) => Digest::of(&bytes),
            // No words name that: whatever they say, it is another.
            Err(why) => Digest::of(why.as_bytes()),
        };
        self.digests.insert(blob.clone(), digest);
        Ok(digest)
    }

    /// The document at a path of a commit, with what the steps up to there prove of it.
    pub(crate) fn content(&mut self, at: &CommitId, path: &DocPath) -> Result<Content, JudgeError> {
        let Some(blob) = self.store.entry(at, path.as_str())? else { return Ok(Content::Gone) };
        let (document, digest) = match self.read(at, path, &blob)? {
            Ok(read) => read,
            Err(why) => return Ok(Content::Unreadable(why)),
        };
        if self.trail(at, path, &blob).is_none() {
            self.fold(path)?;
        }
        let trail = self.trail(at, path, &blob).unwrap_or_default();
        Ok(Content::Filed(Arc::new(Filed { document, digest, trail })))
    }

    /// What is known of a content by the steps up to a commit: the same words can have come twice.
    fn trail(&self, at: &CommitId, path: &DocPath, blob: &BlobId) -> Option<Arc<Trail>> {
        let known = self.proofs.get(path.as_str())?.of(blob);
        if let [only] = known.as_slice() {
            return Some(only.trail.clone());
        }
        let before = |proof: &&Proof| self.store.is_ancestor(&proof.commit, at).unwrap_or(false);
        known.into_iter().find(before).map(|proof| proof.trail.clone())
    }

    /// The document at a path after a commit that changed it: its trail goes on from `before`.
    fn next(
        &mut self,
        at: &CommitId,
        parents: &[CommitId],
        path: &DocPath,
        before: &[Content],
        author: Option<&Contributor>,
    ) -> Result<Content, JudgeError> {
        let Some(blob) = self.store.entry(at, path.as_str())? else { return Ok(Content::Gone) };
        let (document, digest) = match self.read(at, path, &blob)? {
            Ok(read) => read,
            Err(why) => return Ok(Content::Unreadable(why)),
        };
        let mut known = self.proofs.get(path.as_str()).into_iter().flat_map(|of| of.of(&blob));
        let trail = match known.find(|proof| proof.commit == *at) {
            Some(known) => known.trail.clone(),
            None => {
                let earlier: Vec<&Filed> = before.iter().filter_map(Content::filed).collect();
                let taken = self.aside(at, parents, path)?;
                let aside = match &taken {
                    SetAside::Set => Aside::Set,
                    SetAside::TakenBack(words, digest) => Aside::TakenBack(words, *digest),
                    SetAside::Untouched => Aside::Untouched,
                };
                let sure = self.is_sure(at, parents, &earlier, &document, author)?;
                let trail = Trail::after_step(&earlier, aside, &document, digest, author, sure);
                let trail = Arc::new(trail);
                let proofs = self.proofs.entry(path.to_string()).or_default();
                proofs.push(Proof { blob, commit: at.clone(), trail: trail.clone() });
                trail
            }
        };
        Ok(Content::Filed(Arc::new(Filed { document, digest, trail })))
    }

    /// Whether the reviews that a commit brings are its author's by more than its author line: it is
    /// signed, or was there when the desk began to ask for signatures, or the desk never did.
    fn is_sure(
        &mut self,
        at: &CommitId,
        parents: &[CommitId],
        before: &[&Filed],
        document: &Document,
        author: Option<&Contributor>,
    ) -> Result<bool, JudgeError> {
        let (Some(parent), Some(author)) = (parents.first(), author) else { return Ok(true) };
        if new_reviews(before, document).is_empty() {
            return Ok(true);
        }
        let Some(asked) = self.asks_for_signatures()? else { return Ok(true) };
        let Some(desk) = self.held(parent)? else { return Ok(true) };
        let seen = self.store.transition(at, &|_| false)?;
        let signed = signature::check(seen.signature.as_ref(), &desk);
        if signed == Signed::By(author.id.clone()) {
            return Ok(true);
        }
        let known = match &self.unsigned {
            Some(known) => known,
            None => self.unsigned.insert(self.store.commits(&asked, &[])?.into_iter().collect()),
        };
        Ok(known.contains(at))
    }

    /// The newest commit whose lawful settings ask for signatures where those before did not.
    fn asks_for_signatures(&mut self) -> Result<Option<CommitId>, JudgeError> {
        if let Some(known) = &self.asked {
            return Ok(known.clone());
        }
        let (mut asked, mut before) = (None, false);
        for commit in self.lawful.commits().to_vec() {
            let Some(Ok(desk)) = self.settings(&commit)? else { continue };
            let now = desk.policy.signatures == Signatures::Required;
            if now && !before {
                asked = Some(commit);
            }
            before = now;
        }
        Ok(self.asked.insert(asked).clone())
    }

    /// Whether words were set aside in this commit, or which were taken back.
    fn aside(
        &mut self,
        at: &CommitId,
        parents: &[CommitId],
        path: &DocPath,
    ) -> Result<SetAside, JudgeError> {
        let aside = path.aside();
        let [parent] = parents else { return Ok(SetAside::Untouched) };
        Ok(match (self.store.entry(parent, &aside)?, self.store.entry(at, &aside)?) {
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
                if same { SetAside::Set } else { SetAside::Untouched }
            }
            (Some(blob), None) => match self.read(parent, path, &blob)? {
                Ok((words, digest)) => SetAside::TakenBack(words, digest),
                Err(_) => SetAside::Untouched,
            },
            _ => SetAside::Untouched,
        })
    }

    fn read(&mut self, at: &CommitId, path: &DocPath, blob: &BlobId) -> Result<Words, JudgeError> {
        let (document, digest) = match self.contents.document(self.store, path, blob)? {
            Ok(read) => read,
            Err(why) => return Ok(Err(why)),
        };
        if document.media().is_empty() {
            return Ok(Ok((document, digest)));
        }
        let mut files = BTreeMap::new();
        for name in document.media().iter().flat_map(|medium| medium.files()) {
            if let Some(blob) = self.store.entry(at, &path.beside(name))? {
                files.insert(name.to_owned(), self.sha256(&blob)?);
            }
        }
        let digest = format::digest(&document, &files);
        Ok(Ok((document, digest)))
    }

    /// Follows a document and the files it names through the desk's history, from its first version
    /// on.
    fn fold(&mut self, path: &DocPath) -> Result<(), JudgeError> {
        let mut paths = BTreeSet::from([path.to_string()]);
        for (at, blob) in self.store.versions(Line::Desk, path.as_str())? {
            if let Some(blob) = blob {
                paths.extend(self.files(&at, path, &blob)?);
            }
        }
        for commit in self.store.changed_any(Line::Desk, &Vec::from_iter(paths))? {
            let info = self.store.commit_info(&commit)?;
            let before = self.before(&commit, &info.parents, path, Self::known)?;
            let author = self.author(&info.parents, &info.author.email)?;
            self.next(&commit, &info.parents, path, &before, author.as_ref())?;
        }
        Ok(())
    }

    /// The paths of the files beside a document that these bytes of it name.
    fn files(
        &mut self,
        at: &CommitId,
        path: &DocPath,
        blob: &BlobId,
    ) -> Result<Vec<String>, JudgeError> {
        if let Some(known) = self.named.get(blob) {
            return Ok(known.iter().map(|name| path.beside(name)).collect());
        }
        let Ok((document, _)) = self.read(at, path, blob)? else { return Ok(Vec::new()) };
        let names = document.media().iter().flat_map(|medium| medium.files());
        let names: Vec<String> = names.map(str::to_owned).collect();
        let paths = names.iter().map(|name| path.beside(name)).collect();
        self.named.insert(blob.clone(), names);
        Ok(paths)
    }

    /// The documents in a file's folder that name it, as a commit has them.
    pub(super) fn naming(&mut self, at: &CommitId, file: &str) -> Result<Vec<DocPath>, JudgeError> {
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut naming = Vec::new();
        for (other, blob) in self.store.files_under(at, folder)? {
            if let Ok(path) = other.parse::<DocPath>()
                && self.files(at, &path, &blob)?.iter().any(|named| named == file)
            {
                naming.push(path);
            }
        }
        Ok(naming)
    }

    /// What a document was in each parent of a commit; where none can be read, also the last version
    /// that can, from which a document that comes back goes on.
    fn before(
        &mut self,
        at: &CommitId,
        parents: &[CommitId],
        path: &DocPath,
        read: fn(&mut Self, &CommitId, &DocPath) -> Result<Content, JudgeError>,
    ) -> Result<Vec<Content>, JudgeError> {
        let mut before = Vec::new();
        for parent in parents {
            before.push(read(self, parent, path)?);
        }
        if before.iter().all(|before| before.filed().is_none()) {
            before.extend(self.before_it_was_gone(at, path)?);
        }
        Ok(before)
    }

    /// The last version that can be read of a document that a commit has and that nobody can read.
    pub(super) fn last_read(
        &mut self,
        at: &CommitId,
        path: &DocPath,
    ) -> Result<Option<Arc<Filed>>, JudgeError> {
        self.fold(path)?;
        match self.before_it_was_gone(at, path)? {
            Some(Content::Filed(filed)) => Ok(Some(filed)),
            _ => Ok(None),
        }
    }

    /// What a commit made of a document: what it was before, and what it is.
    pub(super) fn change(
        &mut self,
        at: &CommitId,
        parents: &[CommitId],
        path: &DocPath,
        author: Option<&Contributor>,
    ) -> Result<(Vec<Content>, Content), JudgeError> {
        let before = self.before(at, parents, path, Self::content)?;
        let after = self.next(at, parents, path, &before, author)?;
        Ok((before, after))
    }

    /// The last version that can be read of a document, before that commit.
    fn before_it_was_gone(
        &mut self,
        at: &CommitId,
        path: &DocPath,
    ) -> Result<Option<Content>, JudgeError> {
        if self.from_the_beginning && !self.proofs.contains_key(path.as_str()) {
            return Ok(None);
        }
        let versions = self.store.versions(Line::Desk, path.as_str())?;
        let earlier = versions.iter().take_while(|(commit, _)| commit != at).collect::<Vec<_>>();
        for (commit, blob) in earlier.into_iter().rev() {
            if blob.is_some() && self.store.is_ancestor(commit, at)? {
                let was = self.known(commit, path)?;
                if was.filed().is_some() {
                    return Ok(Some(was));
                }
            }
        }
        Ok(None)
    }

    /// The document with the trail it has by now.
    fn known(&mut self, at: &CommitId, path: &DocPath) -> Result<Content, JudgeError> {
        let Some(blob) = self.store.entry(at, path.as_str())? else { return Ok(Content::Gone) };
        Ok(match self.read(at, path, &blob)? {
            Err(why) => Content::Unreadable(why),
            Ok((document, digest)) => {
                let trail = self.trail(at, path, &blob).unwrap_or_default();
                Content::Filed(Arc::new(Filed { document, digest, trail }))
            }
        })
    }

    fn author(
        &mut self,
        parents: &[CommitId],
        email: &str,
    ) -> Result<Option<Contributor>, JudgeError> {
        let Some(parent) = parents.first() else { return Ok(None) };
        let desk = self.held(parent)?;
        Ok(desk.and_then(|desk| desk.contributor_by_email(email).cloned()))
    }

    /// The commits that changed the settings lawfully.
    pub(super) fn lawful(&self) -> &[CommitId] {
        self.lawful.commits()
    }

    /// The settings that hold after a commit: its own, where a lawful step brought them.
    fn held(&mut self, at: &CommitId) -> Result<Option<Arc<Desk>>, JudgeError> {
        let holds = self.lawful.holding(self.store, at)?;
        Ok(self.settings(&holds)?.and_then(Result::ok))
    }
}

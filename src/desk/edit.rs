//! A document as it is to be.

use std::collections::BTreeMap;

use super::error::OpError;
use super::loaded::Loaded;
use super::session::Session;
use crate::format::{self, PublicClaim};
use crate::model::{Claim, Contributor, ContributorId, Digest, Document, Moment, Review, Verdict};
use crate::storage::{Change, Saved};
use crate::workflow::{Act, Standing, authorize, metadata};

/// One document as it was and as it is to be.
#[derive(Debug)]
pub struct Edit {
    /// As it was loaded.
    pub loaded: Loaded,
    /// As it is to be.
    pub document: Document,
    /// New files beside it: name, bytes.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Edit {
    /// A change of a loaded document.
    pub fn of(loaded: Loaded, change: impl FnOnce(&mut Document)) -> Self {
        let mut document = loaded.document.clone();
        change(&mut document);
        Self { loaded, document, files: Vec::new() }
    }

    /// The document as it is filed, or as it was when it could last be read.
    pub(super) fn filed(&self) -> Option<Document> {
        if let Some(unreadable) = &self.loaded.unreadable {
            return Some(unreadable.before.clone());
        }
        let (_, text) = self.loaded.filed.as_ref()?;
        format::read_document(&self.loaded.path, text).ok()
    }

    /// The text of the file as it is to be.
    pub fn text(&self) -> String {
        if self.loaded.text().is_empty() {
            format::write_document(&self.document)
        } else {
            format::rewrite_document(self.loaded.text(), &self.loaded.document, &self.document)
        }
    }

    /// The same, proved to say the document: what could not be read back is never filed.
    pub(super) fn proved_text(&self) -> Result<String, OpError> {
        let text = format::as_filed(&self.text()).into_owned();
        match format::read_document(&self.loaded.path, &text) {
            Ok(document) if document == self.document => Ok(text),
            Ok(_) => Err(OpError::bad("these words cannot be kept as they are", "")),
            Err(problems) => Err(OpError::unfit(&problems)),
        }
    }

    /// Steps at the desk are only ever added, each by the person it names.
    pub(super) fn own_steps(
        &self,
        me: &ContributorId,
        filed: Option<&Document>,
    ) -> Result<(), OpError> {
        let (document, theirs) =
            (&self.document, "steps at the desk are added by commands, each by its own person");
        let refused = |what: &str| {
            Err(OpError::bad(
                format!("{what}: {theirs}"),
                "take your change of them out of the file",
            ))
        };
        let none = Vec::new();
        let before = filed.map_or(&none, |filed| filed.reviews());
        let Some(added) = document.reviews().strip_prefix(before.as_slice()) else {
            return refused("reviews were changed or taken out");
        };
        if added.iter().any(|review| review.by != *me) {
            return refused("a review was added in somebody else's name");
        }
        for claim in document.claims() {
            let before = filed.and_then(|filed| filed.claim(&claim.id));
            let known = |check: &_| before.is_some_and(|before| before.checks.contains(check));
            if claim.checks.iter().any(|check| check.by != *me && !known(check)) {
                return refused("a check was added in somebody else's name");
            }
            if self.kept_standing(claim, before) {
                continue;
            }
            let last = claim.checks.last();
            if !last.is_some_and(|check| check.by == *me && check.status == claim.status) {
                let doc = self.loaded.short();
                return Err(OpError::bad(
                    format!("{} became {} by no check", claim.id, claim.status.as_str()),
                    format!(
                        "newsroom verify-flag {doc} --claim {} --status {}",
                        claim.id,
                        claim.status.as_str()
                    ),
                ));
            }
        }
        for source in document.sources() {
            let before = filed.and_then(|filed| filed.source(&source.id));
            let known = |who: &_| {
                before.is_some_and(|before| {
                    before.description == source.description && before.known_to.contains(who)
                })
            };
            if source.known_to.iter().any(|who| who != me && !known(who)) {
                return refused("somebody else is said to know a source");
            }
        }
        Ok(())
    }

    /// Whether a claim is open, or settled as it was: as filed, or as readers see it.
    fn kept_standing(&self, claim: &Claim, filed: Option<&Claim>) -> bool {
        let live = self.loaded.live.iter().flat_map(|live| &live.claims);
        let same = |live: &&PublicClaim| live.id == claim.id && live.quote == claim.quote;
        let seen = live.filter(same).map(|live| live.status);
        claim.status.is_open()
            || filed.map(|filed| filed.status).into_iter().chain(seen).any(|s| s == claim.status)
    }

    /// SHA-256 of the files beside the document as they are to be.
    pub fn digests(&self) -> BTreeMap<String, Digest> {
        let new = self.files.iter().map(|(name, bytes)| (name.clone(), Digest::of(bytes)));
        self.loaded.files.clone().into_iter().chain(new).collect()
    }

    /// Takes in the digests of filed files that the document names as it is to be, and named not before.
    ///
    /// # Errors
    ///
    /// A repository that cannot be read.
    pub(crate) fn know_files(&mut self, session: &Session) -> Result<(), OpError> {
        let files = session.file_digests(&self.loaded.path, &self.document)?;
        self.loaded.files.extend(files);
        Ok(())
    }

    /// Whether other words of the document go to the file beside it.
    pub(crate) fn sets_aside(&self) -> bool {
        let path = &self.loaded.path;
        self.files.iter().any(|(name, _)| path.beside(name) == path.aside())
    }

    /// Where it will stand.
    pub fn standing(&self, session: &Session) -> Standing {
        let digest = format::digest(&self.document, &self.digests());
        Standing::of(&self.document, digest, self.loaded.ledger.as_ref(), &session.desk)
    }

    /// The document as it will be loaded once this is filed.
    pub fn after(&self, session: &Session) -> Loaded {
        let mut loaded = self.loaded.clone();
        loaded.standing = self.standing(session);
        loaded.files = self.digests();
        loaded.document = self.document.clone();
        loaded.text = self.text();
        loaded.saved = None;
        loaded.takes_saved = false;
        loaded.unreadable = None;
        loaded
    }

    /// Adds a step at the desk about the words as they are to be.
    pub fn review(&mut self, session: &Session, by: &ContributorId, verdict: Verdict, note: &str) {
        let standing = self.standing(session);
        let review = Review {
            at: session.now,
            by: by.clone(),
            verdict,
            round: standing.round,
            digest: standing.digest,
            not_before: embargo(verdict, &self.document),
            note: note.to_owned(),
            urgent: false,
            until: None,
            keeps: String::new(),
        };
        self.document.reviews_mut().push(review);
    }

    /// An editor answers for files that go out with their metadata.
    ///
    /// # Errors
    ///
    /// A role without the right.
    pub(crate) fn keep_metadata(
        &mut self,
        session: &Session,
        me: &Contributor,
        files: &[String],
    ) -> Result<(), OpError> {
        for file in files {
            authorize(me, Act::KeepMetadata)?;
            self.review(session, &me.id, Verdict::Comment, "it goes out with its metadata");
            self.last_review().expect("just added").keeps.clone_from(file);
        }
        Ok(())
    }

    /// The last step at the desk, to say more of it.
    pub fn last_review(&mut self) -> Option<&mut Review> {
        self.document.reviews_mut().last_mut()
    }

    /// The bytes of the saved text that is taken along: as they are, where they are not all text.
    fn seen(&self, session: &Session) -> Result<Option<Vec<u8>>, OpError> {
        let Some(saved) = &self.loaded.saved else { return Ok(None) };
        let bytes = session.saved_bytes(self.loaded.path.as_str())?;
        let same = bytes.filter(|bytes| String::from_utf8_lossy(bytes) == *saved);
        Ok(Some(same.unwrap_or_else(|| saved.clone().into_bytes())))
    }

    pub(super) fn changes(&self, session: &Session) -> Result<Vec<Change>, OpError> {
        let saved = if self.loaded.takes_saved {
            Saved::Take { seen: self.seen(session)? }
        } else {
            Saved::Leave
        };
        let mut changes = vec![Change {
            path: self.loaded.path.to_string(),
            expected: self.loaded.filed.as_ref().map(|(blob, _)| blob.clone()),
            content: Some(self.proved_text()?.into_bytes()),
            saved,
        }];
        for (name, bytes) in &self.files {
            let path = self.loaded.path.beside(name);
            let there = session.store.file(&session.head, &path)?;
            if there.as_ref().is_some_and(|(_, filed)| filed == bytes) {
                continue;
            }
            changes.push(Change {
                expected: there.map(|(blob, _)| blob),
                content: Some(bytes.clone()),
                saved: Saved::Take { seen: session.saved_bytes(&path)? },
                path,
            });
        }
        Ok(changes)
    }

    /// Files that the document names and that no commit has are taken along, without their metadata
    /// and under the name of their bytes.
    pub fn take_files_along(&mut self, session: &Session) -> Result<Vec<String>, OpError> {
        let mut remarks = Vec::new();
        let named: Vec<String> =
            self.document.media().iter().flat_map(|m| m.files()).map(str::to_owned).collect();
        for name in named {
            if self.files.iter().any(|(new, _)| *new == name) || !self.loaded.takes_saved {
                continue;
            }
            let filed = session.file_beside(&self.loaded.path, &name)?;
            let saved = session.saved_bytes(&self.loaded.path.beside(&name))?;
            let Some(bytes) = filed.clone().or(saved) else { continue };
            if metadata::is_answered_for(&self.document, &name, &session.desk) {
                continue;
            }
            let stripped = crate::media::strip(&bytes)
                .map_err(|error| OpError::bad(format!("{name}: {error}"), ""))?;
            if filed.is_some() && stripped.removed.is_empty() {
                continue;
            }
            let digest = Digest::of(&stripped.bytes);
            let new = crate::media::file_name(self.document.id(), digest, stripped.extension);
            for medium in self.document.media_mut() {
                let places = [
                    &mut medium.src,
                    &mut medium.poster,
                    &mut medium.captions,
                    &mut medium.transcript,
                ];
                for place in places.into_iter().filter(|place| **place == name) {
                    place.clone_from(&new);
                }
            }
            remarks.push(format!("{name} was taken along as {new}"));
            self.files.push((new, stripped.bytes));
        }
        Ok(remarks)
    }
}

/// An approval remembers the embargo it was given under.
fn embargo(verdict: Verdict, document: &Document) -> Option<Moment> {
    (verdict == Verdict::Approved).then(|| *document.publish_at()).flatten()
}

//! What the desk's history proves of a document: whose words they are, and which steps were really
//! taken by the people they name.

use std::collections::BTreeSet;

use super::error::OpError;
use super::live_words::aside_path;
use super::session::{Loaded, Session, utf8};
use crate::format;
use crate::model::{ContributorId, Digest, DocPath, Document, Moment, Review, Role, SourceId};
use crate::storage::{CommitId, Line};
use crate::workflow::Standing;

/// The trailer value of commits that put set-aside words back: their author wrote none of them.
pub(super) const TAKE_BACK: &str = "take-back";

/// What history proves of a document as it is filed.
#[derive(Debug, Default)]
pub(super) struct Provenance {
    /// Authors of the current words.
    pub writers: BTreeSet<ContributorId>,
    /// Steps at the desk that somebody else typed in the name of the person they name.
    forged_reviews: Vec<Review>,
    /// Entries of `known_to` that are not that person's own.
    forged_known: Vec<(SourceId, ContributorId)>,
    /// Whether an editor moved the embargo last.
    pub embargo_by_editor: bool,
}

/// One version of a document in the desk's history.
struct Version {
    commit: CommitId,
    author: Option<ContributorId>,
    take_back: bool,
    words_changed: bool,
    document: Option<Document>,
}

impl Provenance {
    /// Whether somebody typed steps of others into it, as a squash does.
    pub(super) fn has_forged_steps(&self) -> bool {
        !self.forged_reviews.is_empty()
    }
}

impl Session {
    /// Reads what history proves of a document.
    ///
    /// # Errors
    ///
    /// A history that cannot be read.
    pub(super) fn provenance(&self, loaded: &Loaded) -> Result<Provenance, OpError> {
        let versions = self.versions(&loaded.path)?;
        let mut provenance =
            Provenance { writers: self.writers(loaded, &versions)?, ..Provenance::default() };
        let mut reviews: Vec<&Review> = Vec::new();
        let mut known: BTreeSet<(&SourceId, &ContributorId)> = BTreeSet::new();
        let mut embargo: Option<Option<Moment>> = None;
        for version in &versions {
            let Some(document) = &version.document else { continue };
            let author = version.author.as_ref();
            for review in document
                .reviews()
                .iter()
                .filter(|review| !reviews.contains(review))
                .collect::<Vec<_>>()
            {
                reviews.push(review);
                if author != Some(&review.by) {
                    provenance.forged_reviews.push(review.clone());
                }
            }
            for source in document.sources() {
                for who in &source.known_to {
                    if known.insert((&source.id, who)) && author != Some(who) {
                        provenance.forged_known.push((source.id.clone(), who.clone()));
                    }
                }
            }
            if embargo != Some(*document.publish_at()) {
                embargo = Some(*document.publish_at());
                provenance.embargo_by_editor = author.is_some_and(|id| self.is_editor(id));
            }
        }
        Ok(provenance)
    }

    fn is_editor(&self, id: &ContributorId) -> bool {
        let person = self.desk.contributor(id);
        person.is_some_and(|person| matches!(person.role, Role::Editor | Role::Admin))
    }

    fn versions(&self, path: &DocPath) -> Result<Vec<Version>, OpError> {
        let mut versions = Vec::new();
        let mut before: Option<Digest> = None;
        for entry in self.store.history(Line::Desk, path.as_str())? {
            let Some(blob) = &entry.blob else { continue };
            let text = utf8(path.as_str(), self.store.blob(blob)?)?;
            let document = format::read_document(path, &text).ok();
            let words = document
                .as_ref()
                .and_then(|document| format::digest(document, &std::collections::BTreeMap::new()))
                .unwrap_or_else(|| Digest::of(text.as_bytes()));
            let author = self.desk.contributor_by_email(&entry.commit.author.email);
            versions.push(Version {
                author: author.map(|person| person.id.clone()),
                take_back: entry
                    .commit
                    .trailers
                    .iter()
                    .any(|(name, value)| name == "Newsroom-Action" && value == TAKE_BACK),
                words_changed: before != Some(words),
                commit: entry.commit.id,
                document,
            });
            before = Some(words);
        }
        Ok(versions)
    }

    /// The authors of the commits since the desk commit of the last word release in which what
    /// readers would see changed. While a correction is drafted over words set aside, only the
    /// correction's; once these were put back, theirs, whoever put them back.
    fn writers(
        &self,
        loaded: &Loaded,
        versions: &[Version],
    ) -> Result<BTreeSet<ContributorId>, OpError> {
        let words: Vec<&str> = loaded
            .ledger
            .iter()
            .flat_map(|ledger| &ledger.releases)
            .filter(|release| release.kind.carries_words())
            .map(|release| release.desk.as_str())
            .collect();
        let last = self.commit(words.last().copied())?;
        let earlier = self.commit(words.iter().rev().nth(1).copied())?;
        let aside = aside_path(&loaded.path);
        let history = self.store.history(Line::Desk, &aside)?;
        let set_aside =
            history.iter().rev().find(|v| v.blob.is_some()).map(|v| v.commit.id.clone());
        let pending = self.store.entry(&self.head, &aside)?.is_some();
        let mut writers = BTreeSet::new();
        for version in versions.iter().filter(|version| version.words_changed) {
            let before_aside = match &set_aside {
                Some(at) => *at != version.commit && self.store.is_ancestor(&version.commit, at)?,
                None => false,
            };
            let old = self.in_history(&version.commit, last.as_ref())?;
            let put_back = versions.iter().any(|v| v.take_back)
                && before_aside
                && !self.in_history(&version.commit, earlier.as_ref())?
                && self.taken_back_since(versions, last.as_ref())?;
            let current = !(old || version.take_back || pending && before_aside);
            if current || put_back {
                writers.extend(version.author.clone());
            }
        }
        Ok(writers)
    }

    /// Whether words were put back since that commit.
    fn taken_back_since(
        &self,
        versions: &[Version],
        since: Option<&CommitId>,
    ) -> Result<bool, OpError> {
        for version in versions.iter().filter(|version| version.take_back) {
            if !self.in_history(&version.commit, since)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn commit(&self, id: Option<&str>) -> Result<Option<CommitId>, OpError> {
        match id {
            Some(id) => Ok(self.store.resolve(id)?),
            None => Ok(None),
        }
    }

    fn in_history(&self, commit: &CommitId, of: Option<&CommitId>) -> Result<bool, OpError> {
        match of {
            Some(of) => Ok(self.store.is_ancestor(commit, of)?),
            None => Ok(false),
        }
    }

    /// The document as history proves it: without steps that are not their person's own.
    pub(super) fn proven(&self, loaded: &Loaded, provenance: &Provenance) -> Loaded {
        let mut loaded = loaded.clone();
        loaded.document.reviews_mut().retain(|review| !provenance.forged_reviews.contains(review));
        for source in loaded.document.sources_mut() {
            let id = source.id.clone();
            source.known_to.retain(|who| {
                !provenance.forged_known.iter().any(|(forged, by)| *forged == id && by == who)
            });
        }
        let digest = format::digest(&loaded.document, &loaded.files);
        loaded.standing =
            Standing::of(&loaded.document, digest, loaded.ledger.as_ref(), &self.desk);
        loaded
    }
}

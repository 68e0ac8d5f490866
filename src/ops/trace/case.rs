//! What the desk and the record prove of one document, in one hand: its versions, the steps that were
//! really taken, the commits of its releases, and how they are signed.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use crate::audit::{Signed, signature};
use crate::credits::Draft;
use crate::desk::{Filed, Loaded, OpError, Session, Versions};
use crate::format;
use crate::model::{
    ContributorId, Desk, DocPath, Document, Ledger, Moment, Release, Review, SETTINGS, Verdict,
};
use crate::storage::{CommitId, Line};

use super::text::Text;

/// A step at the desk, and where it can be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Whose it is.
    pub by: ContributorId,
    /// When; `None` where only the record names this person.
    pub at: Option<Moment>,
    /// The commit of the desk in which it was taken.
    pub commit: Option<CommitId>,
}

/// How a commit is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The commit.
    pub commit: CommitId,
    /// Whose key made it, by the contributor list; `None` where nobody signed.
    pub signed: Signed,
}

/// A document, and what history proves of it.
pub(crate) struct Case<'a> {
    session: &'a Session,
    /// The document, as it was last read.
    pub(crate) loaded: Loaded,
    /// Its reviews, without steps that are not their person's own.
    pub(crate) reviews: Vec<Review>,
    /// Whether somebody typed such steps into it.
    pub(crate) forged: bool,
    /// Its versions.
    pub(crate) versions: Versions,
    /// The commit of the record that made each release.
    on_record: BTreeMap<u32, CommitId>,
    signatures: RefCell<HashMap<CommitId, Signed>>,
}

impl<'a> Case<'a> {
    /// Reads the histories of a document's files.
    pub(crate) fn open(session: &'a Session, loaded: Loaded) -> Result<Self, OpError> {
        let provenance = session.provenance(&loaded)?;
        Ok(Self {
            reviews: session.proven(&loaded, &provenance).document.reviews().clone(),
            forged: provenance.has_forged_steps(),
            versions: session.versions(&loaded.path)?,
            on_record: on_record(session, &loaded.recorded)?,
            signatures: RefCell::default(),
            session,
            loaded,
        })
    }

    /// Its releases, oldest first.
    pub(crate) fn releases(&self) -> &[Release] {
        self.loaded.ledger.as_ref().map_or(&[], |ledger| &ledger.releases)
    }

    /// The document as it was filed by that moment.
    pub(super) fn filed_at(&self, at: Moment) -> Option<&Document> {
        let filed = self.versions.filed.iter().rev().find(|filed| filed.commit.at <= at);
        filed.map(|filed| &filed.document)
    }

    /// The version whose words a release let out.
    pub(crate) fn version_of(&self, release: &Release) -> Result<Option<usize>, OpError> {
        match release.desk.parse::<CommitId>() {
            Ok(commit) => match self.versions.at(self.session, &commit) {
                // A ledger that was written by hand may name anything.
                Err(OpError::Storage(_)) => Ok(None),
                at => at,
            },
            Err(_) => Ok(None),
        }
    }

    /// The commit of the record with which a release became one.
    pub(crate) fn on_record(&self, n: u32) -> Option<&CommitId> {
        self.on_record.get(&n)
    }

    /// The approvals that a release used, each with the commit in which it was given.
    pub(crate) fn approvals(&self, release: &Release) -> Vec<Step> {
        let given = |by: &ContributorId| {
            let mut all = self.reviews.iter().rev().filter(|review| {
                review.verdict == Verdict::Approved && review.digest == Some(release.digest)
            });
            let found = all.find(|review| review.by == *by && review.at <= release.at);
            match found {
                Some(review) => self.step(review),
                None => Step { by: by.clone(), at: None, commit: None },
            }
        };
        release.approved_by.iter().map(given).collect()
    }

    /// The reviews of that sort which speak of the words of a release, up to `until`.
    pub(crate) fn of_words(
        &self,
        release: &Release,
        verdict: Verdict,
        until: Option<Moment>,
    ) -> Vec<Step> {
        let about = |review: &&Review| {
            review.verdict == verdict
                && review.digest == Some(release.digest)
                && until.is_none_or(|until| review.at <= until)
        };
        self.reviews.iter().filter(about).map(|review| self.step(review)).collect()
    }

    /// A review with the commit in which it first stands.
    pub(crate) fn step(&self, review: &Review) -> Step {
        let has = |filed: &&Filed| filed.document.reviews().contains(review);
        let commit = self.versions.filed.iter().find(has).map(|filed| filed.commit.id.clone());
        Step { by: review.by.clone(), at: Some(review.at), commit }
    }

    /// The words of each version up to that one, as a person reads them.
    pub(crate) fn drafts(&self, upto: usize) -> Vec<Draft<()>> {
        let draft = |filed: &Filed| Draft {
            author: (),
            text: Text::of(&filed.document).all,
            parents: filed.parents.clone(),
        };
        self.versions.filed[..=upto].iter().map(draft).collect()
    }

    /// How that commit is signed: by the keys that are listed now, or were when it was made.
    pub(crate) fn signature(&self, commit: &CommitId) -> Result<Signature, OpError> {
        let known = self.signatures.borrow().get(commit).cloned();
        let signed = match known {
            Some(signed) => signed,
            None => {
                let signed = self.checked(commit)?;
                self.signatures.borrow_mut().insert(commit.clone(), signed.clone());
                signed
            }
        };
        Ok(Signature { commit: commit.clone(), signed })
    }

    fn checked(&self, commit: &CommitId) -> Result<Signed, OpError> {
        let store = &self.session.store;
        let text = store.signature(commit)?;
        let info = store.commit_info(commit)?;
        let mut signed = signature::check(text.as_ref(), &self.session.desk);
        if matches!(signed, Signed::UnknownKey(_)) {
            for parent in &info.parents {
                if let Some(desk) = settings(self.session, parent)?
                    && let then @ Signed::By(_) = signature::check(text.as_ref(), &desk)
                {
                    signed = then;
                }
            }
        }
        let author = self.session.desk.contributor_by_email(&info.author.email);
        Ok(match signed {
            Signed::By(by) if author.is_some_and(|author| author.id != by) => {
                Signed::Broken(format!("it is signed by {by}, who is not its author"))
            }
            signed => signed,
        })
    }
}

/// The settings that a commit of the desk has, where they can be read.
pub(crate) fn settings(session: &Session, at: &CommitId) -> Result<Option<Desk>, OpError> {
    let filed = session.store.file(at, SETTINGS)?;
    let text = filed.and_then(|(_, bytes)| String::from_utf8(bytes).ok());
    Ok(text.and_then(|text| format::read::<Desk>(&text).ok()))
}

/// The commit of the record in whose ledger each release of a document first stands.
fn on_record(session: &Session, recorded: &DocPath) -> Result<BTreeMap<u32, CommitId>, OpError> {
    let mut commits = BTreeMap::new();
    for (commit, blob) in session.store.versions(Line::Record, &recorded.ledger())? {
        let Some(blob) = blob else { continue };
        let text = String::from_utf8(session.store.blob(&blob)?).ok();
        let ledger = text.and_then(|text| format::read::<Ledger>(&text).ok()).unwrap_or_default();
        for release in ledger.releases {
            commits.entry(release.n).or_insert_with(|| commit.clone());
        }
    }
    Ok(commits)
}

//! What the desk's history proves of a document: whose words they are, and which steps were really
//! taken by the people they name. It is what `audit` judges by.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::error::OpError;
use super::loaded::Loaded;
use super::session::Session;
use crate::audit::{Content, Filed};
use crate::format;
use crate::judge::force;
use crate::model::{ContributorId, Desk, Digest, Document, Review};
use crate::workflow::Standing;

/// What history proves of a document as it is filed.
#[derive(Debug, Default)]
pub(crate) struct Provenance {
    /// Authors of the current words.
    pub writers: BTreeSet<ContributorId>,
    /// Whether an editor moved the embargo last.
    pub embargo_by_editor: bool,
    /// The document as it is filed; `None` where it is not yet.
    filed: Option<Arc<Filed>>,
}

impl Provenance {
    /// Whether somebody typed steps of others into it, as a squash does.
    pub(crate) fn has_forged_steps(&self) -> bool {
        self.filed.as_ref().is_some_and(|filed| filed.trail.has_forged_steps())
    }

    /// The document as it will be, with what is added now to what history proves.
    fn proven(&self, document: &Document, desk: &Desk) -> Document {
        let Some(filed) = &self.filed else { return document.clone() };
        let mut proven = filed.trail.proven(document, desk);
        proven.reviews_mut().extend(added(filed.document.reviews(), document.reviews()));
        proven
    }
}

/// The reviews behind those that were there.
fn added(before: &[Review], now: &[Review]) -> Vec<Review> {
    now.get(before.len()..).unwrap_or_default().to_vec()
}

impl Session {
    /// Reads what history proves of a document.
    ///
    /// # Errors
    ///
    /// A history that cannot be read.
    pub(crate) fn provenance(&self, loaded: &Loaded) -> Result<Provenance, OpError> {
        let content = force::reader(&self.store)?.content(&self.head, &loaded.path)?;
        let Content::Filed(filed) = content else { return Ok(Provenance::default()) };
        let releases = loaded.ledger.iter().flat_map(|ledger| &ledger.releases);
        let words = releases.filter(|release| release.kind.carries_words());
        let released: Vec<Digest> = words.map(|release| release.digest).collect();
        Ok(Provenance {
            writers: filed.trail.writers_for(self.desk.policy.four_eyes, &released),
            embargo_by_editor: filed.trail.embargo_by_editor,
            filed: Some(filed),
        })
    }

    /// Puts a document where history proves it to be, whatever steps somebody typed into its file;
    /// tells whether there are such.
    ///
    /// # Errors
    ///
    /// A history that cannot be read.
    pub fn go_by_history(&self, loaded: &mut Loaded) -> Result<bool, OpError> {
        let provenance = self.provenance(loaded)?;
        loaded.standing = self.proven(loaded, &provenance).standing;
        Ok(provenance.has_forged_steps())
    }

    /// The document as history proves it: without steps that are not their person's own.
    pub(crate) fn proven(&self, loaded: &Loaded, provenance: &Provenance) -> Loaded {
        let mut loaded = loaded.clone();
        loaded.document = provenance.proven(&loaded.document, &self.desk);
        let digest = format::digest(&loaded.document, &loaded.files);
        let standing = Standing::of(&loaded.document, digest, loaded.ledger.as_ref(), &self.desk);
        let unreadable = loaded.cannot_be_read().is_some();
        loaded.standing = if unreadable { standing.unreadable() } else { standing };
        loaded
    }
}

//! One release that may be made.

use std::collections::BTreeSet;

use crate::desk::loaded::Loaded;
use crate::diff::gone;
use crate::format::Projection;
use crate::model::{ContributorId, Digest, Moment, Release, ReleaseKind, Verdict};
use crate::workflow::approve;

/// One release that may be made.
#[derive(Debug, Clone)]
pub(crate) struct Letting {
    /// The document as filed (or about to be).
    pub loaded: Loaded,
    /// Its kind.
    pub kind: ReleaseKind,
    /// What readers will see; `None` takes it down.
    pub words: Option<Projection>,
    /// The approvals it uses.
    pub approved_by: Vec<ContributorId>,
    /// An editor acts alone.
    pub alone: bool,
    /// What readers are told.
    pub tell_readers: String,
    /// New files beside the document that no commit has yet.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Letting {
    /// The words that readers had and are told were wrong; `None` where they are told no such thing.
    pub(super) fn words_that_were_wrong(&self) -> Option<BTreeSet<String>> {
        use ReleaseKind as K;
        let after = match self.kind {
            K::Clarification | K::Correction => self.words.as_ref(),
            K::Pull | K::Retraction => None,
            _ => return None,
        };
        let before = self.loaded.live.as_ref();
        Some(before.map(|before| gone(before, after)).unwrap_or_default())
    }

    /// When the words were approved, which a clock ahead of this one may have said.
    fn approved(&self) -> Option<Moment> {
        let standing = &self.loaded.standing;
        let words = (standing.digest?, standing.round);
        approve::since(self.loaded.document.reviews(), words, &self.approved_by)
    }

    /// When what was taken down or put back before was read a second time: that read is not of this.
    fn read_before(&self) -> Option<Moment> {
        let seconds = self.loaded.document.reviews().iter();
        let seconds = seconds.filter(|review| review.verdict == Verdict::Second);
        seconds.map(|review| review.at).max().filter(|_| !self.kind.carries_words())
    }

    /// The line of the ledger; `desk` is the commit whose tree holds the words.
    pub(super) fn line(&self, by: &ContributorId, now: Moment, desk: &str) -> Release {
        let ledger = self.loaded.ledger.clone().unwrap_or_default();
        let last = ledger.releases.last();
        let released: Vec<_> = ledger.releases.iter().flat_map(|r| r.corrections.clone()).collect();
        let fresh = self
            .words
            .iter()
            .flat_map(|words| &words.corrections)
            .map(|correction| correction.id.clone())
            .filter(|id| !released.contains(id));
        let digest = self.words.as_ref().map(Projection::digest);
        let at = last.map(|release| release.at).max(self.approved()).max(self.read_before());
        Release {
            n: last.map_or(0, |release| release.n) + 1,
            at: at.map_or(now, |at| at.max(now)),
            by: by.clone(),
            kind: self.kind,
            digest: digest.or(self.loaded.standing.live).unwrap_or_else(|| Digest::of(b"")),
            round: ledger.round(),
            approved_by: self.approved_by.clone(),
            alone: self.alone,
            corrections: fresh.collect(),
            tell_readers: self.tell_readers.clone(),
            desk: desk.to_owned(),
        }
    }
}

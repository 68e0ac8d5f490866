//! A change of one document on the record.

use std::sync::{Arc, OnceLock};

use super::trail::Filed;
use crate::diff;
use crate::format::{Notice, Projection};
use crate::model::{Contributor, Desk, Digest, DocPath, Document, Ledger, Release, ReleaseKind};
use crate::workflow::{Change, Reason, Refusal, Standing, approve, gate, pull};

/// A document of the record that a commit changed, with its ledger.
#[derive(Debug, Clone)]
pub struct ReleaseStep {
    /// Where it is on the record.
    pub path: DocPath,
    /// Where the desk's commit that the new line names has it; the same path where it has not.
    pub at_the_desk: DocPath,
    /// Where the record had it before, where that is elsewhere.
    pub otherwise: Option<DocPath>,
    /// Where an order to erase words of it puts it.
    pub ordered: Option<DocPath>,
    /// Its ledger in the parent.
    pub before: Arc<Ledger>,
    /// Its ledger in this commit; why it cannot be read.
    pub after: Result<Arc<Ledger>, String>,
    /// What readers last saw of it before.
    pub last: Option<Arc<Projection>>,
    /// What the parent has at its path.
    pub words_before: Option<Recorded>,
    /// What this commit has there.
    pub words_after: Option<Recorded>,
    /// Files that its words name and that are not there, or that are there for nothing: what is wrong.
    pub files_wrong: Vec<(String, &'static str)>,
    /// The words of it that two admins ordered to be erased.
    pub erased: Vec<Digest>,
    /// Its commit was made again when they were.
    pub remade: bool,
    /// What the desk had in the commit that the new line names.
    pub side: DeskSide,
    /// What the gate says, once it was asked.
    pub asked: OnceLock<Result<gate::Pass, Refusal>>,
}

/// What the record has of a document; what it says is read once.
#[derive(Debug, Clone)]
pub struct Recorded {
    bytes: Arc<Vec<u8>>,
    digest: Digest,
    words: OnceLock<Option<Arc<Projection>>>,
}

impl Recorded {
    /// A file with these bytes.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self { digest: Digest::of(&bytes), bytes: Arc::new(bytes), words: OnceLock::new() }
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The digest of its bytes.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// What it says; `None` where that is no document's words.
    pub fn words(&self) -> Option<&Arc<Projection>> {
        self.words.get_or_init(|| Projection::of_bytes(&self.bytes).map(Arc::new)).as_ref()
    }
}

/// The desk's side of a release.
#[derive(Debug, Clone)]
pub enum DeskSide {
    /// The line names no commit of the desk's history.
    Unknown,
    /// It names one.
    At(Box<Released>),
}

/// What the desk had when something was released.
#[derive(Debug, Clone)]
pub struct Released {
    /// The settings.
    pub desk: Arc<Desk>,
    /// Who released it, in these settings.
    pub person: Option<Contributor>,
    /// The document, where there was one that can be read.
    pub filed: Option<Arc<Filed>>,
    /// The commit that an earlier release names and that is not in this one's history.
    pub behind: Option<String>,
}

impl ReleaseStep {
    /// The one line that was added to the ledger, where the ledger is otherwise as it was.
    pub fn line(&self) -> Option<&Release> {
        let after = self.after.as_ref().ok()?;
        let added = after.releases.strip_prefix(self.before.releases.as_slice())?;
        if added.len() == 1 { added.first() } else { None }
    }

    /// Whether readers see it for the first time.
    pub(super) fn is_first(&self) -> bool {
        self.before.releases.is_empty()
    }

    /// The words that these bytes are, or that they stand for where an order took them away.
    pub(super) fn words_of(&self, recorded: &Recorded) -> Digest {
        let notice = self.remade.then(|| Notice::read(recorded.bytes())).flatten();
        let erased = notice.map(|notice| notice.expunged);
        erased.filter(|digest| self.erased.contains(digest)).unwrap_or_else(|| recorded.digest())
    }

    /// Whether a notice stands in the place of its words, on an order.
    pub(super) fn is_erased(&self) -> bool {
        let now = self.words_after.as_ref();
        now.is_some_and(|now| self.words_of(now) != now.digest())
    }

    /// Whether what readers saw before was erased on an order, and can be compared with nothing.
    fn follows_erased(&self) -> bool {
        let words = self.before.last_words().map(|words| words.digest);
        self.last.is_none() && words.is_some_and(|digest| self.erased.contains(&digest))
    }

    /// The desk's side and the line, where both are known.
    pub(super) fn released(&self) -> Option<(&Release, &Released)> {
        match (self.line(), &self.side) {
            (Some(line), DeskSide::At(released)) => Some((line, released)),
            _ => None,
        }
    }

    /// What the desk's own gate says of this release, judged as the desk stood then.
    pub(super) fn gate(&self) -> Option<&Result<gate::Pass, Refusal>> {
        let (line, released) = self.released()?;
        let (person, filed) = (released.person.as_ref()?, released.filed.as_ref()?);
        Some(self.asked.get_or_init(|| self.ask(line, released, person, filed)))
    }

    /// Why its words cannot have been released when the line says.
    pub(super) fn older_than_its_words(&self) -> Option<String> {
        let (line, released) = self.released()?;
        let filed = released.filed.as_ref().filter(|_| line.kind.carries_words())?;
        let words = (line.digest, line.round);
        let approved = approve::since(&filed.trail.reviews(), words, &line.approved_by);
        let late = approved.filter(|at| line.at < *at)?;
        Some(format!("release {} is dated {}, before its approval of {late}", line.n, line.at))
    }

    /// The reasons of the gate that one rule is about.
    pub(super) fn reasons(&self, about: fn(&Reason) -> bool) -> Vec<String> {
        match self.gate() {
            Some(Err(Refusal::NotReady { reasons })) => {
                reasons.iter().filter(|reason| about(reason)).map(ToString::to_string).collect()
            }
            _ => Vec::new(),
        }
    }

    fn ask(
        &self,
        line: &Release,
        released: &Released,
        person: &Contributor,
        filed: &Filed,
    ) -> Result<gate::Pass, Refusal> {
        let desk = &released.desk;
        let document = filed.trail.proven(&filed.document, desk);
        let standing = Standing::of(&document, filed.digest, Some(&self.before), desk);
        let nobody = gate::Pass {
            kind: line.kind,
            approved_by: Vec::new(),
            alone: false,
            warnings: Vec::new(),
        };
        match line.kind {
            ReleaseKind::Pull => {
                return pull::pull(person, &standing, self.is_own(person)).map(|()| nobody);
            }
            ReleaseKind::Restore => return pull::restore(person, &standing).map(|()| nobody),
            _ => {}
        }
        gate::gate(&gate::Request {
            person,
            desk,
            document: &document,
            standing: &standing,
            change: &self.change(&document),
            said: Some(line.kind),
            writers: &filed.trail.writers_for(desk.policy.four_eyes, &self.words_before()),
            embargo_by_editor: filed.trail.embargo_by_editor,
            told: self.last.as_ref().map_or(&[], |last| last.corrections.as_slice()),
            metadata: &[],
            missing_files: &[],
            false_words: &[],
            unfiled: None,
            unsettled: None,
            story_not_live: None,
            now: line.at,
        })
    }

    /// Whether the person is credited for the words that readers saw.
    fn is_own(&self, person: &Contributor) -> bool {
        if self.follows_erased() && self.remade {
            return true; // it was judged when the words were there
        }
        let mut credits = self.last.iter().flat_map(|last| &last.credits);
        credits.any(|credit| credit.who.as_ref() == Some(&person.id))
    }

    /// The digests of the words released before, oldest first.
    fn words_before(&self) -> Vec<Digest> {
        let releases = self.before.releases.iter();
        releases.filter(|line| line.kind.carries_words()).map(|line| line.digest).collect()
    }

    /// What changed for readers, held to bounds that are kept for ever.
    fn change(&self, document: &Document) -> Change {
        let told: Vec<_> = self.before.releases.iter().flat_map(|line| &line.corrections).collect();
        let fresh = |correction: &&crate::model::Correction| !told.contains(&&correction.id);
        let mut change = Change {
            published: self.last.is_some() || self.follows_erased(),
            corrections: document.corrections().iter().filter(fresh).cloned().collect(),
            retraction: document.retraction().is_some(),
            ..Change::default()
        };
        let words = self.words_after.as_ref().and_then(Recorded::words);
        if let (Some(words), Some(last)) = (words, &self.last) {
            let changes = diff::compare(Some(last), words);
            change.beyond_layout = diff::why_not_layout(&changes);
            change.beyond_byline = diff::why_not_byline(&changes);
            change.beyond_doubt = diff::why_not_doubt(&changes);
            change.beyond_minor = diff::beyond_minor_bound(last, words).into_iter().collect();
        }
        // What was made again was held to the bounds when the words were there.
        if self.follows_erased() && !self.remade {
            change = change.after_erased_words();
        }
        change
    }
}

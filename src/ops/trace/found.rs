//! Words are looked for in one story or post: in what readers had by each release, and at the desk.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::case::{Case, Step};
use super::stands::{Stand, stands};
use super::text::{Spot, Text};
use crate::credits;
use crate::desk::{Loaded, OpError, Session};
use crate::diff;
use crate::format::{self, PublicClaim};
use crate::model::{Digest, DocPath, Moment, Release, ReleaseKind, Review, Verdict};

/// What readers had of one release.
pub(super) struct Had {
    pub(super) release: Release,
    pub(super) text: Rc<Text>,
    pub(super) claims: Vec<PublicClaim>,
    pub(super) erased: bool,
}

/// Looks for the words in a document: what there is of it, and each place where they stand or stood.
pub(super) fn look<'a>(
    session: &'a Session,
    path: &DocPath,
    words: &'a str,
    at: Option<Moment>,
) -> Result<Option<(Found<'a>, Vec<Stand>)>, OpError> {
    let Ok(loaded) = session.as_last_read(path) else { return Ok(None) };
    let case = Case::open(session, loaded)?;
    let had = had(session, &case)?;
    let desk = Text::of(&case.loaded.document);
    let then = at.map(|at| case.filed_at(at).map(Text::of).unwrap_or_default());
    let texts = had.iter().map(|had| &*had.text).chain([&desk]).chain(&then);
    let stands = stands(&texts.collect::<Vec<_>>(), words);
    if stands.is_empty() {
        return Ok(None);
    }
    let at_desk = at_desk(session, &case, at)?;
    let loaded = Rc::new(case.loaded.clone());
    let found = Found { case, loaded, had, words, at, at_desk, known: RefCell::default() };
    Ok(Some((found, stands)))
}

/// What the words of the document were at the desk at that moment, and who had approved exactly these.
fn at_desk(
    session: &Session,
    case: &Case<'_>,
    at: Option<Moment>,
) -> Result<(Option<Digest>, Vec<Step>), OpError> {
    let document = match at {
        None => Some(&case.loaded.document),
        Some(at) => case.filed_at(at),
    };
    let Some(document) = document else { return Ok((None, Vec::new())) };
    let files = session.file_digests(&case.loaded.path, document)?;
    let digest = format::digest(document, &files);
    let approved = |review: &&Review| {
        review.verdict == Verdict::Approved
            && review.digest.is_some()
            && review.digest == digest
            && at.is_none_or(|at| review.at <= at)
    };
    Ok((digest, case.reviews.iter().filter(approved).map(|review| case.step(review)).collect()))
}

/// The words that each release let out.
fn had(session: &Session, case: &Case<'_>) -> Result<Vec<Had>, OpError> {
    let mut all: Vec<Had> = Vec::new();
    for release in case.releases().iter().filter(|release| release.kind.carries_words()) {
        let erased = session.is_erased(&case.loaded.path, release.digest)?;
        let released =
            if erased { None } else { session.released(&case.loaded.path, release.digest)? };
        let (text, claims) = match released {
            Some(words) => (Text::released(&words), words.claims),
            None => match case.version_of(release)? {
                Some(at) => (Text::of(&case.versions.filed[at].document), Vec::new()),
                None => (Text::default(), Vec::new()),
            },
        };
        all.push(Had { release: release.clone(), text: Rc::new(text), claims, erased });
    }
    Ok(all)
}

/// A document in which words were found.
pub(super) struct Found<'a> {
    pub(super) case: Case<'a>,
    pub(super) loaded: Rc<Loaded>,
    pub(super) had: Vec<Had>,
    words: &'a str,
    pub(super) at: Option<Moment>,
    /// The digest of the desk's words at the moment that is asked about, and who approved them.
    pub(super) at_desk: (Option<Digest>, Vec<Step>),
    /// What was asked already: many places are in one text.
    known: RefCell<Known>,
}

/// What is known of texts of a document.
#[derive(Default)]
struct Known {
    versions: HashMap<usize, Rc<Version>>,
    /// Whose the words of a version are.
    origins: HashMap<usize, Rc<[credits::Word]>>,
    /// What readers see in the place of a text's sentences, by where that text is in memory.
    instead: HashMap<*const Text, Rc<[Pair]>>,
}

/// A sentence, and what became of it.
type Pair = (Option<String>, Option<String>);

/// The words of a version, and where in it those are that are looked for.
pub(super) struct Version {
    pub(super) text: Rc<Text>,
    pub(super) spots: Vec<Spot>,
}

impl Found<'_> {
    /// Whether that was, at the moment that is asked about; a clock that goes wrong hides nothing today.
    pub(super) fn was(&self, at: Moment) -> bool {
        self.at.is_none_or(|asked| at <= asked)
    }

    /// The releases up to the moment that is asked about.
    pub(super) fn until(&self) -> impl Iterator<Item = &Release> {
        self.case.releases().iter().filter(|release| self.was(release.at))
    }

    pub(super) fn version(&self, version: usize) -> Rc<Version> {
        let learn = || {
            let text = Text::of(&self.case.versions.filed[version].document);
            Rc::new(Version { spots: text.spots(self.words), text: Rc::new(text) })
        };
        self.known.borrow_mut().versions.entry(version).or_insert_with(learn).clone()
    }

    pub(super) fn origins(&self, version: usize) -> Rc<[credits::Word]> {
        let learn =
            || credits::origins(&self.case.drafts(version)).pop().unwrap_or_default().into();
        self.known.borrow_mut().origins.entry(version).or_insert_with(learn).clone()
    }

    /// What readers see in the place of a sentence at the moment that is asked about.
    pub(super) fn instead(&self, text: &Rc<Text>, sentence: &str) -> Option<String> {
        let pairs = self.instead_of(text);
        let held = |was: &str| was.contains(sentence) || sentence.contains(was.trim());
        let found = pairs.iter().find(|(was, _)| was.as_deref().is_some_and(held));
        found.and_then(|(_, is)| is.clone())
    }

    /// What became of each sentence of a text that readers do not see at that moment.
    fn instead_of(&self, text: &Rc<Text>) -> Rc<[Pair]> {
        let learn = || match self.seen() {
            Some(now) => diff::sentences(&text.all, &now.text.all).into(),
            None => Vec::new().into(),
        };
        self.known.borrow_mut().instead.entry(Rc::as_ptr(text)).or_insert_with(learn).clone()
    }

    /// The words that readers see at that moment, where they may be told.
    fn seen(&self) -> Option<&Had> {
        let mut until = self.until().collect::<Vec<_>>();
        let down = |kind| matches!(kind, ReleaseKind::Pull | ReleaseKind::Retraction);
        if until.last().is_none_or(|release| down(release.kind)) {
            return None;
        }
        until.retain(|release| release.kind.carries_words());
        let now = until.last().and_then(|last| self.had.iter().find(|had| had.release.n == last.n));
        now.filter(|now| !now.erased)
    }
}

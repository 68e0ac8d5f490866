//! Words are looked for in one story or post: in what readers had by each release, and at the desk.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::case::{Case, Step};
use super::place::{AtDesk, Letting, Place, Run, Seen};
use super::spans::{Span, spans};
use super::stands::{Stand, spot_like, stands};
use super::text::{Spot, Text};
use crate::check::quote;
use crate::credits;
use crate::desk::{Loaded, OpError, Session};
use crate::diff;
use crate::format::{self, PublicClaim};
use crate::model::{Digest, DocPath, Moment, Release, ReleaseKind, Review, Verdict};
use crate::storage::CommitId;

/// What readers had of one release.
struct Had {
    release: Release,
    text: Rc<Text>,
    claims: Vec<PublicClaim>,
    erased: bool,
}

/// What is known of the words in a document, of each place where they stand or stood.
pub(super) fn places(
    session: &Session,
    path: &DocPath,
    words: &str,
    at: Option<Moment>,
) -> Result<Vec<Place>, OpError> {
    let Ok(loaded) = session.as_last_read(path) else { return Ok(Vec::new()) };
    let case = Case::open(session, loaded)?;
    let had = had(session, &case)?;
    let desk = Text::of(&case.loaded.document);
    let then = at.map(|at| case.filed_at(at).map(Text::of).unwrap_or_default());
    let texts = had.iter().map(|had| &*had.text).chain([&desk]).chain(&then);
    let stands = stands(&texts.collect::<Vec<_>>(), words);
    if stands.is_empty() {
        return Ok(Vec::new());
    }
    let at_desk = at_desk(session, &case, at)?;
    let loaded = Rc::new(case.loaded.clone());
    let document = Found { case, loaded, had, words, at, at_desk, known: RefCell::default() };
    stands.iter().map(|stand| Standing { of: &document, stand }.place()).collect()
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
struct Found<'a> {
    case: Case<'a>,
    loaded: Rc<Loaded>,
    had: Vec<Had>,
    words: &'a str,
    at: Option<Moment>,
    /// The digest of the desk's words at the moment that is asked about, and who approved them.
    at_desk: (Option<Digest>, Vec<Step>),
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
struct Version {
    text: Rc<Text>,
    spots: Vec<Spot>,
}

impl Found<'_> {
    /// Whether that was, at the moment that is asked about; a clock that goes wrong hides nothing today.
    fn was(&self, at: Moment) -> bool {
        self.at.is_none_or(|asked| at <= asked)
    }

    /// The releases up to the moment that is asked about.
    fn until(&self) -> impl Iterator<Item = &Release> {
        self.case.releases().iter().filter(|release| self.was(release.at))
    }

    fn version(&self, version: usize) -> Rc<Version> {
        let learn = || {
            let text = Text::of(&self.case.versions.filed[version].document);
            Rc::new(Version { spots: text.spots(self.words), text: Rc::new(text) })
        };
        self.known.borrow_mut().versions.entry(version).or_insert_with(learn).clone()
    }

    fn origins(&self, version: usize) -> Rc<[credits::Word]> {
        let learn =
            || credits::origins(&self.case.drafts(version)).pop().unwrap_or_default().into();
        self.known.borrow_mut().origins.entry(version).or_insert_with(learn).clone()
    }

    /// What readers see in the place of a sentence at the moment that is asked about.
    fn instead(&self, text: &Rc<Text>, sentence: &str) -> Option<String> {
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

/// One place of the words in a document.
struct Standing<'a> {
    of: &'a Found<'a>,
    stand: &'a Stand,
}

/// The words that are looked into.
struct Basis<'a> {
    /// The release that had them, where they are a release's.
    had: Option<&'a Had>,
    /// The version of the desk's file.
    version: Option<usize>,
    text: Rc<Text>,
    spot: Spot,
}

impl Standing<'_> {
    fn place(self) -> Result<Place, OpError> {
        let Found { case, .. } = self.of;
        let have = |release: &Release| self.having().any(|(had, _)| had.release.n == release.n);
        let all = spans(case.releases(), have);
        let until: Vec<Release> = self.of.until().cloned().collect();
        let spans = spans(&until, have);
        let seen = match (spans.last(), all.first()) {
            (Some(Span { to: None, .. }), _) => Seen::Now,
            (Some(_), _) => Seen::Before,
            (None, Some(_)) => Seen::NotYet,
            (None, None) => Seen::Never,
        };
        let desk = self.at_desk();
        let basis = self.basis(&desk)?;
        // Where the words of that moment may not be told, later ones of the same place are no answer.
        let erased = self.is_erased() || (basis.is_none() && self.was_erased());
        let told = basis.as_ref().filter(|_| !erased);
        let instead = match (erased || seen == Seen::Now, told, self.later()) {
            (true, ..) | (_, None, None) => None,
            (_, Some(Basis { text, spot, .. }), _) => self.of.instead(text, &spot.sentence),
            (_, None, Some((had, spot))) => self.of.instead(&had.text, &spot.sentence),
        };
        let mut place = Place {
            seen,
            erased,
            part: told.map(|basis| basis.spot.part),
            sentence: told.map(|basis| basis.spot.sentence.clone()),
            claims: told.map_or_else(Vec::new, |basis| basis.claims()),
            runs: told.map_or_else(Vec::new, |basis| self.runs(basis)),
            told: spans.first().map_or_else(Vec::new, |first| told_since(&until, &first.from)),
            instead,
            later: match spans.is_empty() {
                true => all.into_iter().next().map(|span| span.from),
                false => None,
            },
            lettings: self.lettings(),
            spans,
            desk,
            signatures: Vec::new(),
            forged: case.forged,
            loaded: self.of.loaded.clone(),
        };
        for commit in cited(&place) {
            place.signatures.push(case.signature(&commit)?);
        }
        Ok(place)
    }

    /// The releases that had the words there, with the place in each.
    fn having(&self) -> impl DoubleEndedIterator<Item = (&Had, &Spot)> {
        let spots = self.of.had.iter().zip(&self.stand.spots);
        spots.filter_map(|(had, spot)| Some((had, spot.as_ref()?)))
    }

    /// The same, up to the moment that is asked about.
    fn having_until(&self) -> impl DoubleEndedIterator<Item = (&Had, &Spot)> {
        self.having().filter(|(had, _)| self.of.was(had.release.at))
    }

    /// The first release that had them and may be told, whenever it was.
    fn later(&self) -> Option<(&Had, &Spot)> {
        self.having().find(|(had, _)| !had.erased)
    }

    /// Whether there are releases of the words, and a court's order erased each of them.
    fn is_erased(&self) -> bool {
        self.having().next().is_some() && self.later().is_none()
    }

    /// Whether a court's order erased any release of them.
    fn was_erased(&self) -> bool {
        self.having().any(|(had, _)| had.erased)
    }

    fn lettings(&self) -> Vec<Letting> {
        let case = &self.of.case;
        let letting = |(had, _): (&Had, &Spot)| Letting {
            approvals: case.approvals(&had.release),
            seconds: match had.release.alone {
                true => case.of_words(&had.release, Verdict::Second, self.of.at),
                false => Vec::new(),
            },
            record: case.on_record(had.release.n).cloned(),
            erased: had.erased,
            release: had.release.clone(),
        };
        self.having_until().map(letting).collect()
    }

    /// The words as they were last released, unless they were erased, else the desk's.
    fn basis(&self, desk: &AtDesk) -> Result<Option<Basis<'_>>, OpError> {
        if let Some((had, spot)) = self.having_until().rev().find(|(had, _)| !had.erased) {
            let version = self.of.case.version_of(&had.release)?;
            let (text, spot) = (had.text.clone(), spot.clone());
            return Ok(Some(Basis { had: Some(had), version, text, spot }));
        }
        // The desk's versions still have what was erased.
        if self.was_erased() || (!desk.stands && self.of.at.is_none()) {
            return Ok(None);
        }
        let filed = &self.of.case.versions.filed;
        let until = (0..filed.len()).rev().filter(|at| self.of.was(filed[*at].commit.at));
        let stands = until.filter_map(|at| {
            let version = self.of.version(at);
            let spot = self.stand.spot_in(&version.spots)?.clone();
            Some(Basis { had: None, version: Some(at), text: version.text.clone(), spot })
        });
        Ok({ stands }.next())
    }

    /// How the words stand at the desk then, and who had approved them.
    fn at_desk(&self) -> AtDesk {
        let (digest, approvals) = self.of.at_desk.clone();
        // The desk's words are the last of those that were looked into.
        let stands = self.stand.spots.last().is_some_and(Option::is_some);
        AtDesk { stands, digest, approvals }
    }

    /// Whose the words are.
    fn runs(&self, basis: &Basis<'_>) -> Vec<Run> {
        let Some(at) = basis.version else { return Vec::new() };
        let version = self.of.version(at);
        let like = || spot_like(&basis.spot, &version.spots);
        let spot = match basis.had {
            Some(_) => like().or_else(|| self.stand.spot_in(&version.spots)),
            None => Some(&basis.spot),
        };
        let Some(spot) = spot else { return Vec::new() };
        // What was erased stood in the place of what came after it.
        let tells = !self.of.had.iter().any(|had| had.erased);
        let run = |run: OneHand| Run {
            words: version.text.all[run.range].to_owned(),
            commit: Some(self.of.case.versions.filed[run.from].commit.clone()),
            instead_of: if tells { run.instead_of } else { String::new() },
        };
        hands(&self.of.origins(at), &spot.range).into_iter().map(run).collect()
    }
}

impl Basis<'_> {
    /// The claims about words in that stretch, as readers had them.
    fn claims(&self) -> Vec<PublicClaim> {
        let Some(had) = self.had else { return Vec::new() };
        let meets = |claim: &&PublicClaim| {
            let at =
                quote::find(&self.text.all, &claim.quote).or_else(|| self.text.find(&claim.quote));
            at.is_some_and(|at| at.start < self.spot.range.end && self.spot.range.start < at.end)
        };
        had.claims.iter().filter(meets).cloned().collect()
    }
}

/// What readers were told with and after that release; a reporter's word alone they were not.
fn told_since(releases: &[Release], first: &Release) -> Vec<Release> {
    let since = releases.iter().filter(|release| release.n >= first.n);
    let told = since.filter(|release| release.kind.is_told() && !release.shown().is_empty());
    told.cloned().collect()
}

/// Neighbouring words from one version.
#[derive(Debug, PartialEq, Eq)]
struct OneHand {
    range: Range<usize>,
    from: usize,
    instead_of: String,
}

/// A stretch of a text in pieces of one hand: all of it, in its order.
fn hands(words: &[credits::Word], range: &Range<usize>) -> Vec<OneHand> {
    let mut hands: Vec<OneHand> = Vec::new();
    let met = |word: &&credits::Word| word.range.start < range.end && range.start < word.range.end;
    for word in words.iter().filter(met) {
        match hands.last_mut() {
            Some(last) if last.from == word.from && last.instead_of == *word.instead_of => {}
            last => {
                let start = if last.is_some() { word.range.start } else { range.start };
                if let Some(last) = last {
                    last.range.end = start;
                }
                let instead_of = word.instead_of.to_string();
                hands.push(OneHand { range: start..range.end, from: word.from, instead_of });
            }
        }
    }
    hands
}

/// The commits that a place names, each once.
fn cited(place: &Place) -> Vec<CommitId> {
    let steps = place.lettings.iter().flat_map(|letting| {
        let steps = letting.approvals.iter().chain(&letting.seconds);
        steps.filter_map(|step| step.commit.clone()).chain(letting.record.clone())
    });
    let desk = place.desk.approvals.iter().filter_map(|step| step.commit.clone());
    let runs = place.runs.iter().filter_map(|run| Some(run.commit.as_ref()?.id.clone()));
    let mut all: Vec<CommitId> = Vec::new();
    for commit in runs.chain(steps).chain(desk) {
        if !all.contains(&commit) {
            all.push(commit);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credits::{Draft, origins};
    use proptest::prelude::*;

    fn draft(text: &str, parents: &[usize]) -> Draft<()> {
        Draft { author: (), text: text.to_owned(), parents: parents.to_vec() }
    }

    #[test]
    fn neighbouring_words_of_one_version_are_one_piece() {
        let drafts =
            [draft("Six were hurt, she said.", &[]), draft("Seven were hurt, he said.", &[0])];
        let words = origins(&drafts).pop().expect("words");
        let text = &drafts[1].text;
        let told: Vec<(&str, usize, String)> = hands(&words, &(0..text.len()))
            .into_iter()
            .map(|hand| (&text[hand.range], hand.from, hand.instead_of))
            .collect();
        let expected =
            [("Seven ", 1, "Six"), ("were hurt, ", 0, ""), ("he ", 1, "she"), ("said.", 0, "")];
        assert_eq!(told.len(), expected.len());
        for (told, expected) in told.iter().zip(expected) {
            assert_eq!((told.0, told.1, told.2.as_str()), expected);
        }
        assert_eq!(hands(&words, &(6..10))[0].range, 6..10);
    }

    proptest! {
        #[test]
        fn prop_the_pieces_are_the_whole_sentence_and_nothing_else(
            texts in proptest::collection::vec("[ab]{1,2}([ ,.][ab]{1,2}){0,9}", 1..5),
            (from, to) in (0..12_usize, 1..12_usize),
        ) {
            let drafts: Vec<Draft<()>> = texts.iter().enumerate()
                .map(|(at, text)| draft(text, &at.checked_sub(1).map_or(vec![], |p| vec![p])))
                .collect();
            let words = origins(&drafts).pop().expect("words");
            let text = &drafts.last().expect("a draft").text;
            let first = &words[from.min(words.len() - 1)];
            let last = &words[(from + to).min(words.len() - 1)];
            let range = first.range.start..last.range.end;
            let pieces: String = hands(&words, &range).iter().map(|hand| &text[hand.range.clone()]).collect();
            prop_assert_eq!(pieces, &text[range]);
        }
    }
}

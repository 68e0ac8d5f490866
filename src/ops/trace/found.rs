//! Words are looked for in one story or post: in what readers had by each release, and at the desk.

use std::ops::Range;

use super::case::Case;
use super::place::{AtDesk, Letting, Place, Run, Seen};
use super::spans::{Span, spans};
use super::text::Text;
use crate::check::quote;
use crate::credits;
use crate::desk::{OpError, Session};
use crate::diff;
use crate::format::PublicClaim;
use crate::model::{DocPath, Moment, Release, ReleaseKind, Verdict};
use crate::storage::CommitId;

/// What readers had of one release.
struct Had {
    release: Release,
    text: Text,
    claims: Vec<PublicClaim>,
    erased: bool,
}

/// The document with what is known of the words in it; `None` where they are not and were not there.
pub(super) fn place(
    session: &Session,
    path: &DocPath,
    words: &str,
    at: Option<Moment>,
) -> Result<Option<Place>, OpError> {
    let Ok(loaded) = session.as_last_read(path) else { return Ok(None) };
    let case = Case::open(session, loaded)?;
    let had = had(session, &case)?;
    let desk = Text::of(&case.loaded.document);
    if !desk.has(words) && !had.iter().any(|had| had.text.has(words)) {
        return Ok(None);
    }
    Found { session, case, had, words, at }.place().map(Some)
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
        all.push(Had { release: release.clone(), text, claims, erased });
    }
    Ok(all)
}

/// Words that were found in a document.
struct Found<'a> {
    session: &'a Session,
    case: Case<'a>,
    had: Vec<Had>,
    words: &'a str,
    at: Option<Moment>,
}

impl Found<'_> {
    fn place(self) -> Result<Place, OpError> {
        let have = |release: &Release| {
            self.had.iter().any(|had| had.release.n == release.n && had.text.has(self.words))
        };
        let all = spans(self.case.releases(), have);
        let until: Vec<Release> = self.until().cloned().collect();
        let spans = spans(&until, have);
        let lettings = self.lettings();
        let desk = self.at_desk()?;
        let seen = match (spans.last(), all.first()) {
            (Some(Span { to: None, .. }), _) => Seen::Now,
            (Some(_), _) => Seen::Before,
            (None, Some(_)) => Seen::NotYet,
            (None, None) => Seen::Never,
        };
        let erased = self.is_erased();
        let (had, version) = self.basis(&desk)?;
        let own = version.map(|at| Text::of(&self.case.versions.filed[at].document));
        let text = had.map(|had| &had.text).or(own.as_ref());
        let later = self.had.iter().find(|had| !had.erased && had.text.has(self.words));
        let later = later.map(|had| &had.text);
        let range = text.and_then(|text| text.find(self.words));
        let shown = text.zip(range).filter(|_| !erased);
        let runs = match (version, erased) {
            (Some(at), false) => self.runs(at),
            _ => Vec::new(),
        };
        let told = match spans.first() {
            Some(first) => told_since(&until, &first.from),
            None => Vec::new(),
        };
        let mut place = Place {
            seen,
            erased,
            part: shown.as_ref().map(|(text, range)| text.part(range.start)),
            sentence: shown.as_ref().map(|(text, range)| text.sentences(range).to_owned()),
            claims: match (had, &shown) {
                (Some(had), Some((text, range))) => beside(&had.claims, text, range),
                _ => Vec::new(),
            },
            instead: match erased || seen == Seen::Now {
                true => None,
                false => self.instead(text.or(later))?,
            },
            later: match spans.is_empty() {
                true => all.into_iter().next().map(|span| span.from),
                false => None,
            },
            runs,
            lettings,
            spans,
            told,
            desk,
            signatures: Vec::new(),
            forged: self.case.forged,
            loaded: self.case.loaded.clone(),
        };
        for commit in cited(&place) {
            place.signatures.push(self.case.signature(&commit)?);
        }
        Ok(place)
    }

    /// Whether there are releases of the words, and a court's order erased each of them.
    fn is_erased(&self) -> bool {
        let mut all = self.had.iter().filter(|had| had.text.has(self.words)).peekable();
        all.peek().is_some() && all.all(|had| had.erased)
    }

    /// Whether that was, at the moment that is asked about; a clock that goes wrong hides nothing today.
    fn was(&self, at: Moment) -> bool {
        self.at.is_none_or(|asked| at <= asked)
    }

    /// The releases up to the moment that is asked about.
    fn until(&self) -> impl Iterator<Item = &Release> {
        self.case.releases().iter().filter(|release| self.was(release.at))
    }

    /// What readers had up to the moment that is asked about, of what has the words.
    fn having(&self) -> impl DoubleEndedIterator<Item = &Had> {
        let until = self.had.iter().filter(|had| self.was(had.release.at));
        until.filter(|had| had.text.has(self.words))
    }

    fn lettings(&self) -> Vec<Letting> {
        let letting = |had: &Had| Letting {
            approvals: self.case.approvals(&had.release),
            seconds: match had.release.alone {
                true => self.case.of_words(&had.release, Verdict::Second, self.at),
                false => Vec::new(),
            },
            record: self.case.on_record(had.release.n).cloned(),
            erased: had.erased,
            release: had.release.clone(),
        };
        self.having().map(letting).collect()
    }

    /// The words that are looked into: those last released, unless they were erased, else the desk's.
    fn basis(&self, desk: &AtDesk) -> Result<(Option<&Had>, Option<usize>), OpError> {
        if let Some(had) = self.having().rev().find(|had| !had.erased) {
            return Ok((Some(had), self.case.version_of(&had.release)?));
        }
        let filed = &self.case.versions.filed;
        let until = |at: &usize| self.was(filed[*at].commit.at);
        let mut having = (0..filed.len()).rev().filter(until);
        let stands = having.find(|at| Text::of(&filed[*at].document).has(self.words));
        Ok((None, stands.filter(|_| desk.stands || self.at.is_some())))
    }

    /// How the words stood at the desk then, and who had approved them.
    fn at_desk(&self) -> Result<AtDesk, OpError> {
        let filed = &self.case.versions.filed;
        let document = match self.at {
            None => Some(&self.case.loaded.document),
            Some(at) => {
                filed.iter().rev().find(|one| one.commit.at <= at).map(|filed| &filed.document)
            }
        };
        let Some(document) = document else {
            return Ok(AtDesk { stands: false, digest: None, approvals: Vec::new() });
        };
        let files = self.session.file_digests(&self.case.loaded.path, document)?;
        let digest = crate::format::digest(document, &files);
        let approved = |review: &&crate::model::Review| {
            review.verdict == Verdict::Approved
                && review.digest.is_some()
                && review.digest == digest
                && self.was(review.at)
        };
        let approvals = self.case.reviews.iter().filter(approved);
        Ok(AtDesk {
            stands: Text::of(document).has(self.words),
            digest,
            approvals: approvals.map(|review| self.case.step(review)).collect(),
        })
    }

    /// Whose the words are in that version.
    fn runs(&self, version: usize) -> Vec<Run> {
        let drafts = self.case.drafts(version);
        let text = Text::of(&self.case.versions.filed[version].document);
        let Some(range) = text.find(self.words) else { return Vec::new() };
        let origins = credits::origins(&drafts).pop().unwrap_or_default();
        // What was erased stood in the place of what came after it.
        let tells = !self.had.iter().any(|had| had.erased);
        let run = |run: OneHand| Run {
            words: text.all[run.range].to_owned(),
            commit: Some(self.case.versions.filed[run.from].commit.clone()),
            instead_of: if tells { run.instead_of } else { String::new() },
        };
        hands(&origins, &range).into_iter().map(run).collect()
    }

    /// What readers see in the place of the words at the moment that is asked about.
    fn instead(&self, text: Option<&Text>) -> Result<Option<String>, OpError> {
        let Some(text) = text else { return Ok(None) };
        let mut until = self.until().collect::<Vec<_>>();
        let down = |kind| matches!(kind, ReleaseKind::Pull | ReleaseKind::Retraction);
        if until.last().is_none_or(|release| down(release.kind)) {
            return Ok(None);
        }
        until.retain(|release| release.kind.carries_words());
        let now = until.last().and_then(|last| self.had.iter().find(|had| had.release.n == last.n));
        let Some(now) = now.filter(|now| !now.erased) else { return Ok(None) };
        let mut pairs = diff::sentences(&text.all, &now.text.all).into_iter();
        let held = |sentence: &str| {
            quote::find_words(sentence, self.words).is_some()
                || quote::find_words(self.words, sentence.trim()).is_some()
        };
        Ok(pairs.find(|(was, _)| was.as_deref().is_some_and(held)).and_then(|(_, is)| is))
    }
}

/// What readers were told with and after that release; a reporter's word alone they were not.
fn told_since(releases: &[Release], first: &Release) -> Vec<Release> {
    let since = releases.iter().filter(|release| release.n >= first.n);
    let told = since.filter(|release| release.kind.is_told() && !release.shown().is_empty());
    told.cloned().collect()
}

/// The claims about words in that stretch.
fn beside(claims: &[PublicClaim], text: &Text, range: &Range<usize>) -> Vec<PublicClaim> {
    let meets = |claim: &&PublicClaim| {
        let at = quote::find(&text.all, &claim.quote).or_else(|| text.find(&claim.quote));
        at.is_some_and(|at| at.start < range.end && range.start < at.end)
    };
    claims.iter().filter(meets).cloned().collect()
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

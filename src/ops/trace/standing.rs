//! One place where the words stand or stood: what is known of it.

use std::rc::Rc;

use super::found::{Found, Had, look};
use super::hands::{OneHand, hands};
use super::place::{AtDesk, Letting, Place, Run, Seen};
use super::spans::{Span, spans};
use super::stands::{Stand, spot_like};
use super::text::{Spot, Text};
use crate::check::quote;
use crate::desk::{OpError, Session};
use crate::format::PublicClaim;
use crate::model::{DocPath, Moment, Release, Verdict};
use crate::storage::CommitId;

/// What is known of the words in a document, of each place where they stand or stood.
pub(super) fn places(
    session: &Session,
    path: &DocPath,
    words: &str,
    at: Option<Moment>,
) -> Result<Vec<Place>, OpError> {
    let Some((document, stands)) = look(session, path, words, at)? else { return Ok(Vec::new()) };
    stands.iter().map(|stand| Standing { of: &document, stand }.place()).collect()
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

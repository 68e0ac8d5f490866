//! What rests on a story or post, or repeats its words: once those were wrong, it is looked at again.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::error::OpError;
use super::facts::{FALSE_WORDS, FELL, LIVE_AND_FALSE, ON};
use super::loaded::Loaded;
use super::session::Session;
use super::summary::{ClaimLine, Summary};
use crate::check::quote::{self, Repeated};
use crate::diff::TELLING;
use crate::model::{ClaimStatus, DocId, DocPath, Document, Public};
use crate::storage::FactFilter;
use crate::workflow::State;

/// How it hangs together with what was wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// A round-up draws on it.
    RestsOn,
    /// A point of a story rests on it: which, counted from 1, and its words.
    Point(usize, String),
    /// It is the same in another language.
    Translation,
    /// These words stand there as well.
    Repeats(Repeated),
}

/// What is to be looked at again, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resting {
    /// The story or post.
    pub summary: Summary,
    /// Why; never empty.
    pub ties: Vec<Tie>,
}

/// What readers were told was wrong, and what nobody has looked at since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fallen {
    /// What was wrong.
    pub summary: Summary,
    /// What rests on it.
    pub resting: Vec<Resting>,
}

impl Session {
    /// What rests on that story or post, and what repeats these words of it: live ones first, then
    /// the newest. What was dropped or withdrawn is left out.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub(crate) fn resting_on(
        &self,
        id: &DocId,
        words: &BTreeSet<String>,
    ) -> Result<Vec<Resting>, OpError> {
        let mut found: Vec<Resting> = Vec::new();
        for summary in self.marked(None, &[&[&format!("{ON}{id}")]])? {
            let ties = self.ties(&summary.path, id)?;
            found.push(Resting { summary, ties });
        }
        for run in words {
            for (summary, spelt) in self.repeating(run)? {
                let tie = Tie::Repeats(spelt);
                match found.iter_mut().find(|one| one.summary.path == summary.path) {
                    Some(one) => one.ties.push(tie),
                    None => found.push(Resting { summary, ties: vec![tie] }),
                }
            }
        }
        found.retain(|one| one.summary.id != *id && is_in_force(&one.summary));
        let at = |one: &Resting| (one.summary.public == Public::Live, one.summary.at());
        found.sort_by(|a, b| (at(b), &b.summary.path).cmp(&(at(a), &a.summary.path)));
        Ok(found)
    }

    /// What rests on that story or post.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub fn rests_on_it(&self, loaded: &Loaded) -> Result<Vec<Resting>, OpError> {
        self.resting_on(loaded.document.id(), &BTreeSet::new())
    }

    /// How the filed document hangs together with that one; readers may see a tie that the desk's
    /// words have no longer.
    fn ties(&self, path: &DocPath, id: &DocId) -> Result<Vec<Tie>, OpError> {
        let mut ties = match self.filed_document(path)? {
            Some(document) => ties_of(&document, id),
            None => Vec::new(),
        };
        if ties.is_empty() {
            ties.push(Tie::RestsOn);
        }
        Ok(ties)
    }

    /// The lines of what has these words at the desk, whatever the case of their letters, each with the
    /// the words as they are spelt there.
    fn repeating(&self, words: &str) -> Result<Vec<(Summary, Repeated)>, OpError> {
        let mut found = Vec::new();
        for (path, spelt) in self.documents_repeating(words)? {
            found.extend(self.kept_summary(&path)?.map(|summary| (summary, spelt)));
        }
        Ok(found)
    }

    /// The same with what rests on it and nobody has looked at since; `None` where nothing does.
    fn not_looked_at(&self, summary: Summary, since: &str) -> Result<Option<Fallen>, OpError> {
        let mut resting = self.resting_on(&summary.id, &BTreeSet::new())?;
        resting.retain(|one| *one.summary.looked_at < *since);
        Ok((!resting.is_empty()).then_some(Fallen { summary, resting }))
    }

    /// What readers were told was wrong and something rests on that nobody has looked at since, the
    /// newest first.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub fn fallen(&self) -> Result<Vec<Fallen>, OpError> {
        let mut all = Vec::new();
        for summary in self.select(&FactFilter {
            marks: vec![vec![FELL.to_owned()]],
            named: Some(ON.to_owned()),
            ..FactFilter::default()
        })? {
            let Some(since) = summary.fell.as_ref().map(|fell| fell.at.clone()) else { continue };
            all.extend(self.not_looked_at(summary, &since)?);
        }
        let at = |one: &Fallen| one.summary.fell.as_ref().map(|fell| fell.at.clone());
        all.sort_by_key(|one| std::cmp::Reverse(at(one)));
        Ok(all)
    }

    /// What rests on words that readers see and that were marked false, and that nobody has looked at
    /// since.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub fn on_false(&self) -> Result<Vec<Fallen>, OpError> {
        let mut all = Vec::new();
        for summary in self.marked(None, &[&[LIVE_AND_FALSE]])? {
            let claims = summary.claims.iter().filter(|claim| claim.live_and_false());
            let since = claims.filter_map(|claim| claim.at.clone()).max().unwrap_or_default();
            all.extend(self.not_looked_at(summary, &since)?);
        }
        Ok(all)
    }

    /// What readers see that repeats words which were marked false elsewhere and was not let out anew
    /// since: its line, where they were flagged, and the claim. Words of which it was found that there
    /// they are so, and words that are too few to be known again, are passed over.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub fn false_elsewhere(&self) -> Result<Vec<(Summary, DocId, ClaimLine)>, OpError> {
        let mut all = Vec::new();
        for flagged in self.marked(None, &[&[FALSE_WORDS]])? {
            let claims = flagged.claims.iter().filter(|claim| claim.status == ClaimStatus::False);
            for claim in claims.filter(|claim| is_telling(&claim.quote)) {
                let since = claim.at.clone().unwrap_or_default();
                for (other, _) in self.repeating(&claim.quote)? {
                    let seen = other.public == Public::Live && other.let_out < since;
                    if seen && !is_so(&other, &claim.quote, &since) && other.id != flagged.id {
                        all.push((other, flagged.id.clone(), claim.clone()));
                    }
                }
            }
        }
        Ok(all)
    }
}

/// Whether the words are enough to be taken for the same where they stand elsewhere.
pub(crate) fn is_telling(words: &str) -> bool {
    words.unicode_words().count() >= TELLING
}

/// Whether somebody found since then that these words are so in that document.
fn is_so(other: &Summary, words: &str, since: &str) -> bool {
    other.claims.iter().any(|claim| {
        claim.status == ClaimStatus::Verified
            && claim.at.as_deref().is_some_and(|at| at >= since)
            && quote::find_words(&claim.quote, words).is_some()
    })
}

/// Whether readers see it, or may come to.
fn is_in_force(summary: &Summary) -> bool {
    let dropped = summary.public == Public::Unpublished && summary.state == State::Spiked;
    !dropped && summary.public != Public::Retracted
}

fn ties_of(document: &Document, id: &DocId) -> Vec<Tie> {
    let mut ties = Vec::new();
    if document.as_post().is_some_and(|post| post.rests_on.contains(id)) {
        ties.push(Tie::RestsOn);
    }
    if document.translates() == Some(id) {
        ties.push(Tie::Translation);
    }
    let points = document.as_story().into_iter().flat_map(|story| story.summary.iter().enumerate());
    let resting = points.filter(|(_, point)| point.posts.contains(id));
    ties.extend(resting.map(|(index, point)| Tie::Point(index + 1, point.text.clone())));
    ties
}

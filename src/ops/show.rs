//! `show` and `diff`: the words of a document as they are, were, or are seen by readers.

use crate::desk::{Filter, Loaded, OpError, Session, Summary, utf8};
use crate::diff::{self, Changes};
use crate::format::{self, Projection};
use crate::model::{Digest, DocPath, Review, Verdict};
use crate::storage::Line;
use crate::workflow::State;

/// Which words of a document are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Version {
    /// As the desk has them, with what a person saved and did not file.
    Desk,
    /// As readers see them.
    Live,
    /// As they were last submitted, returned or approved with other words than the desk's.
    Reviewed,
    /// As they were last shown to the person here.
    Shown,
    /// As released under that number.
    Release(u32),
    /// As filed in that commit.
    Commit(String),
}

impl std::str::FromStr for Version {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "desk" => Self::Desk,
            "live" => Self::Live,
            "reviewed" => Self::Reviewed,
            "shown" => Self::Shown,
            _ => match text.parse::<u32>() {
                Ok(n) if text.len() < 4 => Self::Release(n),
                _ => Self::Commit(text.to_owned()),
            },
        })
    }
}

/// The words of that version; `None` where there are none (never published, pulled, a conflict).
///
/// # Errors
///
/// No such release or commit.
pub fn words(
    session: &Session,
    loaded: &Loaded,
    version: &Version,
) -> Result<Option<Projection>, OpError> {
    match version {
        Version::Desk => Ok(loaded.words()),
        Version::Live => Ok(loaded.live.clone()),
        Version::Reviewed => match last_reviewed(loaded.document.reviews(), loaded.standing.digest)
        {
            Some(digest) => of_digest(session, loaded, digest),
            None => Ok(loaded.live.clone()),
        },
        Version::Shown => {
            let (me, _) = session.me()?;
            let digest = session.last_shown(&me.id, loaded).ok_or_else(|| {
                OpError::bad(
                    "its words were never shown to you here",
                    format!("newsroom diff {}", loaded.short()),
                )
            })?;
            of_digest(session, loaded, digest)
        }
        Version::Release(n) => {
            let release = loaded.ledger.as_ref().and_then(|ledger| ledger.release(*n));
            let release = release.ok_or_else(|| no_release(loaded, *n))?;
            session.released(&loaded.path, release.digest)
        }
        Version::Commit(rev) => at_commit(session, &loaded.path, rev),
    }
}

/// What is said in the place of that version's words, where a court's order took them off the
/// record.
///
/// # Errors
///
/// A file of orders that cannot be read.
pub fn erased(
    session: &Session,
    loaded: &Loaded,
    version: &Version,
) -> Result<Option<String>, OpError> {
    let ledger = loaded.ledger.as_ref();
    let release = match version {
        Version::Release(n) => ledger.and_then(|ledger| ledger.release(*n)),
        Version::Live => ledger.and_then(|ledger| ledger.last_words()),
        _ => None,
    };
    let Some(release) = release else { return Ok(None) };
    let gone = session.is_erased(&loaded.path, release.digest)?;
    Ok(gone.then(|| {
        format!(
            "the words of release {} ({}) were removed by a court's order",
            release.n, release.digest
        )
    }))
}

fn no_release(loaded: &Loaded, n: u32) -> OpError {
    OpError::bad(
        format!("there is no release {n} of it"),
        format!("newsroom log {}", loaded.short()),
    )
}

/// The words of the last review that were not those the desk has now.
fn last_reviewed(reviews: &[Review], now: Option<Digest>) -> Option<Digest> {
    let judged = |review: &&Review| {
        matches!(review.verdict, Verdict::Submitted | Verdict::Returned | Verdict::Approved)
    };
    let mut digests = reviews.iter().rev().filter(judged).filter_map(|review| review.digest);
    digests.find(|digest| Some(*digest) != now)
}

/// The words of that digest, from the record or from the desk's history.
fn of_digest(
    session: &Session,
    loaded: &Loaded,
    digest: Digest,
) -> Result<Option<Projection>, OpError> {
    if loaded.standing.digest == Some(digest) {
        return Ok(loaded.words());
    }
    for entry in session.store.history(Line::Desk, loaded.path.as_str())?.iter().rev() {
        let Some(document) = session.read_version(&loaded.path, entry)? else { continue };
        let files = session.file_digests(&loaded.path, &document)?;
        if let Some(words) = format::project(&document, &files).filter(|w| w.digest() == digest) {
            return Ok(Some(words));
        }
    }
    session.released(&loaded.path, digest)
}

fn at_commit(session: &Session, path: &DocPath, rev: &str) -> Result<Option<Projection>, OpError> {
    let commit = session.store.resolve(rev)?.ok_or_else(|| {
        OpError::bad(
            format!("`{rev}` is no version and no commit"),
            "say desk, live, reviewed, shown, a release's number, or a commit",
        )
    })?;
    let Some((_, bytes)) = session.store.file(&commit, path.as_str())? else { return Ok(None) };
    let text = utf8(path.as_str(), bytes)?;
    let document = format::read_document(path, &text)
        .map_err(|problems| OpError::problems(path.as_str(), &text, problems))?;
    let files = session.file_digests(path, &document)?;
    Ok(format::project(&document, &files))
}

/// What changed between two versions of a document.
#[derive(Debug)]
pub struct Compared {
    /// The document.
    pub loaded: Loaded,
    /// What changed.
    pub changes: Changes,
    /// The words before, where there were any.
    pub before: Option<Projection>,
    /// The words after, where there are any.
    pub after: Option<Projection>,
}

/// Compares two versions of a document.
///
/// # Errors
///
/// A name that fits nothing; no such version.
pub fn compare(
    session: &Session,
    doc: &str,
    from: &Version,
    to: &Version,
) -> Result<Compared, OpError> {
    let loaded = session.named_as_last_read(doc)?;
    let before = words(session, &loaded, from)?;
    let after = words(session, &loaded, to)?;
    let changes = match &after {
        Some(after) => diff::compare(before.as_ref(), after),
        None => Changes(Vec::new()),
    };
    Ok(Compared { loaded, changes, before, after })
}

/// The documents whose desk words are not the live ones.
///
/// # Errors
///
/// A cache or repository that cannot be read.
pub fn differing(session: &Session) -> Result<Vec<Summary>, OpError> {
    let states = State::ALL.into_iter();
    let states = states.filter(|state| !matches!(state, State::AsPublished | State::Spiked));
    session.summaries(&Filter { states: states.collect(), ..Filter::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review(verdict: Verdict, words: &[u8]) -> Review {
        Review {
            at: "2026-11-07T08:00:00Z".parse().expect("a time"),
            by: "ed-lind".parse().expect("an id"),
            verdict,
            round: 1,
            digest: Some(Digest::of(words)),
            not_before: None,
            note: String::new(),
            urgent: false,
            until: None,
            keeps: String::new(),
        }
    }

    #[test]
    fn reviewed_words_are_the_last_judged_ones_that_the_desk_no_longer_has() {
        let reviews = [
            review(Verdict::Returned, b"one"),
            review(Verdict::Submitted, b"two"),
            review(Verdict::Comment, b"three"),
            review(Verdict::Submitted, b"now"),
        ];
        let now = Some(Digest::of(b"now"));
        assert_eq!(last_reviewed(&reviews, now), Some(Digest::of(b"two")));
        assert_eq!(last_reviewed(&reviews, None), now, "in a conflict all words are others");
        assert_eq!(last_reviewed(&reviews[3..], now), None);
    }

    #[test]
    fn a_version_goes_by_its_word_its_number_or_its_commit() {
        let version = |text: &str| text.parse::<Version>().expect("never fails");
        assert_eq!(version("shown"), Version::Shown);
        assert_eq!(version("12"), Version::Release(12));
        assert_eq!(version("1234567"), Version::Commit("1234567".to_owned()));
    }
}

//! `show` and `diff`: the words of a document as they are, were, or are seen by readers.

use super::error::OpError;
use super::list::Filter;
use super::session::{Loaded, Session, utf8};
use super::summary::Summary;
use crate::diff::{self, Changes};
use crate::format::{self, Projection};
use crate::model::{Digest, DocPath};
use crate::storage::Line;

/// Which words of a document are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Version {
    /// As the desk has them, with what a person saved and did not file.
    Desk,
    /// As readers see them.
    Live,
    /// As they were last reviewed.
    Reviewed,
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
            _ => match text.parse::<u32>() {
                Ok(n) if text.len() < 4 => Self::Release(n),
                _ => Self::Commit(text.to_owned()),
            },
        })
    }
}

/// The document that is meant, as the desk has it, remembered as shown.
///
/// # Errors
///
/// A name that fits nothing; a file that cannot be read.
pub fn desk(session: &Session, doc: &str) -> Result<Loaded, OpError> {
    let loaded = session.load_saved(&session.resolve(doc)?)?;
    session.shown(&loaded);
    Ok(loaded)
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
        Version::Reviewed => {
            let reviews = loaded.document.reviews().iter().rev();
            match reviews.filter_map(|review| review.digest).next() {
                Some(digest) => reviewed(session, loaded, digest),
                None => Ok(loaded.live.clone()),
            }
        }
        Version::Release(n) => {
            let release = loaded.ledger.as_ref().and_then(|ledger| ledger.release(*n));
            let release = release.ok_or_else(|| no_release(loaded, *n))?;
            session.released(&loaded.path, release.digest)
        }
        Version::Commit(rev) => at_commit(session, &loaded.path, rev),
    }
}

fn no_release(loaded: &Loaded, n: u32) -> OpError {
    OpError::bad(
        format!("there is no release {n} of it"),
        format!("newsroom log {}", loaded.short()),
    )
}

/// The words of that digest, from the record or from the desk's history.
fn reviewed(
    session: &Session,
    loaded: &Loaded,
    digest: Digest,
) -> Result<Option<Projection>, OpError> {
    if loaded.standing.digest == Some(digest) {
        return Ok(loaded.words());
    }
    for entry in session.store.history(Line::Desk, loaded.path.as_str())?.iter().rev() {
        let Some(blob) = &entry.blob else { continue };
        let text = utf8(loaded.path.as_str(), session.store.blob(blob)?)?;
        let Ok(document) = format::read_document(&loaded.path, &text) else { continue };
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
            "desk, live, reviewed, a release's number, or a commit",
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

/// Compares two versions of a document; the desk's words count as shown.
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
    let loaded = session.load_saved(&session.resolve(doc)?)?;
    let before = words(session, &loaded, from)?;
    let after = words(session, &loaded, to)?;
    let changes = match &after {
        Some(after) => diff::compare(before.as_ref(), after),
        None => Changes(Vec::new()),
    };
    if *to == Version::Desk {
        session.shown(&loaded);
    }
    Ok(Compared { loaded, changes, before, after })
}

/// The documents whose desk words are not the live ones.
///
/// # Errors
///
/// A cache or repository that cannot be read.
pub fn differing(session: &Session) -> Result<Vec<Summary>, OpError> {
    let all = session.summaries(&Filter::default())?;
    Ok(all
        .into_iter()
        .filter(|summary| {
            !matches!(
                summary.state,
                crate::workflow::State::AsPublished | crate::workflow::State::Spiked
            )
        })
        .collect())
}

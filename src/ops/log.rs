//! `log`: the life of a document, from the desk's history and the public record.

use std::collections::BTreeSet;

use super::credits::words::drafts;
use crate::credits::{self, Author};
use crate::desk::{Loaded, OpError, Session};
use crate::format;
use crate::model::{Digest, Moment, Release, Review, Verdict};
use crate::storage::Line;

/// One thing that happened to a document.
#[derive(Debug, Clone)]
pub struct Event {
    /// When.
    pub at: Moment,
    /// Who: a contributor's id, or the author line where nobody here has that e-mail.
    pub who: String,
    /// What.
    pub what: What,
    /// The commit it happened in, where it is one of the desk.
    pub commit: Option<String>,
}

/// What happened.
#[derive(Debug, Clone)]
pub enum What {
    /// Words were filed.
    Words {
        /// What readers would see from then on; `None` in a conflict.
        digest: Option<Digest>,
        /// The title of the commit.
        title: String,
    },
    /// A step at the desk.
    Review(Review),
    /// An act on the public record.
    Release(Release),
}

/// The life of a document.
#[derive(Debug)]
pub struct Life {
    /// The document.
    pub loaded: Loaded,
    /// What happened, oldest first.
    pub events: Vec<Event>,
    /// The releases whose words a court's order took off the record.
    pub erased: BTreeSet<u32>,
    /// Words of the live (or desk's) text that each author wrote.
    pub words_by: Vec<(Author, usize)>,
    /// The share of those words that the last approvers wrote, in percent.
    pub approver_share: Option<u32>,
}

/// The life of a document, oldest event first.
///
/// # Errors
///
/// A name that fits nothing; a history that cannot be read.
pub fn run(session: &Session, doc: &str) -> Result<Life, OpError> {
    let loaded = session.named_as_last_read(doc)?;
    let mut events = Vec::new();
    let mut before: Option<Option<Digest>> = None;
    let mut reviews = 0;
    for entry in session.store.history(Line::Desk, loaded.path.as_str())? {
        let Some(document) = session.read_version(&loaded.path, &entry)? else { continue };
        let files = session.file_digests(&loaded.path, &document)?;
        let digest = format::digest(&document, &files);
        let who = writer(session, &entry.commit.author).to_string();
        let commit = Some(entry.commit.id.to_string());
        if before != Some(digest) {
            let title = entry.commit.message.lines().next().unwrap_or_default().to_owned();
            let what = What::Words { digest, title };
            events.push(Event {
                at: entry.commit.at,
                who: who.clone(),
                what,
                commit: commit.clone(),
            });
        }
        before = Some(digest);
        for review in document.reviews().iter().skip(reviews) {
            let what = What::Review(review.clone());
            let who = review.by.to_string();
            events.push(Event { at: review.at, who, what, commit: commit.clone() });
        }
        reviews = reviews.max(document.reviews().len());
    }
    let releases = loaded.ledger.iter().flat_map(|ledger| &ledger.releases);
    events.extend(releases.map(|release| Event {
        at: release.at,
        who: release.by.to_string(),
        what: What::Release(release.clone()),
        commit: None,
    }));
    let mut erased = BTreeSet::new();
    for release in loaded.ledger.iter().flat_map(|ledger| &ledger.releases) {
        if release.kind.carries_words() && session.is_erased(&loaded.path, release.digest)? {
            erased.insert(release.n);
        }
    }
    events.sort_by_key(|event| event.at);
    let words_by = words_by(session, &loaded)?;
    let approver_share = share(&loaded, &words_by);
    Ok(Life { loaded, events, erased, words_by, approver_share })
}

/// Who a commit's author is here.
fn writer(session: &Session, author: &crate::storage::Identity) -> Author {
    match session.desk.contributor_by_email(&author.email) {
        Some(person) => Author::Contributor(person.id.clone()),
        None => Author::Outsider(format!("{} <{}>", author.name, author.email)),
    }
}

/// Words of the document's text that each author wrote.
pub(crate) fn words_by(
    session: &Session,
    loaded: &Loaded,
) -> Result<Vec<(Author, usize)>, OpError> {
    let versions = session.versions(&loaded.path)?;
    let drafts = drafts(&versions, |filed| writer(session, &filed.commit.author));
    Ok(credits::attribute_words(&drafts))
}

/// How much of the words those wrote who approved them last.
fn share(loaded: &Loaded, words_by: &[(Author, usize)]) -> Option<u32> {
    let last = loaded
        .document
        .reviews()
        .iter()
        .rev()
        .find(|review| review.verdict == Verdict::Approved)?;
    let total: usize = words_by.iter().map(|(_, words)| words).sum();
    let own: usize =
        words_by.iter().filter(|(who, _)| who.id() == Some(&last.by)).map(|(_, words)| words).sum();
    (total > 0).then(|| (own * 100 / total) as u32)
}

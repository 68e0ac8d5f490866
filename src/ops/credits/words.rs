//! How many words of a document each author wrote, counted once for every history it has.

use std::collections::BTreeMap;

use crate::credits::{self, Author, Draft};
use crate::desk::{Filed, OpError, Session, Versions};
use crate::model::DocPath;
use crate::storage::Line;

/// What the counts are kept as; another name counts them anew.
const KIND: &str = "words-by 2";

/// An author line and its words.
type Count = (String, String, usize);

/// The texts of a document's versions, as words are counted in them, by whom that says.
pub(crate) fn drafts<A>(versions: &Versions, author: impl Fn(&Filed) -> A) -> Vec<Draft<A>> {
    let draft = |filed: &Filed| Draft {
        author: author(filed),
        text: filed.document.quotable().join("\n\n"),
        parents: filed.parents.clone(),
    };
    versions.filed.iter().map(draft).collect()
}

/// Counts of words, kept from one run to the next.
pub(crate) struct WordCounts<'a> {
    session: &'a Session,
    /// The commits that made each document what it is.
    made_by: BTreeMap<String, String>,
    fresh: Vec<(String, String, String)>,
}

impl<'a> WordCounts<'a> {
    /// For documents in that folder and those below it.
    pub(crate) fn new(session: &'a Session, folder: &str) -> Result<Self, OpError> {
        let made_by = session.store.made_by(Line::Desk, folder)?;
        Ok(Self { session, made_by, fresh: Vec::new() })
    }

    /// Words of the desk's text that each author wrote, most first.
    pub(crate) fn of(&mut self, path: &DocPath) -> Result<Vec<(Author, usize)>, OpError> {
        let Some(key) = self.made_by.get(path.as_str()) else { return Ok(Vec::new()) };
        let store = &self.session.store;
        let kept = store.recall(KIND, path.as_str(), key)?;
        let counts = match kept.and_then(|kept| serde_json::from_str::<Vec<Count>>(&kept).ok()) {
            Some(counts) => counts,
            None => {
                let counts = self.count(path)?;
                let value = serde_json::json!(counts).to_string();
                self.fresh.push((path.to_string(), key.clone(), value));
                counts
            }
        };
        Ok(self.by_author(counts))
    }

    /// Keeps the counts that were made.
    pub(crate) fn keep(self) -> Result<(), OpError> {
        Ok(self.session.store.remember(KIND, &self.fresh)?)
    }

    /// Counted by author lines: who they are here is for the settings of the day to say.
    fn count(&self, path: &DocPath) -> Result<Vec<Count>, OpError> {
        let versions = self.session.versions(path)?;
        let line = |filed: &Filed| {
            let author = &filed.commit.author;
            (author.name.clone(), author.email.clone())
        };
        let counts = credits::attribute_words(&drafts(&versions, line)).into_iter();
        Ok(counts.map(|((name, email), words)| (name, email, words)).collect())
    }

    fn by_author(&self, counts: Vec<Count>) -> Vec<(Author, usize)> {
        let mut authors: BTreeMap<Author, usize> = BTreeMap::new();
        for (name, email, words) in counts {
            let author = match self.session.desk.contributor_by_email(&email) {
                Some(person) => Author::Contributor(person.id.clone()),
                None => Author::Outsider(format!("{name} <{email}>")),
            };
            *authors.entry(author).or_default() += words;
        }
        let mut shares: Vec<(Author, usize)> = authors.into_iter().collect();
        shares.sort_by_key(|(_, words)| std::cmp::Reverse(*words));
        shares
    }
}

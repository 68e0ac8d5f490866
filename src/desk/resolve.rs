//! From what a person types to the document that is meant.

use super::error::OpError;
use super::loaded::{Loaded, heading};
use super::session::Session;
use crate::check::quote;
use crate::format;
use crate::model::{Contributor, DocId, DocPath};

/// So many letters of a headline name a story or post at least.
const SHORTEST_FRAGMENT: usize = 3;

/// A name that nothing has is compared with so many of the newest names, and so many on either side of it
/// in the alphabet.
const ALIKE: usize = 500;

/// The note that names the document touched last.
const LAST: &str = "last";

impl Session {
    /// The document that a person means, with the changes that are saved and not filed. What is
    /// shown of it is remembered with [`Session::shown`], once it was.
    ///
    /// # Errors
    ///
    /// A name that fits nothing; a file that cannot be read.
    pub fn named(&self, reference: &str) -> Result<Loaded, OpError> {
        self.load_saved(&self.resolve(reference)?)
    }

    /// The document that is meant: a path, then an exact slug or story, then a prefix of an id
    /// (four letters or more), or `last`; else words of the one headline that has them.
    ///
    /// # Errors
    ///
    /// Nothing, or more than one, goes by that name.
    pub fn resolve(&self, reference: &str) -> Result<DocPath, OpError> {
        let reference = reference.trim();
        if reference == LAST
            && let Some(path) = self.store.note(LAST).and_then(|path| path.trim().parse().ok())
        {
            return Ok(path);
        }
        if let Some(path) = self.by_path(reference)? {
            return Ok(path);
        }
        self.facts_current()?;
        let mut found = self.store.find_slug(reference)?;
        if found.is_empty() && reference.len() >= 4 {
            found = self.store.find(&reference.to_lowercase())?;
        }
        if found.is_empty() {
            found = self.unfiled_by_name(reference)?;
        }
        if found.is_empty() {
            found = self.by_headline(reference)?;
        }
        match found.as_slice() {
            [only] => Ok(only.clone()),
            [] => Err(self.not_found(reference)),
            _ => Err(self.ambiguous(reference, found)),
        }
    }

    fn ambiguous(&self, reference: &str, found: Vec<DocPath>) -> OpError {
        let named = |path: DocPath| {
            let heading = self.as_last_read(&path).map(|loaded| heading(&loaded.document, &path));
            let heading = heading.unwrap_or_else(|_| path.slug().to_owned());
            (path, heading)
        };
        let candidates = found.into_iter().map(named).collect();
        OpError::Ambiguous { reference: reference.to_owned(), candidates }
    }

    /// The story that is meant: its folder's name or path.
    ///
    /// # Errors
    ///
    /// As [`Session::resolve`], with the stories that may be meant; and where it is a post.
    pub fn resolve_story(&self, reference: &str) -> Result<DocPath, OpError> {
        let path = self.resolve(reference).map_err(|error| match error {
            OpError::NotFound { reference, .. } => {
                let near = self.stories_alike(&reference);
                OpError::NoSuchStory { story: reference, near }
            }
            error => error,
        })?;
        if path.is_story() {
            Ok(path)
        } else {
            Err(OpError::bad(
                format!("`{reference}` is a post, not a story"),
                format!("newsroom show {}", path.story()),
            ))
        }
    }

    /// The documents that are meant, each once.
    ///
    /// # Errors
    ///
    /// As [`Session::resolve`].
    pub(crate) fn resolve_each(&self, references: &[String]) -> Result<Vec<DocPath>, OpError> {
        let mut paths: Vec<DocPath> = Vec::new();
        for reference in references {
            let path = self.resolve(reference)?;
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        Ok(paths)
    }

    /// The ids of documents that are meant.
    ///
    /// # Errors
    ///
    /// As [`Session::resolve`].
    pub fn resolve_ids(&self, references: &[String]) -> Result<Vec<DocId>, OpError> {
        references
            .iter()
            .map(|reference| {
                let path = self.resolve(reference)?;
                Ok(self.as_last_read(&path)?.document.id().clone())
            })
            .collect()
    }

    /// The contributor of that id.
    ///
    /// # Errors
    ///
    /// [`OpError::NoContributor`], with the nearest id there is.
    pub fn contributor(&self, id: &str) -> Result<&Contributor, OpError> {
        self.desk.contributors.iter().find(|person| person.id.as_str() == id).ok_or_else(|| {
            OpError::NoContributor {
                id: id.to_owned(),
                nearest: nearest(id, self.desk.contributors.iter().map(|p| p.id.as_str())),
            }
        })
    }

    /// Remembers the document touched last.
    pub(super) fn touched(&self, path: &DocPath) {
        // `last` is a convenience: where it cannot be kept, nothing is lost.
        let _ = self.store.set_note(LAST, path.as_str());
    }

    fn by_path(&self, reference: &str) -> Result<Option<DocPath>, OpError> {
        let trimmed = reference.trim_start_matches("./").trim_end_matches('/');
        let candidates = [trimmed.to_owned(), format!("{trimmed}/story.toml")];
        for path in candidates.iter().filter_map(|path| path.parse::<DocPath>().ok()) {
            let filed = self.store.entry(&self.head, path.as_str())?.is_some();
            if filed || self.store.saved(path.as_str())?.is_some() {
                return Ok(Some(path));
            }
            // As the record calls it.
            let at_the_desk = self.store.on_desk(&self.head, &path)?;
            if at_the_desk != path {
                return Ok(Some(at_the_desk));
            }
        }
        Ok(None)
    }

    /// Documents that were written by hand and never filed, by slug or by the first letters of an id.
    fn unfiled_by_name(&self, reference: &str) -> Result<Vec<DocPath>, OpError> {
        let prefix = reference.to_lowercase();
        let is_such = |path: &DocPath| {
            let by_id = path.id().is_some_and(|id| id.as_str().starts_with(&prefix));
            path.slug() == reference || (reference.len() >= 4 && by_id)
        };
        let such = |path: &str| {
            let may_be = path.contains(reference) || path.contains(&prefix);
            may_be && path.parse().is_ok_and(|path| is_such(&path))
        };
        let saved = self.store.unfiled_files(&such)?;
        Ok(saved.iter().filter_map(|path| path.parse().ok()).collect())
    }

    /// The documents in whose headline those words stand as words of their own; a letter or two name
    /// nothing, but where a script puts no spaces between words.
    fn by_headline(&self, reference: &str) -> Result<Vec<DocPath>, OpError> {
        let letters = quote::fold(reference).chars().count();
        let shortest = if format::is_unspaced(reference) { 2 } else { SHORTEST_FRAGMENT };
        if letters < shortest {
            return Ok(Vec::new());
        }
        let mut found = self.can_hold(reference)?;
        found.retain(|path| {
            let document = self.filed_document(path).ok().flatten();
            let has = |headline: &str| quote::find_words(headline, reference).is_some();
            document.is_some_and(|document| has(document.headline()))
        });
        found.sort();
        Ok(found)
    }

    fn not_found(&self, reference: &str) -> OpError {
        let slugs = self.store.slugs_around(reference, ALIKE).unwrap_or_default();
        let names = slugs.iter().map(String::as_str);
        OpError::NotFound { reference: reference.to_owned(), nearest: nearest(reference, names) }
    }
}

/// The nearest of some names, where one is near.
fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    names
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(score, _)| *score > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate.to_owned())
}

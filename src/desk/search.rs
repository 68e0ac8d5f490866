//! Documents in which words stand, found without reading all.

use super::error::OpError;
use super::session::Session;
use crate::check::quote;
use crate::format;
use crate::model::{DocPath, Document};
use crate::storage::{Changed, FactFilter};

/// Counts the versions of the index: another number makes it anew.
const VERSION: &str = "1";

impl Session {
    /// The filed documents in whose headline, body, points or captions the words stand, newest
    /// first; spaces, quotes and dashes may be written otherwise.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub fn documents_with_words(&self, words: &str) -> Result<Vec<DocPath>, OpError> {
        self.facts_current()?;
        let mut found = Vec::new();
        for path in self.candidates(words)? {
            if self.filed_document(&path)?.is_some_and(|document| quote::stands(&document, words)) {
                found.push(path);
            }
        }
        Ok(found)
    }

    /// The same, whatever the case of the letters.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub(crate) fn documents_repeating(&self, words: &str) -> Result<Vec<DocPath>, OpError> {
        self.facts_current()?;
        let mut found = Vec::new();
        for path in self.candidates(words)? {
            if self.filed_document(&path)?.is_some_and(|document| quote::repeats(&document, words))
            {
                found.push(path);
            }
        }
        Ok(found)
    }

    /// The documents in which those words can stand, the first of them not in the middle of a word.
    pub(super) fn documents_with_whole(&self, words: &str) -> Result<Vec<DocPath>, OpError> {
        // What stands before a blank may be the end of a word, and is not looked for.
        self.candidates(&format!("x {words}"))
    }

    /// Every document in which the words can stand.
    fn candidates(&self, words: &str) -> Result<Vec<DocPath>, OpError> {
        self.store.refresh_words(VERSION, &text)?;
        match self.store.documents_with(&quote::fold(words))? {
            Some(paths) => Ok(paths),
            None => {
                let all = FactFilter { reverse: true, ..FactFilter::default() };
                Ok(self.store.found(&all)?.into_iter().map(|found| found.path).collect())
            }
        }
    }

    /// Every filed document in which the words can stand as words of their own, newest first; of a
    /// word or two in a script that the index does not know, every one.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub(crate) fn can_hold(&self, words: &str) -> Result<Vec<DocPath>, OpError> {
        self.facts_current()?;
        // The index looks for a run that may begin in the middle of a word: this one does not.
        self.candidates(&format!("- {words}"))
    }

    /// The document as filed; `None` where it cannot be read.
    pub(crate) fn filed_document(&self, path: &DocPath) -> Result<Option<Document>, OpError> {
        let filed = self.store.file(&self.head, path.as_str())?;
        let text = filed.and_then(|(_, bytes)| String::from_utf8(bytes).ok());
        Ok(text.and_then(|text| format::read_document(path, &text).ok()))
    }
}

fn text(changed: &Changed<'_>) -> Option<String> {
    let text = std::str::from_utf8(changed.text.as_deref()?).ok()?;
    let document = format::read_document(changed.path, text).ok()?;
    Some(document.quotable().into_iter().map(quote::fold).collect::<Vec<_>>().join("\n"))
}

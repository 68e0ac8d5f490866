//! Documents in which words stand, found without reading all.

pub(crate) mod texts;

use super::error::OpError;
use super::facts;
use super::session::Session;
use crate::check::quote::{self, Repeated};
use crate::format::{self, Projection};
use crate::model::{Digest, DocPath, Document, Ledger, Orders, Public, ReleaseKind};
use crate::search::{self, Query, Term};
use crate::storage::{Among, Changed, FactFilter, ReleaseWords, WordHits, WordRun, WordSearch};

pub use texts::Field;

/// Counts the versions of the indexes: another number makes them anew.
const VERSION: &str = "4";

/// A single word of fewer letters stands as it is, and does not go on.
const FEW_LETTERS: usize = 4;

/// Where the cache remembers which orders to erase words it was made under.
const ERASED: &str = "erased";

impl Session {
    /// The filed documents in which readers read the words, newest first; spaces, quotes, dashes and the
    /// case of letters may be written otherwise. Each with the words as they are spelt there.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub(crate) fn documents_repeating(
        &self,
        words: &str,
    ) -> Result<Vec<(DocPath, Repeated)>, OpError> {
        self.facts_current()?;
        let mut found = Vec::new();
        for path in self.candidates(Term::inside(words))? {
            let document = self.filed_document(&path)?;
            if let Some(there) = document.and_then(|document| quote::repeated(&document, words)) {
                found.push((path, there));
            }
        }
        Ok(found)
    }

    /// Every filed document in which the words can stand as words of their own, newest first; of a
    /// word or two in a script that the index does not know, every one.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub(crate) fn can_hold(&self, words: &str) -> Result<Vec<DocPath>, OpError> {
        self.facts_current()?;
        // The index looks for a run that may begin in the middle of a word: what is put before it is
        // passed over. The last word may go on, for a sign behind it is letters to the index (`™`); a
        // few letters alone would be in all there is.
        let mut phrase = Term::inside(&format!("x {words}"));
        if let Some(search::Phrase { tokens, open }) = &mut phrase
            && let [only] = tokens.as_slice()
        {
            *open &= !only.is_ascii() || only.len() >= FEW_LETTERS;
        }
        self.candidates(phrase)
    }

    /// Every document that has such tokens, or just every one.
    fn candidates(&self, phrase: Option<search::Phrase>) -> Result<Vec<DocPath>, OpError> {
        let Some(phrase) = phrase else {
            let all = FactFilter { reverse: true, ..FactFilter::default() };
            return Ok(self.store.found(&all)?.into_iter().map(|found| found.path).collect());
        };
        self.desk_words_current()?;
        let runs = [run(phrase)];
        let search = WordSearch { runs: &runs, among: Among::Desk, folder: None, limit: None };
        let found = self.store.documents_with(&search)?;
        Ok(found.hits.into_iter().map(|hit| hit.path).collect())
    }

    /// The document as filed; `None` where it cannot be read.
    pub(crate) fn filed_document(&self, path: &DocPath) -> Result<Option<Document>, OpError> {
        let filed = self.store.file(&self.head, path.as_str())?;
        let text = filed.and_then(|(_, bytes)| String::from_utf8(bytes).ok());
        Ok(text.and_then(|text| format::read_document(path, &text).ok()))
    }

    /// The documents that the words of a query are in, newest first.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub(crate) fn documents_by_query(
        &self,
        query: &Query,
        among: Among,
        story: Option<&DocPath>,
        limit: Option<usize>,
    ) -> Result<WordHits, OpError> {
        let runs: Vec<WordRun> = query.terms().iter().map(|term| run(term.phrase())).collect();
        let folder = story.map(DocPath::folder);
        self.words_current(among)?;
        Ok(self.store.documents_with(&WordSearch { runs: &runs, among, folder, limit })?)
    }

    /// Brings facts and the index that is asked up to the newest commits.
    fn words_current(&self, among: Among) -> Result<(), OpError> {
        let orders = self.forget_erased()?;
        self.facts_current()?;
        if among == Among::Desk {
            return self.desk_words_current();
        }
        let key = format!("{VERSION} {}", in_force(&orders));
        self.store.refresh_releases(&key, &|changed| release_words(changed, &orders))?;
        Ok(())
    }

    fn desk_words_current(&self) -> Result<(), OpError> {
        let desk = &self.desk;
        self.store.refresh_words(VERSION, &|changed| desk_words(changed, desk))?;
        Ok(())
    }

    /// Makes the cache forget words that a court ordered erased since it was made: what is taken out
    /// of an index lies in its file until something else is written there.
    pub(crate) fn forget_erased(&self) -> Result<Orders, OpError> {
        let orders = self.orders()?.0;
        let key = in_force(&orders);
        if !key.is_empty() && self.store.recall(ERASED, "", &key)?.is_none() {
            // Where the file cannot be removed, whatever is found is still held against the orders.
            let _ = self.store.drop_cache();
            self.store.remember(ERASED, &[(String::new(), key, String::new())])?;
        }
        Ok(orders)
    }
}

/// Which words are erased, in one text.
fn in_force(orders: &Orders) -> String {
    let one = |entry: &crate::model::Expunged| format!("{} {}\n", entry.document, entry.digest);
    orders.in_force().into_iter().map(one).collect()
}

fn run(search::Phrase { tokens, open }: search::Phrase) -> WordRun {
    WordRun { tokens, open }
}

/// The tokens of a document as the desk has it, or as it was last read.
fn desk_words(changed: &Changed<'_>, desk: &crate::model::Desk) -> Option<String> {
    let (document, _) = facts::read(changed, desk)?;
    let texts = texts::of_document(&document);
    Some(search::tokens(texts.iter().map(|(_, text)| text.as_str())))
}

/// The tokens of each release of a document.
fn release_words(changed: &Changed<'_>, orders: &Orders) -> Option<Vec<ReleaseWords>> {
    let bytes = changed.ledger.as_deref()?;
    let ledger = format::read::<Ledger>(std::str::from_utf8(bytes).ok()?).ok()?;
    let versions: Vec<(Digest, Vec<u8>)> =
        changed.released().into_iter().map(|bytes| (Digest::of(&bytes), bytes)).collect();
    let words = |digest: Digest| {
        let found = versions.iter().find(|(of, _)| *of == digest)?;
        Projection::of_bytes(&found.1).map(|words| texts::of_words(&words))
    };
    let mut all = Vec::new();
    for release in &ledger.releases {
        let texts = match release.kind.carries_words() {
            true if orders.erased(changed.path, release.digest) => continue,
            true => words(release.digest).unwrap_or_default(),
            false => texts::of_notice(release),
        };
        let text = search::tokens(texts.iter().map(|(_, text)| text.as_str()));
        if !text.is_empty() {
            all.push(ReleaseWords { n: release.n, live: is_live(&ledger, release.n), text });
        }
    }
    Some(all)
}

/// Whether readers see now what that release told.
pub(crate) fn is_live(ledger: &Ledger, n: u32) -> bool {
    match ledger.public() {
        Public::Live | Public::Retracted => ledger.last_words().is_some_and(|last| last.n == n),
        Public::Pulled => {
            let last = ledger.releases.last();
            last.is_some_and(|last| last.n == n && last.kind == ReleaseKind::Pull)
        }
        Public::Unpublished | Public::Unknown => false,
    }
}

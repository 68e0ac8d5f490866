//! A document whose file cannot be read: what it was when it could be.

use super::error::{Mend, OpError};
use super::facts;
use super::loaded::{Loaded, Unreadable};
use super::session::Session;
use super::summary::{Mistake, Summary};
use crate::format;
use crate::format::wire::{self, Decoded};
use crate::model::{DocPath, Document, Ledger};
use crate::storage::{CommitId, FactFilter, Version};
use crate::workflow::{Standing, State};

/// A document that is to be edited.
#[derive(Debug)]
pub struct ToEdit {
    /// The document, as it can be read.
    pub loaded: Loaded,
    /// The text in its file, as far as it is text.
    pub text: String,
    /// The same where it is in another encoding than UTF-8, and which that is.
    pub decoded: Option<Decoded>,
}

/// What a file said when it could be read.
struct Readable {
    of: CommitId,
    text: String,
    document: Document,
}

impl Session {
    /// What a version of a document's file says; `None` where it is gone or cannot be read.
    ///
    /// # Errors
    ///
    /// A repository that cannot be read.
    pub(crate) fn read_version(
        &self,
        path: &DocPath,
        version: &Version,
    ) -> Result<Option<Document>, OpError> {
        let Some(blob) = &version.blob else { return Ok(None) };
        let read = format::read_bytes(path, self.store.blob(blob)?);
        Ok(read.ok().map(|(_, document)| document))
    }

    /// The document as filed; where that cannot be read, as it was last read. For what protects
    /// readers, which waits for nobody to mend a file.
    ///
    /// # Errors
    ///
    /// As [`Session::load`]; a file that no version of can be read.
    pub fn as_last_read(&self, path: &DocPath) -> Result<Loaded, OpError> {
        self.load(path).or_else(|error| self.or_last_read(path, error))
    }

    /// The document that a person means, with what was saved and not filed; where that cannot be
    /// read, as it is filed or was last read.
    ///
    /// # Errors
    ///
    /// As [`Session::as_last_read`].
    pub fn named_as_last_read(&self, reference: &str) -> Result<Loaded, OpError> {
        let path = self.resolve(reference)?;
        self.load_saved(&path).or_else(|error| match is_of(&path, &error) {
            true => self.as_last_read(&path),
            false => Err(error),
        })
    }

    /// The document that a person means to edit; where its file cannot be read, it is opened to be
    /// mended.
    ///
    /// # Errors
    ///
    /// A name that fits nothing; a story of which not even the id can be made out.
    pub fn named_to_edit(&self, reference: &str) -> Result<ToEdit, OpError> {
        let path = self.resolve(reference)?;
        match self.load_saved(&path) {
            Err(OpError::Problems { path: at, text, problems, mend }) if at == path.as_str() => {
                let loaded = match (self.as_last_read(&path), format::glimpse(&path, &text)) {
                    (Ok(loaded), _) => loaded,
                    (Err(_), Some(document)) => self.never_read(&path, document)?,
                    _ => return Err(OpError::Problems { path: at, text, problems, mend }),
                };
                Ok(ToEdit { loaded, decoded: self.decoded(&path)?, text })
            }
            loaded => {
                let loaded = loaded.or_else(|error| self.or_last_read(&path, error))?;
                Ok(ToEdit { text: loaded.text().to_owned(), decoded: None, loaded })
            }
        }
    }

    /// The text of a file that is not in UTF-8, by the encoding that it is likely to be in.
    fn decoded(&self, path: &DocPath) -> Result<Option<Decoded>, OpError> {
        let bytes = match self.saved_bytes(path.as_str())? {
            Some(saved) => Some(saved),
            None => self.store.file(&self.head, path.as_str())?.map(|(_, bytes)| bytes),
        };
        let bytes = bytes.filter(|bytes| std::str::from_utf8(bytes).is_err());
        Ok(bytes.and_then(|bytes| wire::decode(&bytes).ok()))
    }

    /// The document as it was last read, where that is what failed.
    fn or_last_read(&self, path: &DocPath, error: OpError) -> Result<Loaded, OpError> {
        if !is_of(path, &error) {
            return Err(error);
        }
        self.last_read(path).map_err(|_| error)
    }

    /// The documents whose files cannot be read, as they were last read: the filed ones, and those
    /// of these paths that a person saved so.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub(crate) fn unreadable(&self, unfiled: &[String]) -> Result<Vec<Summary>, OpError> {
        let mut all = self.marked(None, &[&[&facts::state(State::Unreadable)]])?;
        for path in unfiled.iter().filter_map(|path| path.parse::<DocPath>().ok()) {
            let Ok(Some(bytes)) = self.saved_bytes(path.as_str()) else { continue };
            if let Err((text, problems)) = format::read_bytes(&path, bytes)
                && !all.iter().any(|summary| summary.path == path)
                && let Some(summary) = self.summary_of(&path, &text)?
            {
                let unreadable = Some(Mistake::first(&text, &self.told_as_newer(problems)));
                all.push(Summary { unreadable, ..summary });
            }
        }
        Ok(all)
    }

    /// The line of a document as it is filed; of one that never was, as far as it can be made out.
    fn summary_of(&self, path: &DocPath, text: &str) -> Result<Option<Summary>, OpError> {
        let filter = FactFilter { path: Some(path.to_string()), ..FactFilter::default() };
        if let Some(filed) = self.select(&filter)?.into_iter().next() {
            return Ok(Some(filed));
        }
        let Some(document) = format::glimpse(path, text) else { return Ok(None) };
        let ledger = self.record.as_ref().map(|_| Ledger::default());
        let standing = Standing::of(&document, None, ledger.as_ref(), &self.desk).unreadable();
        Ok(Some(Summary::of(path, &document, &standing, ledger.as_ref(), &self.desk)))
    }

    /// The filed text of a document, where it cannot be read or is gone, with the text that could be
    /// read before.
    pub(super) fn broken(
        &self,
        path: &DocPath,
        filed: Option<&[u8]>,
    ) -> Result<Option<(Unreadable, String)>, OpError> {
        let (text, mistake) = match filed.map(|bytes| format::read_bytes(path, bytes.to_vec())) {
            Some(Ok(_)) => return Ok(None),
            Some(Err((text, problems))) => {
                let mistake = Mistake::first(&text, &self.told_as_newer(problems));
                (text, mistake)
            }
            None => (String::new(), Mistake::gone()),
        };
        let before = self.last_readable(path)?;
        Ok(before.map(|Readable { text: last, document: before, .. }| {
            (Unreadable { text, mistake, before }, last)
        }))
    }

    /// How a file that cannot be read is mended.
    pub(super) fn mend(&self, path: &DocPath) -> Mend {
        let short = |id: crate::model::DocId| id.as_str()[..4].to_owned();
        let last = self.last_readable(path).ok().flatten().map(|last| last.of);
        Mend { doc: path.id().map_or_else(|| path.story().to_owned(), short), last }
    }

    /// What the file said when it could last be read.
    fn last_readable(&self, path: &DocPath) -> Result<Option<Readable>, OpError> {
        let mut last = None;
        self.store.earlier(path.as_str(), &mut |of, bytes| {
            let read = format::read_bytes(path, bytes).ok();
            last = read.map(|(text, document)| Readable { of, text, document });
            last.is_some()
        })?;
        Ok(last)
    }
}

/// Whether the document's own file is what cannot be read, or is gone.
fn is_of(path: &DocPath, error: &OpError) -> bool {
    match error {
        OpError::Problems { path: at, .. } | OpError::NotFiled(at) => at == path.as_str(),
        _ => false,
    }
}

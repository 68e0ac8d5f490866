//! A document with all that decides what may become of it.

use std::collections::{BTreeMap, BTreeSet};

use super::error::OpError;
use super::session::{Session, utf8};
use super::summary::Mistake;
use crate::check::quote;
use crate::diff;
use crate::format::{self, Problem, Projection, as_filed};
use crate::model::{ClaimId, ClaimStatus, Digest, DocPath, Document, Ledger, Public};
use crate::storage::{BlobId, Line};
use crate::workflow::{Change, Reason, Standing};

/// A document with all that decides what may become of it.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Where its file is.
    pub path: DocPath,
    /// Where it is on the record, or would be.
    pub recorded: DocPath,
    /// The filed text; `None` where it was never filed.
    pub filed: Option<(BlobId, String)>,
    /// The saved text, where a person saved changes that are not filed.
    pub saved: Option<String>,
    /// The text that `document` says: the filed one, or the saved one where it is taken along.
    pub text: String,
    /// The saved text is taken along.
    pub takes_saved: bool,
    /// Why the filed text cannot be read, and what it was when it could be.
    pub unreadable: Option<Unreadable>,
    /// The document as filed, or as saved where the changes were taken along.
    pub document: Document,
    /// SHA-256 of the files beside it that it names.
    pub files: BTreeMap<String, Digest>,
    /// Its ledger; `None` where there is no record.
    pub ledger: Option<Ledger>,
    /// Its ledger's text on the record.
    pub ledger_text: Option<(BlobId, String)>,
    /// What readers last saw of it.
    pub live: Option<Projection>,
    /// Where it stands.
    pub standing: Standing,
}

/// A filed text that cannot be read.
#[derive(Debug, Clone)]
pub struct Unreadable {
    /// The text, as far as it is text.
    pub text: String,
    /// Its first mistake.
    pub mistake: Mistake,
    /// The document as it was last read.
    pub before: Document,
}

/// What a document is made of, besides its text.
struct Rest {
    filed: Option<(BlobId, Vec<u8>)>,
    differs: Option<Vec<u8>>,
    takes_saved: bool,
    unreadable: Option<Unreadable>,
}

/// Which text a document is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum From {
    /// The filed one.
    Filed,
    /// The saved one, where there is one.
    Saved,
    /// The filed one, or the last that can be read.
    LastRead,
}

impl Session {
    /// The document at that path, as filed; saved changes are noted beside it.
    ///
    /// # Errors
    ///
    /// No such file; a file that cannot be read as a story or post.
    pub fn load(&self, path: &DocPath) -> Result<Loaded, OpError> {
        self.loaded(path, From::Filed)
    }

    /// The document at that path with the changes that a person saved and did not file.
    ///
    /// # Errors
    ///
    /// As [`Session::load`]; and where the saved text cannot be read.
    pub fn load_saved(&self, path: &DocPath) -> Result<Loaded, OpError> {
        self.loaded(path, From::Saved)
    }

    /// The document at that path as it was last read, where its filed text cannot be.
    pub(super) fn last_read(&self, path: &DocPath) -> Result<Loaded, OpError> {
        self.loaded(path, From::LastRead)
    }

    fn loaded(&self, path: &DocPath, from: From) -> Result<Loaded, OpError> {
        let filed = self.store.file(&self.head, path.as_str())?;
        let saved = match self.saved_bytes(path.as_str()) {
            // What is no file there is in nobody's way who does not ask for it.
            Err(_) if from != From::Saved => None,
            saved => saved?,
        };
        let differs =
            saved.filter(|saved| filed.as_ref().is_none_or(|(_, text)| !same(saved, text)));
        let takes_saved = differs.is_some() && (from == From::Saved || filed.is_none());
        let asks = takes_saved || from == From::LastRead;
        let bytes = filed.as_ref().map(|(_, bytes)| bytes.as_slice());
        let broken = if asks { self.broken(path, bytes)? } else { None };
        let (unreadable, last) = broken.unzip();
        let (text_read, document) = match (last, &unreadable, &differs, &filed) {
            (Some(last), Some(unreadable), ..) if !takes_saved => (last, unreadable.before.clone()),
            (_, _, Some(bytes), _) if takes_saved => self.read(path, bytes)?,
            (.., Some((_, bytes))) => self.read(path, bytes)?,
            _ => return Err(OpError::NotFiled(path.to_string())),
        };
        let rest = Rest { filed, differs, takes_saved, unreadable };
        self.made_of(path, rest, text_read, document)
    }

    /// The document at that path as another text says it, which takes the place of the saved one.
    ///
    /// # Errors
    ///
    /// As [`Session::load`]; and where the text cannot be read.
    pub(crate) fn load_as(&self, path: &DocPath, text: &str) -> Result<Loaded, OpError> {
        let filed = self.store.file(&self.head, path.as_str())?;
        let differs = self.saved_bytes(path.as_str())?;
        let (text, document) = self.read(path, text.as_bytes())?;
        let broken = match &filed {
            Some((_, bytes)) => self.broken(path, Some(bytes))?,
            None => None,
        };
        let unreadable = broken.map(|(unreadable, _)| unreadable);
        let rest = Rest { filed, differs, takes_saved: true, unreadable };
        self.made_of(path, rest, text, document)
    }

    /// A document of which no version can be read, as far as it can be made out.
    pub(super) fn never_read(&self, path: &DocPath, document: Document) -> Result<Loaded, OpError> {
        let filed = self.store.file(&self.head, path.as_str())?;
        let differs = self.saved_bytes(path.as_str())?;
        let rest = Rest { filed, differs, takes_saved: true, unreadable: None };
        self.made_of(path, rest, String::new(), document)
    }

    fn made_of(
        &self,
        path: &DocPath,
        Rest { filed, differs, takes_saved, unreadable }: Rest,
        text_read: String,
        document: Document,
    ) -> Result<Loaded, OpError> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let files = self.file_digests(path, &document)?;
        let recorded = self.recorded(path)?;
        let (ledger, ledger_text) = self.ledger(&recorded)?;
        let live = self.live_words(&recorded, ledger.as_ref())?;
        let digest = format::digest(&document, &files);
        let mut standing = Standing::of(&document, digest, ledger.as_ref(), &self.desk);
        if unreadable.is_some() && !takes_saved {
            standing = standing.unreadable();
        }
        Ok(Loaded {
            path: path.clone(),
            recorded,
            filed: filed.map(|(blob, bytes)| (blob, as_filed(&text(&bytes)).into_owned())),
            // What is only noted need not be readable.
            saved: differs.map(|bytes| text(&bytes)),
            text: text_read,
            takes_saved,
            unreadable,
            document,
            files,
            ledger,
            ledger_text,
            live,
            standing,
        })
    }

    /// What these bytes of a document's file say.
    fn read(&self, path: &DocPath, bytes: &[u8]) -> Result<(String, Document), OpError> {
        let read = format::read_bytes(path, bytes.to_vec());
        read.map_err(|(text, problems)| {
            let (path, mend) = (path.to_string(), Some(self.mend(path)));
            OpError::Problems { path, text, problems: self.told_as_newer(problems), mend }
        })
    }

    /// The text of a saved document.
    pub(crate) fn saved_text(&self, path: &DocPath) -> Result<Option<String>, OpError> {
        let saved = self.saved_bytes(path.as_str())?;
        Ok(saved.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// The bytes of a saved file, where the work tree shows the desk: on another branch it does not.
    pub(crate) fn saved_bytes(&self, path: &str) -> Result<Option<Vec<u8>>, OpError> {
        let shows = !self.filed_only && self.store.on_desk_branch().unwrap_or(false);
        if shows { Ok(self.store.saved(path)?) } else { Ok(None) }
    }

    /// SHA-256 of each file beside the document that it names and that is filed.
    pub fn file_digests(
        &self,
        path: &DocPath,
        document: &Document,
    ) -> Result<BTreeMap<String, Digest>, OpError> {
        let mut digests = BTreeMap::new();
        for name in document.media().iter().flat_map(|medium| medium.files()) {
            if let Some(bytes) = self.file_beside(path, name)? {
                digests.insert(name.to_owned(), Digest::of(&bytes));
            }
        }
        Ok(digests)
    }

    /// The bytes of a file beside a document, as filed.
    pub fn file_beside(&self, path: &DocPath, name: &str) -> Result<Option<Vec<u8>>, OpError> {
        Ok(self.store.file(&self.head, &path.beside(name))?.map(|(_, bytes)| bytes))
    }

    /// Where a document is on the record.
    pub(crate) fn recorded(&self, path: &DocPath) -> Result<DocPath, OpError> {
        match &self.record {
            Some(record) => Ok(self.store.on_record(record, path)?),
            None => Ok(path.clone()),
        }
    }

    /// A document's ledger and its text on the record.
    #[expect(clippy::type_complexity, reason = "a value and the text it was read from")]
    fn ledger(
        &self,
        path: &DocPath,
    ) -> Result<(Option<Ledger>, Option<(BlobId, String)>), OpError> {
        let Some(record) = &self.record else { return Ok((None, None)) };
        let ledger_path = path.ledger();
        match self.store.file(record, &ledger_path)? {
            None => Ok((Some(Ledger::default()), None)),
            Some((blob, bytes)) => {
                let text = utf8(&ledger_path, bytes)?;
                let ledger = format::read::<Ledger>(&text)
                    .map_err(|problems| OpError::problems(&ledger_path, &text, problems))?;
                Ok((Some(ledger), Some((blob, text))))
            }
        }
    }

    /// What readers last saw: on the record, or in its history where it is pulled.
    fn live_words(
        &self,
        path: &DocPath,
        ledger: Option<&Ledger>,
    ) -> Result<Option<Projection>, OpError> {
        let (Some(record), Some(ledger)) = (&self.record, ledger) else { return Ok(None) };
        let Some(last) = ledger.last_words() else { return Ok(None) };
        match self.store.file(record, path.as_str())? {
            Some((_, bytes)) => Ok(Some(projection(path.as_str(), bytes)?)),
            None => self.released(path, last.digest),
        }
    }

    /// The released words of that digest, from the record's history.
    ///
    /// # Errors
    ///
    /// A record that cannot be read.
    pub fn released(&self, path: &DocPath, digest: Digest) -> Result<Option<Projection>, OpError> {
        let path = &self.recorded(path)?;
        for entry in self.store.history(Line::Record, path.as_str())?.iter().rev() {
            if let Some(blob) = &entry.blob {
                let bytes = self.store.blob(blob)?;
                if Digest::of(&bytes) == digest {
                    return Ok(Some(projection(path.as_str(), bytes)?));
                }
            }
        }
        Ok(None)
    }
}

impl Loaded {
    /// What readers would see of the document; `None` in a conflict.
    pub fn words(&self) -> Option<Projection> {
        format::project(&self.document, &self.files)
    }

    /// The text that the document was read from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text in the document's file, whether it can be read or not.
    pub fn text_in_file(&self) -> &str {
        self.cannot_be_read().map_or(&self.text, |unreadable| &unreadable.text)
    }

    /// Why it stands here as it was last read; `None` where what stands here is in its file.
    pub fn cannot_be_read(&self) -> Option<&Unreadable> {
        self.unreadable.as_ref().filter(|_| !self.takes_saved)
    }

    /// The first four letters of its id, enough to name it in most desks.
    pub fn short(&self) -> String {
        self.document.id().as_str()[..4].to_owned()
    }

    /// Files that the document names and that are not there.
    pub fn missing_files(&self) -> Vec<String> {
        let named = self.document.media().iter().flat_map(|medium| medium.files());
        named.filter(|name| !self.files.contains_key(*name)).map(str::to_owned).collect()
    }

    /// Claims marked false whose words still stand.
    pub fn false_words(&self) -> Vec<(ClaimId, String)> {
        self.document
            .claims()
            .iter()
            .filter(|claim| claim.status == ClaimStatus::False)
            .filter(|claim| {
                self.document
                    .quotable()
                    .iter()
                    .any(|text| quote::find(text, &claim.quote).is_some())
            })
            .map(|claim| (claim.id.clone(), claim.quote.clone()))
            .collect()
    }

    /// What changed since readers last saw it, as far as the kind of release depends on it.
    pub fn change(&self) -> Change {
        let released: BTreeSet<_> = self
            .ledger
            .iter()
            .flat_map(|ledger| &ledger.releases)
            .flat_map(|release| &release.corrections)
            .collect();
        let fresh = |c: &&crate::model::Correction| !released.contains(&c.id);
        let mut change = Change {
            published: self.live.is_some() || self.follows_erased(),
            corrections: self.document.corrections().iter().filter(fresh).cloned().collect(),
            retraction: self.document.retraction().is_some(),
            ..Change::default()
        };
        if let Some(words) = self.words() {
            let changes = diff::compare(self.live.as_ref(), &words);
            change.beyond_layout = diff::why_not_layout(&changes);
            change.beyond_byline = diff::why_not_byline(&changes);
            change.beyond_doubt = diff::why_not_doubt(&changes);
            change.beyond_minor = diff::why_not_minor(&changes);
        }
        if self.follows_erased() { change.after_erased_words() } else { change }
    }

    /// Whether the words that readers last saw are on the record no more.
    fn follows_erased(&self) -> bool {
        self.live.is_none() && self.standing.live.is_some()
    }

    /// Whether readers can see it now.
    pub fn is_live(&self) -> bool {
        self.standing.public == Public::Live
    }

    /// Why it may be neither submitted nor approved nor released: two versions stand in the file, as
    /// it is saved or in its words, and nobody settled which.
    pub fn unsettled(&self) -> Option<Reason> {
        let text = self.saved.as_ref().unwrap_or(&self.text);
        let line = format::marked(text).map(|marked| marked.first);
        let in_words = || self.document.quotable().into_iter().any(|t| format::marked(t).is_some());
        let path = self.path.to_string();
        (line.is_some() || in_words()).then_some(Reason::Unsettled { path, line })
    }

    /// The path of the file where a person saved changes that are not filed.
    pub fn unfiled(&self) -> Option<String> {
        self.saved.as_ref().map(|_| self.path.to_string())
    }
}

/// Whether a saved and a filed file are one text but for how an editor ends its lines.
fn same(saved: &[u8], filed: &[u8]) -> bool {
    saved == filed || std::str::from_utf8(filed).is_ok_and(|filed| says(saved, &as_filed(filed)))
}

/// Whether the bytes of a saved file are that text but for how an editor ends its lines.
pub(crate) fn says(saved: &[u8], text: &str) -> bool {
    saved == text.as_bytes()
        || std::str::from_utf8(saved).is_ok_and(|saved| as_filed(saved) == text)
}

fn projection(path: &str, bytes: Vec<u8>) -> Result<Projection, OpError> {
    let text = utf8(path, bytes)?;
    Projection::read(&text).map_err(|error| {
        let problem = Problem::new(error.span().unwrap_or(0..0), error.message(), "");
        OpError::problems(&format!("published:{path}"), &text, vec![problem])
    })
}

/// A refusal about this document.
pub(crate) fn refused(loaded: &Loaded, refusal: crate::workflow::Refusal) -> OpError {
    OpError::Refused {
        doc: loaded.short(),
        headline: heading(&loaded.document, &loaded.path),
        refusal,
    }
}

/// What a document is called in a commit's title.
pub(super) fn heading(document: &Document, path: &DocPath) -> String {
    let heading = document.headline().trim();
    if heading.is_empty() { path.slug().to_owned() } else { heading.replace('\n', " ") }
}

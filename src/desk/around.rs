//! What stands around a document that is checked: the other documents, as they are saved.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::session::Session;
use crate::check::Neighbours;
use crate::format;
use crate::model::{DocId, DocPath, Document, Ledger};

/// What stands around a document: looked up only when a rule asks.
pub(crate) struct Around<'a> {
    session: &'a Session,
    /// Few documents are checked: what one of them names is read where the cache has it, before the
    /// whole of the desk is looked at for what is not filed.
    few: bool,
    current: OnceCell<()>,
    saved: OnceCell<BTreeMap<DocPath, DocId>>,
}

impl<'a> Around<'a> {
    /// What stands around documents of that desk: around a few, or around most of them.
    pub(crate) fn new(session: &'a Session, few: bool) -> Self {
        Self { session, few, current: OnceCell::new(), saved: OnceCell::new() }
    }

    /// Where the document is: as the cache says, but as a saved file says where there is a change
    /// that no commit has. Of two files with one id the one that is filed has it, then the first by
    /// path.
    fn place(&self, id: &DocId) -> Option<DocPath> {
        // Where the cache cannot be brought up to date, a rule finds less.
        self.current.get_or_init(|| drop(self.session.facts_current()));
        let mut filed = self.session.store.find(id.as_str()).unwrap_or_default();
        if self.few {
            let has_it = |path: &&DocPath| self.read(path).is_some_and(|found| found.id() == id);
            if let Some(path) = filed.iter().filter(has_it).min() {
                return Some(path.clone());
            }
        }
        let saved = self.saved();
        filed.retain(|path| saved.get(path).is_none_or(|now| now == id));
        let new = saved.iter().filter(|(_, saved)| *saved == id).map(|(path, _)| path);
        filed.into_iter().min().or_else(|| new.min().cloned())
    }

    /// The documents that are saved otherwise than they are filed.
    fn saved(&self) -> &BTreeMap<DocPath, DocId> {
        self.saved.get_or_init(|| {
            let saved = self.session.store.unsaved_changes().unwrap_or_default();
            let paths = saved.iter().filter_map(|path| path.parse::<DocPath>().ok());
            paths.filter_map(|path| Some((path.clone(), self.read(&path)?.id().clone()))).collect()
        })
    }

    fn read(&self, path: &DocPath) -> Option<Document> {
        let bytes = self.session.store.saved(path.as_str()).ok()??;
        let text = String::from_utf8(bytes).ok()?;
        format::read_document(path, &text).ok()
    }
}

impl Neighbours for Around<'_> {
    fn document(&self, id: &DocId) -> Option<Cow<'_, Document>> {
        self.read(&self.place(id)?).map(Cow::Owned)
    }

    fn path(&self, id: &DocId) -> Option<Cow<'_, DocPath>> {
        self.place(id).map(Cow::Owned)
    }

    fn ledger(&self, id: &DocId) -> Option<Cow<'_, Ledger>> {
        self.session.as_last_read(&self.place(id)?).ok()?.ledger.map(Cow::Owned)
    }

    fn has_record(&self) -> bool {
        self.session.record.is_some()
    }

    fn file_size(&self, path: &str) -> Option<u64> {
        self.session.store.saved(path).ok()?.map(|bytes| bytes.len() as u64)
    }
}

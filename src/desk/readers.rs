//! What `check` calls an error that readers would meet, said where words are let out.

use std::borrow::Cow;

use super::live::with_live_words;
use super::loaded::Loaded;
use super::session::Session;
use crate::check::{self, Context, Finding, Neighbours, Settings, Subject};
use crate::model::{DocId, DocPath, Document, Ledger};
use crate::workflow::Reason;

impl Session {
    /// The errors that readers would meet in the document and do not meet already in what they have.
    pub(crate) fn errors_for_readers(&self, loaded: &Loaded) -> Vec<Finding> {
        // Nothing is held back on its way to being taken back.
        if loaded.document.retraction().is_some() {
            return Vec::new();
        }
        let before = loaded.live.as_ref().map(|live| with_live_words(&loaded.document, live));
        let known = before.map(|before| self.found_in(loaded, &before)).unwrap_or_default();
        let mut found = self.found_in(loaded, &loaded.document);
        found.retain(|one| {
            !known.iter().any(|known| (known.code, &known.message) == (one.code, &one.message))
        });
        found
    }

    fn found_in(&self, loaded: &Loaded, document: &Document) -> Vec<Finding> {
        let settings = Settings::new(&self.desk);
        let context = Context { settings: &settings, neighbours: &Nobody };
        check::errors_for_readers(&Subject::new(&loaded.path, "", document), &context)
    }

    /// The same as remarks for whoever approves the words.
    pub(crate) fn remarks_for_readers(&self, loaded: &Loaded) -> Vec<String> {
        let found = self.errors_for_readers(loaded);
        let doc = loaded.short();
        let said = found.iter().map(|one| {
            let Finding { code, message, remedy, .. } = one;
            format!("{doc}: {message} ({code}); it will not be published so: {remedy}")
        });
        said.collect()
    }
}

/// The reasons that those findings are.
pub(super) fn reasons(findings: Vec<Finding>) -> Vec<Reason> {
    let reason = |one: Finding| Reason::Checked { code: one.code, message: one.message };
    findings.into_iter().map(reason).collect()
}

/// The rule of `check` that finds what the reason says, where one does: told once, it is told.
pub fn found_by(reason: &Reason) -> Option<&'static str> {
    match reason {
        Reason::AltMissing { .. } => Some("NR030"),
        Reason::CreditMissing { .. } => Some("NR031"),
        Reason::SourceWithoutReason { .. } => Some("NR020"),
        Reason::SourceUnknown { .. } => Some("NR021"),
        Reason::FileMissing { .. } => Some("NR033"),
        Reason::ClaimWithoutCaveat { .. } => Some("NR016"),
        Reason::Checked { code, .. } => Some(code),
        _ => None,
    }
}

/// No rule about what readers meet looks at other documents.
struct Nobody;

impl Neighbours for Nobody {
    fn document(&self, _: &DocId) -> Option<Cow<'_, Document>> {
        None
    }

    fn path(&self, _: &DocId) -> Option<Cow<'_, DocPath>> {
        None
    }

    fn ledger(&self, _: &DocId) -> Option<Cow<'_, Ledger>> {
        None
    }

    fn has_record(&self) -> bool {
        false
    }

    fn file_size(&self, _: &str) -> Option<u64> {
        None
    }
}

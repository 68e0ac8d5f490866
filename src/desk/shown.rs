//! What words were last shown to whom here.

use super::loaded::Loaded;
use super::session::Session;
use crate::model::{ContributorId, Digest, Document};

impl Session {
    /// Remembers that these words were shown to the person here.
    pub fn shown(&self, loaded: &Loaded) {
        if let (Ok((me, _)), Some(digest)) = (self.me(), loaded.standing.digest)
            && !self.dry_run
        {
            // Not to know what was shown only means that nothing can have changed since.
            let _ = self.store.set_note(&shown_note(&me.id, &loaded.document), &digest.to_string());
        }
    }

    /// The words that were last shown to the person here.
    pub(crate) fn last_shown(&self, me: &ContributorId, loaded: &Loaded) -> Option<Digest> {
        self.store.note(&shown_note(me, &loaded.document))?.trim().parse().ok()
    }
}

fn shown_note(me: &ContributorId, document: &Document) -> String {
    format!("shown-{me}-{}", document.id())
}

//! What words were last shown to whom here.

use super::loaded::Loaded;
use super::session::Session;
use crate::model::{ContributorId, Digest, Document, Moment};

impl Session {
    /// Remembers that these words were shown to the person here.
    pub fn shown(&self, loaded: &Loaded) {
        if let (Ok((me, _)), Some(digest)) = (self.me(), loaded.standing.digest)
            && !self.dry_run
        {
            // Not to know what was shown only means that nothing can have changed since.
            let _ = self
                .store
                .set_note(&shown_note(&me.id, &loaded.document), &format!("{digest} {}", self.now));
        }
    }

    /// The words that were last shown to the person here.
    pub(crate) fn last_shown(&self, me: &ContributorId, loaded: &Loaded) -> Option<Digest> {
        self.note_of_shown(me, loaded).map(|(digest, _)| digest)
    }

    /// When other words than the desk's were last shown to the person here; `None` where none were,
    /// or it was these. The time is not known of what an older program showed.
    pub fn read_before(&self, loaded: &Loaded) -> Option<Option<Moment>> {
        let (me, _) = self.me().ok()?;
        let (digest, at) = self.note_of_shown(&me.id, loaded)?;
        (loaded.standing.digest != Some(digest)).then_some(at)
    }

    fn note_of_shown(
        &self,
        me: &ContributorId,
        loaded: &Loaded,
    ) -> Option<(Digest, Option<Moment>)> {
        let note = self.store.note(&shown_note(me, &loaded.document))?;
        let mut parts = note.split_whitespace();
        Some((parts.next()?.parse().ok()?, parts.next().and_then(|at| at.parse().ok())))
    }
}

fn shown_note(me: &ContributorId, document: &Document) -> String {
    format!("shown-{me}-{}", document.id())
}

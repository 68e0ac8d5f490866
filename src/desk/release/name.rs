//! The name under which a document is on the record.

use crate::desk::error::OpError;
use crate::desk::loaded::Loaded;
use crate::desk::session::Session;
use crate::format::{self, Projection};
use crate::model::DocPath;
use crate::storage::Line;

impl Session {
    /// Where a release puts these words on the record: where it has the document, else under the
    /// name that the desk gave it, else, where that was made of a headline that readers never get,
    /// under one that the words themselves say.
    pub(super) fn record_path(
        &self,
        loaded: &Loaded,
        words: Option<&Projection>,
    ) -> Result<DocPath, OpError> {
        let Some(words) = words.filter(|_| is_unnamed(loaded)) else {
            return Ok(loaded.recorded.clone());
        };
        if loaded.path.unsaid(&words.to_text()).is_empty() || self.was_chosen(loaded)? {
            return Ok(loaded.path.clone());
        }
        Ok(loaded.path.post_called(words.name(), loaded.document.id()))
    }

    /// Whether a person chose the name of a post's file: it is not made of its first words.
    fn was_chosen(&self, loaded: &Loaded) -> Result<bool, OpError> {
        let versions = self.store.history(Line::Desk, loaded.path.as_str())?;
        let Some(blob) = versions.first().and_then(|version| version.blob.as_ref()) else {
            return Ok(false);
        };
        let text = String::from_utf8_lossy(&self.store.blob(blob)?).into_owned();
        let first = format::read_document(&loaded.path, &text);
        let made = first
            .ok()
            .map(|first| loaded.path.post_called(first.first_words(), loaded.document.id()));
        Ok(made.is_some_and(|made| made != loaded.path))
    }

    /// What is told of the name that a post's first release gives it on the public record, for good,
    /// where the desk's says what its words do not; while another name can be had, how.
    pub(crate) fn name_tells(
        &self,
        loaded: &Loaded,
        is_out: bool,
    ) -> Result<Option<String>, OpError> {
        let Some(words) = loaded.words().filter(|_| is_unnamed(loaded)) else { return Ok(None) };
        let (name, doc) = (loaded.path.slug(), loaded.short());
        let tells = loaded.path.unsaid(&words.to_text()).join(", ");
        if tells.is_empty() {
            return Ok(None);
        }
        let there = self.record_path(loaded, Some(&words))?;
        let (calls, another) = match is_out {
            true => ("calls", String::new()),
            false => (
                "will call",
                format!("; another name: newsroom spike {doc}, then newsroom add --slug"),
            ),
        };
        Ok(Some(if there == loaded.path {
            format!(
                "{doc}: the public record {calls} it `{name}` for good, and its words do not say {tells}{another}"
            )
        } else {
            format!(
                "{doc}: the public record {calls} it `{}`, for its words do not say {tells}",
                there.slug()
            )
        }))
    }
}

/// Whether the record has no name for a post yet.
fn is_unnamed(loaded: &Loaded) -> bool {
    let first = loaded.ledger.as_ref().is_none_or(|ledger| ledger.releases.is_empty());
    first && !loaded.path.is_story()
}

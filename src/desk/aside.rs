//! Working over the live words while the desk holds other, unfinished ones.
//!
//! The unfinished ones are set aside in a file beside the document's and put together with the
//! released ones afterwards, so that neither waits for the other.

use super::edit::Edit;
use super::error::OpError;
use super::live::with_live_words;
use super::loaded::Loaded;
use super::session::Session;
use crate::format::{self, Projection};
use crate::merge;
use crate::model::DocPath;
use crate::storage::{Change, Plan, Saved};

/// The trailer value of commits that put set-aside words back: their author wrote none of them.
pub(crate) const TAKE_BACK: &str = "take-back";

/// Whether the desk holds other words than the live ones.
pub(crate) fn has_unfinished(loaded: &Loaded) -> bool {
    loaded.live.is_some() && loaded.standing.digest != loaded.standing.live
}

/// The document over its live words; the desk's unfinished ones go to the file beside it.
pub(crate) fn over_live(session: &Session, loaded: Loaded) -> Result<Edit, OpError> {
    let Some(live) = loaded.live.clone().filter(|_| has_unfinished(&loaded)) else {
        return Ok(Edit::of(loaded, |_| {}));
    };
    let aside = loaded.path.aside();
    if session.store.entry(&session.head, &aside)?.is_some() {
        return Err(OpError::bad(
            "unfinished words are set aside here already",
            format!("finish the correction first: newsroom diff {}", loaded.short()),
        ));
    }
    let name = aside.rsplit('/').next().unwrap_or(&aside).to_owned();
    let text = loaded.text().to_owned();
    let mut document = with_live_words(&loaded.document, &live);
    // The embargo is that of the unfinished words, which keep it.
    *document.publish_at_mut() = None;
    Ok(Edit { loaded, document, files: vec![(name, text.into_bytes())] })
}

impl Session {
    /// Puts words that were set aside together with those just released.
    ///
    /// `before` are the words from which the aside ones started: those readers saw then.
    pub(super) fn take_back_aside(
        &mut self,
        path: &DocPath,
        before: &Projection,
    ) -> Result<bool, OpError> {
        let aside = path.aside();
        let Some((blob, bytes)) = self.store.file(&self.head, &aside)? else { return Ok(false) };
        let text = crate::desk::session::utf8(&aside, bytes)?;
        let unfinished = format::read_document(path, &text)
            .map_err(|problems| OpError::problems(&aside, &text, problems))?;
        let loaded = self.load(path)?;
        let base = with_live_words(&unfinished, before);
        let merged = merge::merge(Some(&base), &loaded.document, &unfinished).document;
        let edit = Edit { loaded, document: merged, files: Vec::new() };
        let mut plan: Plan = self.plan(TAKE_BACK, std::slice::from_ref(&edit))?;
        plan.files.push(Change {
            path: aside,
            expected: Some(blob),
            content: None,
            saved: Saved::Take { seen: Some(text.into_bytes()) },
        });
        self.write(vec![plan], Box::new(|_| Vec::new()), Vec::new())?;
        Ok(true)
    }
}

//! `pin`, `unpin`: the post that a story shows first.

use super::publish::over_live::file_or_release;
use crate::desk::{Done, OpError, Session};
use crate::model::Document;

/// Shows a post first in its story.
///
/// # Errors
///
/// A role without the right; the gate's reasons.
pub fn pin(session: &mut Session, doc: &str) -> Result<Done, OpError> {
    let path = session.resolve(doc)?;
    if path.is_story() {
        return Err(OpError::bad("a post is pinned, not a story", "newsroom pin POST"));
    }
    let id = session.as_last_read(&path)?.document.id().clone();
    file_or_release(session, &path.story_path(), "pin", |_, document| {
        set_pinned(document, Some(id.clone()));
        Ok(())
    })
}

/// Shows no post first.
///
/// # Errors
///
/// A role without the right; the gate's reasons.
pub fn unpin(session: &mut Session, story: &str) -> Result<Done, OpError> {
    let path = session.resolve(story)?.story_path();
    file_or_release(session, &path, "unpin", |_, document| {
        set_pinned(document, None);
        Ok(())
    })
}

fn set_pinned(document: &mut Document, id: Option<crate::model::DocId>) {
    if let Document::Story(story) = document {
        story.pinned = id;
    }
}

//! What was sent last of a post, as it was sent: what its next version is compared with.
//!
//! Where the desk has changed nothing, that is the post as it was filed with that version; else it
//! stands in a file of its own, `wire/ID.toml`, in the commit that put both together. Every clone
//! has it, and it is in nothing that is public.

use crate::desk::merging::sent_path;
use crate::desk::{OpError, Session};
use crate::format;
use crate::model::{DocPath, Document, Origin, Post};
use crate::storage::{Change, Line, Saved};

/// What was sent last; `None` where no history has it.
pub(super) fn last(
    session: &Session,
    path: &DocPath,
    document: &Document,
) -> Result<Option<Document>, OpError> {
    let Some(origin) = origin(document) else { return Ok(None) };
    let is_it = |document: &Document| {
        self::origin(document)
            .is_some_and(|held| held.is_same_item(origin) && held.version == origin.version)
    };
    let read = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).ok()?;
        format::read_document(path, &text).ok().filter(is_it)
    };
    let kept = session.store.file(&session.head, &sent_path(document.id()))?;
    if let Some(sent) = kept.and_then(|(_, bytes)| read(bytes)) {
        return Ok(Some(sent));
    }
    for version in session.store.history(Line::Desk, path.as_str())? {
        let Some(blob) = &version.blob else { continue };
        if let Some(filed) = read(session.store.blob(blob)?) {
            return Ok(Some(alone(&filed)));
        }
    }
    Ok(None)
}

fn origin(document: &Document) -> Option<&Origin> {
    document.as_post().and_then(|post| post.origin.as_ref())
}

/// Of a post what a sender sends, and nothing that the desk adds.
pub(super) fn alone(document: &Document) -> Document {
    let Some(post) = document.as_post().cloned() else { return document.clone() };
    let bare = Post::new(post.id, post.created);
    Document::Post(Post {
        headline: post.headline,
        body: post.body,
        tags: post.tags,
        language: post.language,
        publish_at: post.publish_at,
        origin: post.origin,
        credits: post.credits,
        media: post.media,
        ..bare
    })
}

/// Whether the desk has just what was sent.
pub(super) fn is_as_sent(document: &Document, sent: &Document) -> bool {
    document.conflicts().is_empty() && alone(document) == *sent
}

/// The file with what was sent, where the desk has other words, or had.
pub(super) fn keep(
    session: &Session,
    sent: &Document,
    filed: &Document,
) -> Result<Option<Change>, OpError> {
    let path = sent_path(sent.id());
    let there = session.store.file(&session.head, &path)?;
    if there.is_none() && is_as_sent(filed, sent) {
        return Ok(None);
    }
    let text = format::write_document(sent).into_bytes();
    if there.as_ref().is_some_and(|(_, bytes)| *bytes == text) {
        return Ok(None);
    }
    let expected = there.map(|(blob, _)| blob);
    Ok(Some(Change { path, expected, content: Some(text), saved: Saved::Leave }))
}

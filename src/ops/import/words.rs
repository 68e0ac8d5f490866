//! An item's words in a post.

use super::credits::credits;
use crate::desk::Session;
use crate::format::wire::Item;
use crate::model::{Contributor, Document, Moment, Origin};

/// A post with the words of an item in place of those it had.
pub(super) fn with_words(
    session: &Session,
    post: &Document,
    item: &Item,
    embargo: Option<Moment>,
    me: &Contributor,
) -> Document {
    let mut document = post.clone();
    if let Document::Post(post) = &mut document {
        post.headline.clone_from(&item.headline);
        post.body.clone_from(&item.body);
        post.tags.clone_from(&item.tags);
        post.language.clone_from(&item.language);
        post.publish_at = embargo;
        post.media.clone_from(&item.media);
        post.credits = credits(&session.desk, item, me, &post.credits);
    }
    set_origin(&mut document, item.origin.clone());
    document
}

/// A post as of that version of its origin.
pub(super) fn set_origin(document: &mut Document, origin: Origin) {
    if let Document::Post(post) = document {
        post.origin = Some(origin);
    }
}

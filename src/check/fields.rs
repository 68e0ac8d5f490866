//! The fields in which a document says something, by their paths.

use crate::model::{DocId, Document, Media};

/// The field of the headline or title.
pub(super) fn headline_field(document: &Document) -> &'static str {
    if document.as_story().is_some() { "title" } else { "headline" }
}

/// The files beside a document that a medium needs, each with its field.
pub(super) fn media_files(medium: &Media) -> impl Iterator<Item = (&'static str, &str)> {
    medium.named_files().filter(|(_, name)| !name.contains(':'))
}

/// The posts that a round-up or the points of a story rest on, each with its field.
pub(super) fn rests_on(document: &Document) -> Vec<(String, &DocId)> {
    match document {
        Document::Post(post) => {
            post.rests_on.iter().enumerate().map(|(i, id)| (format!("rests_on[{i}]"), id)).collect()
        }
        Document::Story(story) => {
            let points = story.summary.iter().enumerate();
            points
                .flat_map(|(i, point)| {
                    let posts = point.posts.iter().enumerate();
                    posts.map(move |(j, id)| (format!("summary[{i}].posts[{j}]"), id))
                })
                .collect()
        }
    }
}

//! Three versions of a story or post made one, field by field.
//!
//! What one side changed is taken; lists go by what names their rows, the body and a story's
//! points by paragraph, reviews and checks as a union in time order. Where both changed the same
//! words, both are kept in the file as data (`[[conflicts]]`) and the field holds the words they
//! had in common. What comes out does not depend on which side is whose, and merging it again with
//! either side changes nothing: so all clones end equal.

mod desk;
mod document;
mod field;
mod order;
mod rows;
mod sequence;
mod sides;

use crate::model::Document;
pub use desk::{MergedDesk, merge_desk};
pub use sides::{point_of, point_text};

/// One document made of two sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The words of both.
    pub document: Document,
    /// Whether both changed the same words, now or before: nothing is published until somebody settles it.
    pub conflicts: bool,
}

/// Makes one document of two that were made of `base`, or of nothing.
///
/// - A field that one side changed is as that side has it.
/// - Claims, sources and corrections go by id, media by address, links by where they lead, credits
///   by name and role, tags and the posts a round-up rests on by themselves. A row that one side
///   took away is gone, unless the other changed it; corrections and reviews are never taken away.
/// - Paragraphs and points that both sides added in one place stand one after the other.
/// - Fields that both sides changed are conflicts: `headline`, `body`, `claims c-7h2q caveat`,
///   `media a.jpg alt`. Their sides are sorted; of a body or of a story's points (`summary`, a line
///   each, as [`point_text`] writes them) each side is whole, with what both agree on merged.
/// - Conflicts that were there before stay until a side settles them.
///
/// # Panics
///
/// Where one side is a post and the other a story, which no two files of one path can be.
pub fn merge(base: Option<&Document>, ours: &Document, theirs: &Document) -> Merged {
    let document = if ours == theirs { ours.clone() } else { document::merge(base, ours, theirs) };
    Merged { conflicts: !document.conflicts().is_empty(), document }
}

#[cfg(test)]
mod tests;

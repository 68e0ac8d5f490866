//! Metadata that leaves the house: a file keeps what it carries where an editor answers for it.

use super::state::may_approve;
use crate::model::{Desk, Document};

/// Whether an editor of that desk answers for a file beside the document.
pub fn is_answered_for(document: &Document, file: &str, desk: &Desk) -> bool {
    let mut reviews = document.reviews().iter();
    reviews.any(|review| review.keeps == file && may_approve(desk, &review.by))
}

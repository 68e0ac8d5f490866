//! What is to be done with an item.

use crate::desk::Edit;
use crate::model::Document;
use crate::storage::Change;

/// What is to be done with an item.
pub(super) enum Doing {
    Ready(Box<Ready>),
    Nothing(String),
}

/// A document that is ready to be filed.
pub(super) struct Ready {
    pub(super) edit: Edit,
    /// What was sent last, where the desk's words are others.
    pub(super) sent: Option<Change>,
    /// Remarks for whoever brings it.
    pub(super) said: Vec<String>,
    /// Why it is held back, where it is.
    pub(super) held: Option<String>,
}

/// A document as messages name it.
pub(super) fn called(document: &Document) -> String {
    let words = document.first_words().lines().next().unwrap_or_default();
    format!("“{}”", words.chars().take(80).collect::<String>())
}

//! Words that are set aside for a correction.

use crate::model::{Digest, Document};

/// What became, in a step, of words that were set aside for a correction.
#[derive(Debug, Clone, Copy)]
pub enum Aside<'a> {
    /// Nothing.
    Untouched,
    /// The words before this step were set aside.
    Set,
    /// These, of that digest, were put together with the words before this step.
    TakenBack(&'a Document, Option<Digest>),
}

//! Words and fields that changed, and what a change amounts to.
//!
//! [`compare()`] sets two projections side by side, field by field and word by word; [`class()`] says
//! what the difference is for readers, and `why_not_…` why it is not something gentler. Only this
//! room uses `similar`. Work is bounded by the size of the texts and never by a clock, so that the
//! same two texts give the same answer everywhere.

mod align;
mod bound;
mod change;
mod class;
mod compare;
mod distance;
mod gone;
mod minor;
mod piece;
mod rows;
mod sentence;
mod typo;
mod vocabulary;

pub(crate) use align::{Hunk, hunks};
pub use bound::{MINOR_WORDS, beyond_minor_bound};
pub use change::{Changes, ClaimField, FieldChange, FieldKind, MediaField};
pub use class::{Class, class, why_not_byline, why_not_doubt, why_not_layout};
pub use compare::compare;
pub use gone::{TELLING, gone};
pub use minor::why_not_minor;
pub use piece::{Piece, WordCounts, elide, lines, plain, statistics, words};
pub use sentence::sentences;

//! What a judge asks of history: what each commit changed, what is odd in it, whether all of it is here.

pub(super) mod transition;

pub use transition::{OddEntry, Transition};

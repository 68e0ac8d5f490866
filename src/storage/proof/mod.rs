//! What a judge asks of history: what each commit changed, what is odd in it, what is missing.

mod ahead;
mod odd;
mod transition;
mod whole;

pub(crate) use ahead::Ahead;
pub use odd::OddEntry;
pub use transition::Transition;

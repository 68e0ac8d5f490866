//! What a judge asks of history: what each commit changed, what is odd in it, whether all of it is here.

pub(super) mod odd;
pub(super) mod transition;
pub(super) mod whole;

pub use odd::OddEntry;
pub use transition::Transition;

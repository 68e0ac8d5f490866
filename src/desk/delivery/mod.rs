//! The end of every act: what others did is taken over, what was done here is sent.
//!
//! Fetch both lines; judge what came; go on from it, or put both together by meaning; make one's own
//! unsent releases again upon the record that came; push both in one step; see them there. Somebody
//! was faster: again. Nothing is ever forced, and a commit of the desk is never made again.

mod again;
mod crowd;
pub(crate) mod exchange;
pub(crate) mod heard;
mod incoming;
mod join;
mod together;
pub(crate) mod told;
mod turns;

pub use heard::Heard;
pub use told::{Delivery, NotReleased, Sent, Told};

pub(crate) use incoming::forget;
pub(crate) use turns::Goal;

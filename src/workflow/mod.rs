//! What may happen to a document, and why not. Pure: nothing here reads, writes or asks the time.
//!
//! [`Standing`] derives where a document is on its two axes; [`authorize()`] says who may do what;
//! each act has a file that says when it may be done; [`gate`] gives all the reasons at once why
//! words may not be let out. A refusal carries the facts that a message and its remedy need.

mod act;
pub mod approve;
pub mod authorize;
pub mod correct;
pub mod gate;
pub mod kind;
pub mod metadata;
pub mod pull;
mod refusal;
pub mod retract;
pub mod returned;
pub mod second;
pub mod spike;
mod state;
pub mod stop;
pub mod submission;
pub mod submit;
#[cfg(test)]
mod table;

pub use act::Act;
pub use authorize::authorize;
pub use kind::Change;
pub use refusal::{Reason, Refusal};
pub use state::{Standing, State, Stop};

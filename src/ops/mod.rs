//! One use case a file: request, load, decide, store, outcome. Nothing here prints or asks.

pub mod add;
pub mod build;
mod change;
pub mod check;
pub mod claims;
pub mod contributor;
pub mod correct;
pub mod corrections;
pub mod credit_count;
mod delivery;
pub mod doctor;
pub mod edit;
mod error;
pub mod init;
pub mod list;
mod live_words;
pub mod log;
pub mod one_step;
pub mod publish;
mod release;
mod resolve;
pub mod schema;
mod session;
pub mod show;
pub mod status;
pub mod step;
pub mod story;
mod summary;
pub mod takedown;
pub mod verify_flag;
mod words;

pub use change::{Done, Outcome};
pub use error::OpError;
pub use session::{Letters, Loaded, SETTINGS, Session};
pub use summary::{ClaimLine, Summary};
pub use words::{Adjust, NewMedium, Setter, Words};

//! What the whole room stands on: names of objects, people and lines, errors, whole files.

mod cut;
pub(super) mod durable;
pub(super) mod error;
mod identity;
pub(super) mod line;
mod object;
pub(super) mod path;
mod progress;
mod threads;
mod work;

pub(in crate::storage) use cut::watch;
pub use cut::{Tell, when_cut_short};
pub use error::StorageError;
pub(crate) use error::disk;
pub use identity::Identity;
pub use line::Line;
pub use object::{BlobId, CommitId, InvalidObjectId};
pub(crate) use path::check_path;
pub(crate) use progress::Progress;
pub use progress::{Watcher, when_long};
pub(crate) use threads::threads;
pub use work::GitWork;

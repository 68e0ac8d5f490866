//! What the whole room stands on: names of objects, errors, files that outlive the power.

pub(super) mod durable;
pub(super) mod error;
pub(super) mod identity;
pub(super) mod line;
pub(super) mod object;
pub(super) mod path;

pub use error::StorageError;
pub use identity::Identity;
pub use line::Line;
pub use object::{BlobId, CommitId, InvalidObjectId};

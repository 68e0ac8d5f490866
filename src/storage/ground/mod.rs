//! What the whole room stands on: names of objects, errors, files that outlive the power.

pub(super) mod durable;
pub(super) mod error;
pub(super) mod object;

pub use error::StorageError;
pub use object::{BlobId, CommitId, InvalidObjectId};

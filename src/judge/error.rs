//! Why history could not be judged.

use crate::storage::StorageError;

/// Why history could not be judged.
#[derive(Debug, thiserror::Error)]
pub enum JudgeError {
    /// The repository cannot be read.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A file that every desk has is in no commit.
    #[error("{0} is not filed")]
    NotFiled(&'static str),
}

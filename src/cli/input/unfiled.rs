//! Errors about words that were typed in an editor and not filed: each says where they are, and what
//! goes on with them.

use super::editor::{Edited, EditorError};
use crate::cli::error::CliError;

/// An editor that failed, with the command that goes on with what was written.
pub fn kept(error: EditorError, again: &str) -> CliError {
    let keeps_words = error.keeps_words();
    let error = CliError::from(error);
    if keeps_words { error.hint(again) } else { error }
}

/// Words that were written well and could not be filed are not lost either.
pub fn not_filed<T>(error: CliError, edited: &Edited<T>, again: &str) -> CliError {
    error.hint(is_kept(edited, again))
}

/// Where the words are, and what goes on with them.
pub fn is_kept<T>(edited: &Edited<T>, again: &str) -> String {
    format!("what you wrote is kept in {}; {again}", edited.path().display())
}

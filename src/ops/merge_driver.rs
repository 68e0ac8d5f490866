//! `merge-driver`: what git runs to merge a story, a post or the settings.

use std::path::{Path, PathBuf};

use crate::desk::OpError;
use crate::desk::merging::merge_file;
use crate::storage::{merge_lines, read_for_merge, write_merged};

/// The files that git gives (gitattributes(5)): `%O %A %B`, and `%P`.
#[derive(Debug, Clone)]
pub struct Request {
    /// As it was when both sides parted; empty where it was not.
    pub base: PathBuf,
    /// As it is here, and where the result is to be.
    pub ours: PathBuf,
    /// As it is there.
    pub theirs: PathBuf,
    /// Its path from the desk's root.
    pub path: String,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merged {
    /// It is one file, by meaning.
    Whole,
    /// It is one file, in which somebody has to settle these fields.
    Conflicts(Vec<String>),
    /// It was merged line by line.
    Lines,
    /// Both changed the same lines, which stand between git's markers.
    Markers,
}

/// Merges the file.
///
/// # Errors
///
/// Files that cannot be read or written.
pub fn run(request: &Request) -> Result<Merged, OpError> {
    let read = |path: &Path| read_for_merge(path);
    let (base, ours, theirs) = (read(&request.base)?, read(&request.ours)?, read(&request.theirs)?);
    let base = if base.is_empty() { None } else { Some(base) };
    match merge_file(&request.path, base.as_deref(), &ours, &theirs) {
        Some((bytes, conflicts)) => {
            write_merged(&request.ours, &bytes)?;
            Ok(if conflicts.is_empty() { Merged::Whole } else { Merged::Conflicts(conflicts) })
        }
        None => {
            let clean = merge_lines(&request.ours, &request.base, &request.theirs)?;
            Ok(if clean { Merged::Lines } else { Merged::Markers })
        }
    }
}

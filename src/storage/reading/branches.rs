//! Branches, and the commits they are at.

use git2::Repository;

use crate::storage::ground::error::{found, git};
use crate::storage::{CommitId, StorageError};

/// The commit a branch is at.
pub(in crate::storage) fn target(
    repo: &Repository,
    reference: &str,
) -> Result<Option<CommitId>, StorageError> {
    let read = found(repo.find_reference(reference)).map_err(git(format!("read {reference}")))?;
    let Some(read) = read else { return Ok(None) };
    match read.target() {
        Some(oid) => Ok(Some(CommitId::of(oid))),
        None => Err(StorageError::Damaged { what: format!("{reference} is a symbolic branch") }),
    }
}

/// The commit that HEAD is at, with or without a branch.
pub(in crate::storage) fn head(repo: &Repository) -> Result<Option<CommitId>, StorageError> {
    let head = found(repo.head()).map_err(git("read HEAD"))?;
    Ok(head.and_then(|head| head.target()).map(CommitId::of))
}

/// The full name of the branch HEAD is on, born or not; `None` where HEAD is detached.
pub(in crate::storage) fn head_branch(repo: &Repository) -> Result<Option<String>, StorageError> {
    let head = repo.find_reference("HEAD").map_err(git("read HEAD"))?;
    Ok(head.symbolic_target().ok().flatten().map(str::to_owned))
}

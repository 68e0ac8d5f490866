//! Branches move by compare-and-swap, both or none.

use git2::{ErrorCode, Repository, Signature, Transaction};

use super::journal::Move;
use super::step::{Step, reached};
use crate::storage::StorageError;
use crate::storage::ground::error::git;
use crate::storage::reading::branches::target;

/// Moves the branches in their order.
///
/// All are locked and compared before the first moves, so a race is lost before anything changed:
/// then the name of the branch that another program holds or has moved is given.
pub(in crate::storage) fn swap(
    repo: &Repository,
    moves: &[Move],
    who: &Signature<'_>,
    why: &str,
) -> Result<Option<String>, StorageError> {
    swap_once_locked(repo, moves, who, why, &mut || {})
}

/// The same; `certain` is called once nobody else can move the branches, before they are.
pub(super) fn swap_once_locked(
    repo: &Repository,
    moves: &[Move],
    who: &Signature<'_>,
    why: &str,
    certain: &mut dyn FnMut(),
) -> Result<Option<String>, StorageError> {
    let mut locked = Vec::new();
    for step in moves {
        match lock(repo, step, who, why)? {
            Some(transaction) => locked.push((transaction, step)),
            None => return Ok(Some(step.reference.clone())),
        }
    }
    reached(Step::BranchesLocked);
    certain();
    let mut done = Vec::new();
    for (transaction, step) in locked {
        if let Err(error) = transaction.commit() {
            return Err(undo(repo, &done, step, who, error));
        }
        done.push(step.clone());
        reached(Step::BranchMoved);
    }
    Ok(None)
}

fn lock<'a>(
    repo: &'a Repository,
    step: &Move,
    who: &Signature<'_>,
    why: &str,
) -> Result<Option<Transaction<'a>>, StorageError> {
    let doing = || git(format!("lock {}", step.reference));
    let mut transaction = repo.transaction().map_err(doing())?;
    match transaction.lock_ref(&step.reference) {
        Err(error) if error.code() == ErrorCode::Locked => return Ok(None),
        other => other.map_err(doing())?,
    }
    if target(repo, &step.reference)? != step.old {
        return Ok(None);
    }
    transaction.set_target(&step.reference, step.new.oid(), Some(who), why).map_err(doing())?;
    Ok(Some(transaction))
}

/// Takes back what was moved before a move failed, so that the failure left nothing.
fn undo(
    repo: &Repository,
    done: &[Move],
    failed: &Move,
    who: &Signature<'_>,
    error: git2::Error,
) -> StorageError {
    let back = done.iter().rev().try_for_each(|step| {
        let mut transaction = repo.transaction()?;
        transaction.lock_ref(&step.reference)?;
        if repo.refname_to_id(&step.reference)? != step.new.oid() {
            return Err(git2::Error::from_str("the branch moved on"));
        }
        match &step.old {
            Some(old) => {
                let why = "newsroom: taken back";
                transaction.set_target(&step.reference, old.oid(), Some(who), why)?;
            }
            None => transaction.remove(&step.reference)?,
        }
        transaction.commit()
    });
    match back {
        Ok(()) => git(format!("move {}", failed.reference))(error),
        Err(_) => StorageError::HalfWritten { reference: failed.reference.clone() },
    }
}

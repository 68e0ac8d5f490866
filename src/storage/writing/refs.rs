//! Branches move by compare-and-swap, both or none.

use git2::{ErrorCode, Repository, Signature, Transaction};

use super::journal::Move;
use super::step::{Step, reached};
use crate::storage::ground::error::git;
use crate::storage::reading::branches::target;
use crate::storage::{CommitId, StorageError};

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
        done.push(step.clone());
        if let Err(error) = transaction.commit() {
            return Err(undo(repo, &done, who, error));
        }
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

/// Takes back what was moved before a move failed, and that move itself, so that the failure left
/// nothing: git moves a branch first, and may fail when it flushes the folder after.
fn undo(
    repo: &Repository,
    moved: &[Move],
    who: &Signature<'_>,
    error: git2::Error,
) -> StorageError {
    let reference = moved.last().map(|failed| failed.reference.clone()).unwrap_or_default();
    // Each is tried, also where one fails.
    let left = moved.iter().rev().filter(|step| !is_back(repo, step, who)).count();
    if left == 0 {
        git(format!("move {reference}"))(error)
    } else {
        StorageError::HalfWritten { reference }
    }
}

/// Whether the branch is where it was, taken back where it is not; what it has counts, not what git
/// says of the attempt.
fn is_back(repo: &Repository, step: &Move, who: &Signature<'_>) -> bool {
    let is_at =
        |id: Option<&CommitId>| target(repo, &step.reference).is_ok_and(|now| now.as_ref() == id);
    if is_at(Some(&step.new)) {
        let _ = take_back(repo, step, who);
    }
    is_at(step.old.as_ref())
}

fn take_back(repo: &Repository, step: &Move, who: &Signature<'_>) -> Result<(), git2::Error> {
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Line;
    use crate::storage::testing::{POST, TestDesk};

    #[test]
    fn a_branch_that_moved_although_git_said_no_is_taken_back() {
        let desk = TestDesk::new();
        let store = desk.store();
        let old = store.tip(Line::Desk).expect("read");
        let new = desk.file(POST, "x");
        let step = Move { reference: "refs/heads/main".to_owned(), old: old.clone(), new };
        let who = Signature::now("newsroom", "newsroom@localhost").expect("a name");
        let error = git2::Error::from_str("the folder could not be flushed");
        let told = undo(&store.repo, &[step], &who, error);
        assert!(told.to_string().contains("could not be flushed"), "{told}");
        assert_eq!(store.tip(Line::Desk).expect("read"), old);
    }
}

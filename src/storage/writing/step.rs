//! The steps of a change, between which its writer may die.

/// The points between which a writer may die.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::storage) enum Step {
    Locked,
    Recovered,
    Built,
    ReadBack,
    Journaled,
    BranchesLocked,
    Staged,
    BranchMoved,
    Confirmed,
    WorkTree,
    Index,
}

/// Marks a step as done; a test ends the process there.
pub(super) fn reached(step: Step) {
    #[cfg(test)]
    crate::storage::testing::crash_after(step);
    #[cfg(not(test))]
    let _ = step;
}

//! The desk and its record, as lines of commits.

/// The two lines of commits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Line {
    /// The desk's own branch: `newsroom.branch` in git's configuration, else HEAD's.
    Desk,
    /// The public record: the branch `published`.
    Record,
}

/// The full name of the record's branch.
pub(in crate::storage) const RECORD: &str = "refs/heads/published";

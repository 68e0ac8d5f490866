//! What `audit` says of a commit.

use crate::model::ContributorId;

/// One step that was not lawful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The code of the rule, as in `NA24`.
    pub code: &'static str,
    /// The name of the rule, in kebab-case.
    pub rule: &'static str,
    /// Whether it is only worth knowing, and fails nothing.
    pub warning: bool,
    /// The commit, in hex.
    pub commit: String,
    /// Its author's e-mail address.
    pub author: String,
    /// Who that is at the desk, where anybody.
    pub who: Option<ContributorId>,
    /// The file; empty where the commit as a whole is meant.
    pub path: String,
    /// What was done. May hold words of files and commits: escape it where it leaves.
    pub message: String,
    /// What a lawful step would have been.
    pub lawful: &'static str,
}

//! A commit's change of `newsroom.toml`.

use std::sync::Arc;

use crate::model::{ContributorId, Desk};

/// A change of the desk's settings.
#[derive(Debug, Clone)]
pub struct SettingsStep {
    /// What they were in each parent, where they could be read; none for a first commit.
    pub before: Vec<Option<Arc<Desk>>>,
    /// What they are; why they cannot be read.
    pub after: Result<Arc<Desk>, String>,
    /// E-mails of theirs that were another's before: whose, and who has each now.
    pub reused: Vec<(String, ContributorId, ContributorId)>,
    /// A merge took them whole from the one side that changed them: what holds there.
    pub taken_over: Option<Arc<Desk>>,
}

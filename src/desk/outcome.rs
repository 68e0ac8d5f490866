//! What became of an act.

use std::collections::BTreeSet;

use super::delivery::Delivery;
use super::loaded::Loaded;
use super::resting::Resting;
use super::session::Session;
use crate::model::DocPath;
use crate::workflow::{Reason, Refusal};

/// What became of one document.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// As it is now.
    pub loaded: Loaded,
    /// Changes that a person had saved were taken along.
    pub took_along: bool,
    /// The last release, where the act made one.
    pub released: Option<crate::model::Release>,
    /// Remarks for the person who acted.
    pub remarks: Vec<String>,
    /// What will hold the release back, where the words were submitted.
    pub holds: Vec<Reason>,
    /// What has to be looked at again, where the act says that words were wrong.
    pub resting: Vec<Resting>,
}

/// What became of an act.
#[derive(Debug)]
pub struct Done {
    /// Each document, in the order asked for.
    pub outcomes: Vec<Outcome>,
    /// Whether the shared desk has it, and what came of asking.
    pub delivery: Delivery,
    /// Failures that lost nothing.
    pub warnings: Vec<String>,
    /// What was due and is held back: name, headline, why.
    pub held: Vec<(String, String, Refusal)>,
}

impl Session {
    /// Names, with what became of an act, all that rests on those words or repeats them; a look that
    /// fails is a warning, for the act is done.
    pub(crate) fn name_resting(&self, done: &mut Done, path: &DocPath, words: &BTreeSet<String>) {
        let Some(outcome) = done.outcomes.iter_mut().find(|one| one.loaded.path == *path) else {
            return;
        };
        match self.resting_on(outcome.loaded.document.id(), words) {
            Ok(resting) => outcome.resting = resting,
            Err(error) => done.warnings.push(format!("what rests on it is not known: {error}")),
        }
    }
}

//! What is said of a history as a whole, and what an admin answered for.

use std::collections::BTreeMap;

use super::audited::Request;
use super::desk::DeskWalk;
use super::error::JudgeError;
use crate::audit::{Finding, rule_unless};
use crate::storage::{CommitId, Store};

/// What is wrong with a history as a whole; `begins` says whether the root is in it.
pub(crate) fn of_the_whole(
    store: &Store,
    request: &Request,
    (root, begins): (&CommitId, bool),
    tip: &CommitId,
) -> Result<Vec<Finding>, JudgeError> {
    let mut findings = Vec::new();
    let mut found = |code: &str, commit: &CommitId, message: String| {
        let rule = rule_unless(code, request.without);
        findings.extend(rule.map(|rule| rule.of_history(commit.as_str(), message)));
    };
    if let Some(why) = store.history_is_partial()? {
        found("NA11", tip, why.to_owned());
    }
    if let Some(said) = &request.root
        && !root.as_str().starts_with(&said.to_lowercase())
    {
        found("NA12", root, format!("this desk begins with {root}, not with {said}"));
    }
    if !begins {
        found("NA12", tip, format!("{tip} does not have the pinned root {root} in its history"));
    }
    Ok(findings)
}

pub(crate) fn accepted(desk: &DeskWalk) -> BTreeMap<(String, String), String> {
    let settings = desk.settings();
    let accepted = settings.iter().flat_map(|desk| &desk.accepted);
    accepted.map(|a| ((a.commit.clone(), a.code.clone()), a.reason.clone())).collect()
}

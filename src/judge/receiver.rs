//! Whoever takes steps over: what they ask besides.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::error::JudgeError;
use super::reader::Reader;
use crate::audit::{Content, Finding, ReleaseStep, Step, acceptance, signature};
use crate::model::{Desk, DocPath, Moment};
use crate::storage::{CommitId, Transition};

/// Whoever takes steps over: what they ask besides.
pub(crate) struct Receiver {
    tip: CommitId,
    desk: Arc<Desk>,
    now: Moment,
    /// Steps come soon after they were taken.
    soon: bool,
    after: HashSet<CommitId>,
    /// Commits of the record that are those that are here, made again.
    pub(super) has: HashSet<CommitId>,
    /// Findings that somebody answered for in a step that lost its right: nobody did.
    pub(crate) void: HashSet<(String, String)>,
}

impl Receiver {
    pub(crate) fn new(tip: &CommitId, desk: Arc<Desk>, now: Moment) -> Self {
        let after = HashSet::from([tip.clone()]);
        let (has, void) = (HashSet::new(), HashSet::new());
        Self { tip: tip.clone(), desk, now, soon: false, after, has, void }
    }

    /// What comes after that commit was there when it was taken.
    pub(crate) fn knows(mut self, commit: &CommitId) -> Self {
        self.after.insert(commit.clone());
        self
    }

    /// What comes is sent as soon as it is done, but for an editor away from the network.
    pub(crate) fn at_once(mut self) -> Self {
        self.soon = true;
        self
    }

    /// What is asked of a step of the desk, which comes after its parents.
    pub(super) fn ask(
        &mut self,
        commit: &CommitId,
        parents: &[CommitId],
        step: &Step,
        signature: Option<&(String, Vec<u8>)>,
    ) -> Vec<Finding> {
        if parents.iter().any(|parent| self.after.contains(parent)) {
            self.after.insert(commit.clone());
            return Vec::new();
        }
        let findings = self.rights_lost(step, signature, &BTreeMap::new());
        if !findings.is_empty()
            && let Some(Ok(settings)) = step.settings.as_ref().map(|settings| &settings.after)
        {
            let answers = settings.accepted.iter().filter(|a| !step.desk.accepted.contains(a));
            self.void.extend(answers.map(|a| (a.commit.clone(), a.code.clone())));
        }
        findings
    }

    /// What is asked of a step of the record.
    pub(super) fn ask_of_release(
        &self,
        reader: &mut Reader<'_>,
        step: &Step,
        seen: &Transition,
    ) -> Result<Vec<Finding>, JudgeError> {
        if self.has.contains(&seen.info.id) {
            return Ok(Vec::new()); // it was asked when they came
        }
        let mut findings = acceptance::ahead_of(step, self.now);
        if self.soon {
            findings.extend(acceptance::long_before(step, self.now));
        }
        if step.releases.is_empty() {
            let nothing = BTreeMap::new();
            findings.extend(self.rights_lost(step, seen.signature.as_ref(), &nothing));
        }
        let named = step.releases.iter().filter_map(ReleaseStep::line);
        for named in named.filter_map(|line| line.desk.parse::<CommitId>().ok()) {
            if !reader.store.is_ancestor(&self.tip, &named).unwrap_or(true) {
                let mut here = BTreeMap::new();
                for release in &step.releases {
                    let path = &release.at_the_desk;
                    here.insert(path.clone(), reader.content(&self.tip, path)?);
                }
                findings.extend(self.rights_lost(step, seen.signature.as_ref(), &here));
                break;
            }
        }
        Ok(findings)
    }

    fn rights_lost(
        &self,
        step: &Step,
        signature: Option<&(String, Vec<u8>)>,
        here: &BTreeMap<DocPath, Content>,
    ) -> Vec<Finding> {
        let signed = signature::check(signature, &self.desk);
        acceptance::rights_lost(step, &self.desk, signed, here)
    }
}

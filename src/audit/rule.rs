//! A rule of `audit`, and what it reports.

use super::finding::Finding;
use super::step::Step;
use crate::workflow::Reason;

/// One rule of `audit`.
#[derive(Debug)]
pub struct Rule {
    /// Names it for ever, as in `NA24`; never given to another rule.
    pub code: &'static str,
    /// Its name for people, in kebab-case.
    pub name: &'static str,
    /// What is lawful, in one sentence.
    pub summary: &'static str,
    /// What could be done to readers or to the desk without it.
    pub why: &'static str,
    /// What a lawful step would have been.
    pub lawful: &'static str,
    /// Somebody who breaks it.
    pub example: &'static str,
    /// The function that judges a step; none where it is a whole history that is judged.
    pub(super) find: Option<fn(&Step, &mut Report)>,
}

/// Collects one rule's findings about one step.
#[derive(Debug)]
pub(super) struct Report<'a> {
    rule: &'static Rule,
    step: &'a Step,
    findings: Vec<Finding>,
}

impl<'a> Report<'a> {
    pub(super) fn new(rule: &'static Rule, step: &'a Step) -> Self {
        Self { rule, step, findings: Vec::new() }
    }

    /// Says that the step was not lawful.
    pub(super) fn finding(&mut self, path: &str, message: impl Into<String>) {
        self.add(path, message.into(), false);
    }

    /// Says each reason of the desk's own gate that this rule is about.
    pub(super) fn reasons(&mut self, about: fn(&Reason) -> bool) {
        for release in &self.step.releases {
            for reason in release.reasons(about) {
                self.finding(release.path.as_str(), reason);
            }
        }
    }

    /// Says what is worth knowing about a step.
    pub(super) fn warning(&mut self, path: &str, message: impl Into<String>) {
        self.add(path, message.into(), true);
    }

    fn add(&mut self, path: &str, message: String, warning: bool) {
        self.findings.push(self.rule.of(self.step, path, message, warning));
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

impl Rule {
    pub(super) fn of(&self, step: &Step, path: &str, message: String, warning: bool) -> Finding {
        Finding {
            code: self.code,
            rule: self.name,
            warning,
            commit: step.commit.clone(),
            author: step.author.clone(),
            who: step.person.as_ref().map(|person| person.id.clone()),
            path: path.to_owned(),
            message,
            lawful: self.lawful,
        }
    }

    /// A finding about a history as a whole, at that commit.
    pub fn of_history(&self, commit: &str, message: impl Into<String>) -> Finding {
        Finding {
            code: self.code,
            rule: self.name,
            warning: false,
            commit: commit.to_owned(),
            author: String::new(),
            who: None,
            path: String::new(),
            message: message.into(),
            lawful: self.lawful,
        }
    }
}

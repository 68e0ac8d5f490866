//! What was audited here before, so that it is not judged again and cannot vanish unseen.

use serde::{Deserialize, Serialize};

use super::audited::Request;
use super::desk::Judged;
use super::error::JudgeError;
use crate::audit::{Finding, rule, rules};
use crate::model::Digest;
use crate::storage::{CommitId, Line, Store};

/// The name of the note that keeps it.
const NOTE: &str = "audited";

/// What was audited here before.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Memory {
    pub(crate) version: String,
    pub(crate) root: Option<CommitId>,
    pub(crate) desk: Option<CommitId>,
    pub(crate) record: Option<CommitId>,
    pub(crate) steps: usize,
    pub(crate) releases: usize,
    pub(crate) unsigned: usize,
    pub(crate) findings: Vec<KeptFinding>,
    /// Settings were changed in a way that was not lawful: only from the beginning is it known
    /// which ones hold.
    pub(crate) unsettled: bool,
}

/// A finding as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct KeptFinding {
    code: String,
    warning: bool,
    commit: String,
    author: String,
    who: Option<String>,
    path: String,
    message: String,
}

impl KeptFinding {
    fn of(found: &Finding) -> Self {
        Self {
            code: found.code.to_owned(),
            warning: found.warning,
            commit: found.commit.clone(),
            author: found.author.clone(),
            who: found.who.as_ref().map(ToString::to_string),
            path: found.path.clone(),
            message: found.message.clone(),
        }
    }

    /// The finding again; `None` where its rule is no more.
    pub(crate) fn finding(&self) -> Option<Finding> {
        let rule = rule(&self.code)?;
        Some(Finding {
            code: rule.code,
            rule: rule.name,
            warning: self.warning,
            commit: self.commit.clone(),
            author: self.author.clone(),
            who: self.who.as_ref().and_then(|who| who.parse().ok()),
            path: self.path.clone(),
            message: self.message.clone(),
            lawful: rule.lawful,
        })
    }
}

impl Memory {
    /// What this clone remembers of the desk with that root; nothing where it remembers another.
    pub(crate) fn read(store: &Store, root: &CommitId) -> Self {
        let Some(note) = note(store) else { return Self::default() };
        let kept = store.note(&note).and_then(|text| serde_json::from_str::<Self>(&text).ok());
        kept.filter(|kept| kept.root.as_ref() == Some(root)).unwrap_or_default()
    }

    /// Keeps it; a clone that cannot be written to judges everything again next time.
    pub(crate) fn write(&mut self, store: &Store) {
        self.version = version();
        if let (Some(note), Ok(text)) = (note(store), serde_json::to_string(self)) {
            let _ = store.set_note(&note, &text);
        }
    }

    pub(crate) fn add_desk(&mut self, judged: Judged) {
        self.steps += judged.steps;
        self.unsigned += judged.unsigned;
        self.findings.extend(judged.findings.iter().map(KeptFinding::of));
    }

    pub(crate) fn add_record(&mut self, judged: Judged) {
        self.releases += judged.steps;
        self.unsigned += judged.unsigned;
        self.findings.extend(judged.findings.iter().map(KeptFinding::of));
    }

    /// The tip of a line that was audited here and is not in the history up to `now` any more.
    pub(crate) fn rewound(
        &self,
        store: &Store,
        line: Line,
        now: Option<&CommitId>,
    ) -> Option<&CommitId> {
        let known = match line {
            Line::Desk => &self.desk,
            Line::Record => &self.record,
        };
        let kept = |known: &&CommitId| {
            now.is_some_and(|now| store.is_ancestor(known, now).unwrap_or(false))
        };
        known.as_ref().filter(|known| !kept(known))
    }

    /// Whether the desk's first commit is in the history up to `tip`. What was audited begins with it:
    /// whoever goes on from there need not walk back to the beginning.
    pub(crate) fn leads_to_root(&self, store: &Store, root: &CommitId, tip: &CommitId) -> bool {
        let known = self.desk.as_ref().filter(|_| self.root.as_ref() == Some(root));
        let before = |older| store.is_ancestor(older, tip).unwrap_or(false);
        known.is_some_and(before) || before(root)
    }

    /// Nothing, where the tips that were audited are not in the history any more.
    pub(crate) fn within(self, store: &Store) -> Result<Self, JudgeError> {
        for (line, known) in [(Line::Desk, &self.desk), (Line::Record, &self.record)] {
            let (Some(known), Some(tip)) = (known, store.tip(line)?) else { continue };
            if !store.is_ancestor(known, &tip).unwrap_or(false) {
                return Ok(Self::default());
            }
        }
        Ok(self)
    }

    /// What of it spares work: nothing where the rules are others, or where settings do not hold.
    pub(crate) fn usable(&self, request: &Request) -> Self {
        let same = self.version == version() && !self.unsettled;
        if same && !request.full && request.without.is_none() {
            self.clone()
        } else {
            Self::default()
        }
    }
}

/// What is said where a tip that was audited is not in the history any more.
pub(crate) fn lost(
    store: &Store,
    line: &str,
    known: &CommitId,
    now: Option<&CommitId>,
) -> Result<Option<Finding>, JudgeError> {
    let Some(rule) = rule("NA13") else { return Ok(None) };
    Ok(Some(rule.of_history(known.as_str(), vanished(store, line, known, now)?)))
}

/// What would be forgotten: the newest steps that are gone.
pub(crate) fn vanished(
    store: &Store,
    line: &str,
    known: &CommitId,
    now: Option<&CommitId>,
) -> Result<String, JudgeError> {
    let still: Vec<CommitId> = now.cloned().into_iter().collect();
    let gone = store.commits(known, &still).unwrap_or_default();
    let titles: Vec<String> = gone
        .iter()
        .rev()
        .take(5)
        .filter_map(|id| store.commit_info(id).ok())
        .map(|info| info.message.lines().next().unwrap_or_default().to_owned())
        .collect();
    if gone.is_empty() {
        return Ok(format!("{line} had {known}, which is not here any more"));
    }
    Ok(format!("{line} lost {} steps that were audited here: {}", gone.len(), titles.join("; ")))
}

/// Where it is kept: for each branch apart, where nobody said which one is the desk's, so that to show
/// another branch and come back is no rewinding; nowhere where one commit alone is shown.
fn note(store: &Store) -> Option<String> {
    if store.config("newsroom.branch").is_some() {
        return Some(NOTE.to_owned());
    }
    let branch = store.branch_here()?;
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    let name: String = branch.chars().map(plain).collect();
    let digest = Digest::of(branch.as_bytes()).short();
    Some(format!("{NOTE}-{name}-{digest}"))
}

/// Counted up whenever a rule comes to judge otherwise: what was judged before is judged anew.
const JUDGEMENT: u32 = 6;

/// Rules of another version may judge otherwise.
pub(crate) fn version() -> String {
    format!("{} {} {JUDGEMENT}", env!("CARGO_PKG_VERSION"), rules().len())
}

//! What an audit is asked for, and what it found.

use std::collections::BTreeMap;

use crate::audit::Finding;
use crate::model::{ContributorId, Digest, DocPath, Moment, Version};
use crate::storage::CommitId;

/// What `audit` is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Only these steps of the desk, as in `A..B`; everything otherwise.
    pub range: Option<String>,
    /// Everything anew, whatever was audited before.
    pub full: bool,
    /// The desk's root, as somebody knows it who is not this repository.
    pub root: Option<String>,
    /// The moment, by which a range is judged as whoever takes it over judges it.
    pub now: Option<Moment>,
    /// The code of a rule that is switched off; for tests of the rules.
    pub without: Option<&'static str>,
}

/// What an audit found.
#[derive(Debug)]
pub struct Audited {
    /// The commit on which every judgement rests.
    pub root: CommitId,
    /// What was not lawful, oldest first, the desk's before the record's.
    pub findings: Vec<Finding>,
    /// What an admin answered for: commit and code, and why.
    pub accepted: BTreeMap<(String, String), String>,
    /// How many steps at the desk there are.
    pub steps: usize,
    /// How many on the record.
    pub releases: usize,
    /// How many of both have no signature that holds.
    pub unsigned: usize,
    /// Steps that an earlier audit judged, and that were not judged again.
    pub remembered: usize,
    /// The public record is not here.
    pub no_record: bool,
    /// The newer program that the desk asks for, which may judge what this one cannot.
    pub asks_for: Option<Version>,
    /// The orders on which words were erased, and the record made again.
    pub erasures: Vec<Erasure>,
}

/// Words that were erased, and who answers for the record since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// The document.
    pub document: DocPath,
    /// The release that the order names.
    pub release: u32,
    /// The digest of the words.
    pub digest: Digest,
    /// The admins who filed the order.
    pub by: Vec<ContributorId>,
}

impl Audited {
    /// Nothing was judged yet.
    pub(crate) fn nothing(root: CommitId) -> Self {
        Self {
            root,
            findings: Vec::new(),
            accepted: BTreeMap::new(),
            steps: 0,
            releases: 0,
            unsigned: 0,
            remembered: 0,
            no_record: false,
            asks_for: None,
            erasures: Vec::new(),
        }
    }

    /// Why an admin accepted a finding, where one did.
    pub fn acceptance(&self, finding: &Finding) -> Option<&str> {
        let key = (finding.commit.clone(), finding.code.to_owned());
        self.accepted.get(&key).map(String::as_str)
    }

    /// Whether anything fails: a finding that nobody accepted.
    pub fn fails(&self) -> bool {
        self.findings.iter().any(|found| !found.warning && self.acceptance(found).is_none())
    }
}

//! What `audit` prints.

use schemars::JsonSchema;
use serde::Serialize;

/// What `audit` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AuditReport {
    /// The version of this shape: 1.
    pub version: u32,
    /// The commit on which every judgement rests.
    pub root: String,
    /// The newer program that the desk asks for, and that may find more or less; null where this one
    /// is new enough.
    pub asks_for: Option<String>,
    /// What says who took the steps.
    pub identity: Proof,
    /// What was not lawful, oldest first, the desk's before the record's.
    pub findings: Vec<AuditFinding>,
    /// How much was judged and found.
    pub summary: AuditSummary,
    /// Words that were erased by a court's order, and the record made again.
    pub expunged: Vec<AuditErased>,
}

/// Words that were erased by a court's order.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AuditErased {
    /// The story's or post's file.
    pub path: String,
    /// The release that the order names.
    pub release: u32,
    /// The digest of the words.
    pub digest: String,
    /// The admins who filed the order.
    pub by: Vec<String>,
}

/// What says who took the steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Proof {
    /// The author lines alone.
    Claimed,
    /// Signatures for some, author lines for others.
    Partly,
    /// A signature for each.
    Signed,
}

/// One step that was not lawful.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AuditFinding {
    /// The code of the rule.
    pub code: String,
    /// The name of the rule.
    pub rule: String,
    /// `error`; `warning`; `note` where an admin answered for it.
    pub level: String,
    /// The commit, in hex.
    pub commit: String,
    /// Its author's e-mail address; empty where a whole history is meant.
    pub author: String,
    /// Who that is at the desk; null where nobody.
    pub who: Option<String>,
    /// The file; empty where the commit as a whole is meant.
    pub path: String,
    /// What was done.
    pub message: String,
    /// What a lawful step would have been.
    pub lawful: String,
    /// Why an admin accepted it; null where nobody did.
    pub accepted: Option<String>,
}

/// How much was judged and found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AuditSummary {
    /// Findings that fail.
    pub errors: usize,
    /// Findings that an admin answered for.
    pub accepted: usize,
    /// What is only worth knowing.
    pub warnings: usize,
    /// Steps at the desk.
    pub steps: usize,
    /// Steps on the record.
    pub releases: usize,
    /// Steps without a signature that holds.
    pub unsigned: usize,
    /// Whether the public record was here to be judged.
    pub record: bool,
}

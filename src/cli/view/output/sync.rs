//! What came of asking the shared desk.

use schemars::JsonSchema;
use serde::Serialize;

use super::audit::AuditFinding;

/// What `sync` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Synced {
    /// The version of this shape: 1.
    pub version: u32,
    /// Whether the shared desk has everything that is here, and the other way round.
    pub done: bool,
    /// Why not, in words; null where it is done or nothing is in the way.
    pub cause: Option<String>,
    /// How many changes of others came.
    pub steps: usize,
    /// How many releases of others came.
    pub releases: usize,
    /// How many commits of this machine wait to be sent.
    pub waiting: usize,
    /// How often others were faster.
    pub retries: u32,
    /// What has to be known after the work of several was put together.
    pub told: Vec<Told>,
    /// What is not lawful in what came; nothing of it was taken over then.
    pub findings: Vec<AuditFinding>,
    /// Failures that lost nothing.
    pub warnings: Vec<String>,
    /// Whether nothing was taken over or sent, as `-n` asks.
    pub dry_run: bool,
}

/// What has to be known after the work of several was put together.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Told {
    /// `released-already`, `not-released`, `conflict` or `shared-stands`.
    pub kind: String,
    /// The story's or post's file; null where it is about another file.
    pub path: Option<String>,
    /// Who released it, where somebody did; else null.
    pub by: Option<String>,
    /// The fields of a conflict.
    pub fields: Vec<String>,
    /// The same in words, with what to type.
    pub message: String,
}

/// As of when the shared desk is known.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AsOf {
    /// When it was last asked and answered; null where it never was.
    pub at: Option<String>,
    /// Why it could not be asked now, in words; null where it could.
    pub cause: Option<String>,
}

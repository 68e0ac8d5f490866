//! What every command prints when it fails.

use schemars::JsonSchema;
use serde::Serialize;

/// What every command prints when it fails.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Failure {
    /// The version of this shape: 1.
    pub version: u32,
    /// What went wrong.
    pub error: FailureBody,
}

/// What went wrong.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FailureBody {
    /// `refused`, `usage`, `system` or `interrupted`.
    pub kind: String,
    /// The exit code: 1, 2, 3 or 130.
    pub exit: u8,
    /// What happened; one line or several.
    pub message: String,
    /// Mistakes in a file, each with its place.
    pub problems: Vec<Mistake>,
    /// What to type next.
    pub hints: Vec<String>,
}

/// A mistake in a file.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Mistake {
    /// The file, as the person would name it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

//! What was wrong and is put right, what was withdrawn, and what two people wrote at once.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::CorrectionId;

/// What a correction says of the earlier words.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum CorrectionKind {
    Clarification,
    Correction,
    EditorsNote,
}

impl CorrectionKind {
    /// The word as files and flags write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clarification => "clarification",
            Self::Correction => "correction",
            Self::EditorsNote => "editors-note",
        }
    }
}

/// What was wrong and is put right, in words for readers; once released, kept unchanged in every later version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Correction {
    /// Names the correction within its document.
    pub id: CorrectionId,
    /// Misled, wrong, or a note on the whole.
    pub kind: CorrectionKind,
    /// What readers are told.
    pub note: String,
    /// The old words are not shown again, for legal reasons.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withhold_before: bool,
}

/// The notice that stands in a withdrawn document's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Retraction {
    /// Why it was withdrawn, for readers.
    pub note: String,
}

/// Words that two people changed at once; nothing is published until `edit` settles it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Conflict {
    /// The field; it holds the common ancestor's words meanwhile.
    pub field: String,
    /// What each side wrote, sorted.
    pub sides: Vec<String>,
}

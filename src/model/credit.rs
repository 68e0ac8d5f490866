//! Who is named, paid and counted for a document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ContributorId;

/// What a person did for a document.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum CreditRole {
    #[default]
    Reporter,
    Contributor,
    Editor,
    Photographer,
    Illustrator,
    Translator,
    FactChecker,
    Producer,
}

impl CreditRole {
    /// Every role, in the order files and pages list them.
    pub const ALL: [Self; 8] = [
        Self::Reporter,
        Self::Contributor,
        Self::Editor,
        Self::Photographer,
        Self::Illustrator,
        Self::Translator,
        Self::FactChecker,
        Self::Producer,
    ];

    /// The word as files and flags write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reporter => "reporter",
            Self::Contributor => "contributor",
            Self::Editor => "editor",
            Self::Photographer => "photographer",
            Self::Illustrator => "illustrator",
            Self::Translator => "translator",
            Self::FactChecker => "fact-checker",
            Self::Producer => "producer",
        }
    }
}

/// One person's part in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Credit {
    /// A contributor's id; absent for an outsider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<ContributorId>,
    /// The name as printed, fixed when the credit was added.
    pub name: String,
    /// What the person did.
    #[serde(default)]
    pub role: CreditRole,
    /// Where from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Paid and counted, never printed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withheld: bool,
}

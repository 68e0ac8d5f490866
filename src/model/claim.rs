//! Words that somebody still has to verify, and what readers are told meanwhile.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ClaimId, ContributorId, Moment, SourceId};

/// What is known of a claim.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum ClaimStatus {
    Unverified,
    Verified,
    Disputed,
    False,
    Withdrawn,
}

impl ClaimStatus {
    /// Whether somebody still has to verify the words: unverified or disputed.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Unverified | Self::Disputed)
    }

    /// The word as files and flags write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unverified => "unverified",
            Self::Verified => "verified",
            Self::Disputed => "disputed",
            Self::False => "false",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Words of the headline, body or a caption that were flagged, and their standing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// Names the claim within its document.
    pub id: ClaimId,
    /// The words, as they stand in the headline, the body or a caption.
    pub quote: String,
    /// What is known of them.
    pub status: ClaimStatus,
    /// What readers are told meanwhile.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caveat: String,
    /// Who said it, a source of this document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// What was done to verify it; never public.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Check>,
}

impl Claim {
    /// Whether it is settled, and no check of it says so.
    pub fn is_unchecked(&self) -> bool {
        !self.status.is_open() && !self.checks.iter().any(|check| check.status == self.status)
    }
}

/// One step of verifying a claim; never public.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Check {
    /// When it was done.
    pub at: Moment,
    /// Who did it.
    pub by: ContributorId,
    /// What was found.
    pub status: ClaimStatus,
    /// Where it can be seen: an address or a description.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// A remark for the desk.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

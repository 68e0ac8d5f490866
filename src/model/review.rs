//! One step at the desk.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Bearing, ContributorId, Digest, Moment};

/// What a person did at the desk.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Verdict {
    Submitted,
    Approved,
    Returned,
    Comment,
    Spiked,
    Stopped,
    Cleared,
    Withdrawn,
    Second,
}

impl Verdict {
    /// The word as files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Returned => "returned",
            Self::Comment => "comment",
            Self::Spiked => "spiked",
            Self::Stopped => "stopped",
            Self::Cleared => "cleared",
            Self::Withdrawn => "withdrawn",
            Self::Second => "second",
        }
    }
}

/// One step at the desk: who said what of which words, and when. Only ever added.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Review {
    /// When it was said.
    pub at: Moment,
    /// Who said it; counts only in that person's own commit.
    pub by: ContributorId,
    /// What was said.
    pub verdict: Verdict,
    /// 1 + the number of word releases there were.
    pub round: u32,
    /// The words it speaks of; absent where there were none to name (a conflict).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
    /// The embargo it was given under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Moment>,
    /// A remark for the desk; never public.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Asks to be read before others.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
    /// Who is to clear a stop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<ContributorId>,
    /// The file beside the document that goes out with its metadata, on an editor's word.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub keeps: String,
}

impl Verdict {
    /// What it does to reviews that were given beside it.
    pub fn bearing(self) -> Bearing {
        match self {
            Self::Stopped | Self::Returned | Self::Spiked | Self::Withdrawn => Bearing::Holds,
            Self::Cleared | Self::Submitted | Self::Approved => Bearing::LetsGo,
            Self::Comment | Self::Second => Bearing::Neither,
        }
    }
}

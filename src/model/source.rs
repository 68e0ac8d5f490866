//! Whom a document relies on; who an anonymous source is has no field, and never will.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ContributorId, SourceId};

/// What kind of source it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum SourceKind {
    Named,
    Anonymous,
    Document,
    Outlet,
}

impl SourceKind {
    /// The word as files and flags write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Anonymous => "anonymous",
            Self::Document => "document",
            Self::Outlet => "outlet",
        }
    }
}

/// A person, document or outlet that a document relies on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Names the source within its document.
    pub id: SourceId,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// How readers are told of it.
    pub description: String,
    /// Why an anonymous source is not named, for readers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who at the desk knows who it is; never public, and each entry counts only from that person's own commit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known_to: Vec<ContributorId>,
}

//! The people of a desk and what they may do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ContributorId;

/// What a person is at the desk.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Role {
    Reporter,
    Editor,
    Admin,
    Publisher,
    None,
}

impl Role {
    /// Every role, from the one that may most to the one that may least.
    pub const ALL: [Self; 5] =
        [Self::Admin, Self::Editor, Self::Reporter, Self::Publisher, Self::None];

    /// Whether the person reads, approves and releases what others write.
    pub fn edits(self) -> bool {
        matches!(self, Self::Editor | Self::Admin)
    }

    /// The word as files and flags write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reporter => "reporter",
            Self::Editor => "editor",
            Self::Admin => "admin",
            Self::Publisher => "publisher",
            Self::None => "none",
        }
    }
}

/// A single right given to a person beside the role.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Right {
    /// May clear a legal stop.
    Clear,
    /// May approve an editors' note.
    EditorsNote,
}

/// A person who is credited or acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Contributor {
    /// Names the person for ever; never given to another.
    pub id: ContributorId,
    /// The name as printed from now on.
    pub name: String,
    /// What the person is at the desk.
    pub role: Role,
    /// Single rights beside the role.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub may: Vec<Right>,
    /// The addresses of the person's commits; never given to another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<String>,
    /// Public keys: each a line as OpenSSH writes it, or the armored block of an OpenPGP key.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<String>,
    /// Whether the person still acts.
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    pub active: bool,
}

fn yes() -> bool {
    true
}

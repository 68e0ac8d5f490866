//! What `credits`, `corrections` and `contributor` print.
//!
//! [`CreditRow`] says again what a row of a tally in `credits` says: it is a contract with other
//! programs, has times as text, and the schema is made of it.

use schemars::JsonSchema;
use serde::Serialize;

use super::Listed;
use crate::model::{Contributor, CreditRole, ReleaseKind};

/// What `credits` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Credits {
    /// The version of this shape: 1.
    pub version: u32,
    /// A row for each person, or whatever is counted by: most posts first, months and days in their
    /// order.
    pub credits: Vec<CreditRow>,
    /// Stories and posts without a printed credit.
    pub missing: Vec<Missing>,
    /// The printed line of each story and post that has one.
    pub lines: Vec<Line>,
}

/// What was counted for one person, or for whatever is counted by: one thing, or two at once. Times
/// are in RFC 3339.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CreditRow {
    /// The id of a person of the desk.
    pub who: Option<String>,
    /// The name last printed, where people are counted; else what the row stands for.
    pub name: String,
    /// The role, where roles are counted.
    pub role: Option<CreditRole>,
    /// The story, where stories are counted.
    pub story: Option<String>,
    /// The place that people were credited from, where places are counted; empty where none was said.
    pub place: Option<String>,
    /// `story`, `post`, `key-event`, `translation` or `wire`, where those are counted.
    pub kind: Option<String>,
    /// The month on the story's clock, as in `2026-11`, where months are counted.
    pub month: Option<String>,
    /// The day on the story's clock, as in `2026-11-07`, where days are counted.
    pub day: Option<String>,
    /// How many stories and posts.
    pub posts: usize,
    /// How many words of them; 0 where words were not asked for.
    pub words: usize,
    /// In how many of them the credit is not printed.
    pub withheld: usize,
    /// The first of them.
    pub first: String,
    /// The last of them.
    pub last: String,
}

/// A story or post without a printed credit.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Missing {
    /// The first letters of its id.
    pub id: String,
    /// Headline or title.
    pub headline: String,
}

/// The printed line of a story or post.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Line {
    /// The first letters of its id.
    pub id: String,
    /// The line.
    pub line: String,
}

/// What `corrections` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Corrections {
    /// The version of this shape: 1.
    pub version: u32,
    /// What was put right, pulled, restored and retracted, newest first.
    pub corrections: Vec<CorrectionRow>,
}

/// One act that readers were told of.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CorrectionRow {
    /// Where the file of the story or post is.
    pub path: String,
    /// Headline or title, as the desk has it.
    pub headline: String,
    /// The number of the release.
    pub release: u32,
    /// When, in RFC 3339.
    pub at: String,
    /// What it was for.
    pub kind: ReleaseKind,
    /// What readers were told.
    pub tell_readers: String,
    /// Whether the words before are withheld for legal reasons.
    pub withheld: bool,
    /// The sentences that changed.
    pub sentences: Vec<Sentence>,
}

/// A sentence that changed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Sentence {
    /// As it was; null where it is new.
    pub before: Option<String>,
    /// As it is; null where it is gone.
    pub after: Option<String>,
}

/// What `contributor list` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Contributors {
    /// The version of this shape: 1.
    pub version: u32,
    /// Everybody, as the settings have them.
    pub contributors: Vec<Contributor>,
    /// Their keys, where signatures can be checked with them.
    pub keys: Vec<KeyRow>,
}

/// A key of a person.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct KeyRow {
    /// The id of the person.
    pub who: String,
    /// `ssh` or `openpgp`.
    pub kind: &'static str,
    /// What names it: as `ssh-keygen -l` writes it, or the 40 digits of OpenPGP.
    pub fingerprint: String,
}

/// What `contributor add`, `edit` and `retire` print.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ContributorChanged {
    /// The version of this shape: 1.
    pub version: u32,
    /// The person as of now.
    pub contributor: Contributor,
    /// Unfinished stories and posts of a person who retired.
    pub left: Vec<Listed>,
    /// Whether the shared desk has it; null where there is nowhere to send to.
    pub sent: Option<bool>,
    /// How many commits of this machine wait to be sent.
    pub waiting: usize,
    /// Whether nothing was written, as `-n` asks.
    pub dry_run: bool,
}

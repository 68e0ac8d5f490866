//! One page of live coverage.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Claim, Conflict, Correction, Credit, DocId, Link, Media, Moment, Retraction, Review, Source,
};

/// Whether a story is still being covered.
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
pub enum Coverage {
    #[default]
    Live,
    Closed,
}

/// One point of a story's summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    /// The point, in a sentence.
    pub text: String,
    /// The posts it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<DocId>,
}

/// One page of live coverage, field by field as `story.toml` has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Story {
    /// Names the story for ever.
    pub id: DocId,
    /// The title of the page.
    pub title: String,
    /// When it was opened.
    pub created: Moment,
    /// Its own IANA time zone, where it differs from the desk's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub timezone: String,
    /// Where it happens, as readers are told beside a time ("12:30 p.m. in Selan").
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Whether it is still being covered.
    #[serde(default)]
    pub coverage: Coverage,
    /// The post shown first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pinned: Option<DocId>,
    /// Subjects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// BCP 47, only where it differs from the desk's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// An embargo: not released before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publish_at: Option<Moment>,
    /// The summary points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub summary: Vec<Point>,
    /// Who is named, paid and counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credits: Vec<Credit>,
    /// The lead picture or film first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Media>,
    /// Links to other pages and posts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Whom it relies on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// Words that are flagged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// What was put right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// The notice that stands in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retraction: Option<Retraction>,
    /// Words that two people changed at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
    /// Steps at the desk, last in the file and only ever added to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<Review>,
}

impl Story {
    /// A story of that id, opened at that moment and without any words yet.
    pub fn new(id: DocId, created: Moment) -> Self {
        Self {
            id,
            title: String::new(),
            created,
            timezone: String::new(),
            place: String::new(),
            coverage: Coverage::Live,
            pinned: None,
            tags: Vec::new(),
            language: String::new(),
            publish_at: None,
            summary: Vec::new(),
            credits: Vec::new(),
            media: Vec::new(),
            links: Vec::new(),
            sources: Vec::new(),
            claims: Vec::new(),
            corrections: Vec::new(),
            retraction: None,
            conflicts: Vec::new(),
            reviews: Vec::new(),
        }
    }
}

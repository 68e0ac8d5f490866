//! What `search` prints.

use schemars::JsonSchema;
use serde::Serialize;

use super::list::Listed;

/// What `search` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Search {
    /// The version of this shape: 1.
    pub version: u32,
    /// How many stories and posts have the words, with those that `--limit` left out.
    pub total: usize,
    /// Newest first.
    pub hits: Vec<SearchHit>,
}

/// A story or post in which the words stand.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SearchHit {
    /// The story or post as `list` has it.
    #[serde(flatten)]
    pub listed: Listed,
    /// The headline or title above the words: with `--live` and `--ever` that of the release.
    pub found_headline: String,
    /// Where each word stands first, with the words around it; at most three parts.
    pub around: Vec<Around>,
    /// With `--live` and `--ever`: when readers saw the words, oldest first.
    pub seen: Vec<SeenByReaders>,
}

/// A part of a text in which words stand that were looked for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Around {
    /// Which text it is a part of: `headline`, `body`, `point`, `caption` (or a medium's title),
    /// `alt`, `media_credit`, `link`, `source`, `claim`, `caveat`, `correction`, `notice`, `byline`,
    /// `tag`, `place`, `conflict`.
    pub field: &'static str,
    /// How many characters (Unicode code points) of the text come before it.
    pub offset: usize,
    /// How many come behind it.
    pub left: usize,
    /// Its parts in their order; put together they are the text from `offset` on.
    pub parts: Vec<AroundPart>,
}

/// Words that were found, or words between such.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AroundPart {
    /// They were looked for.
    pub found: bool,
    /// The words.
    pub text: String,
}

/// A time in which readers saw words.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SeenByReaders {
    /// The numbers of the releases that had them.
    pub releases: Vec<u32>,
    /// Since when, in RFC 3339.
    pub from: String,
    /// Until when, in RFC 3339; null where readers see them now.
    pub to: Option<String>,
}

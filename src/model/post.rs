//! One timestamped entry of a story.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Claim, Conflict, Correction, Credit, DocId, Link, Media, Moment, Retraction, Review, Source,
};

/// One timestamped entry of a story, field by field as its file has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Post {
    /// Names the post for ever; the same as in the file's name.
    pub id: DocId,
    /// The headline; may be absent where a medium speaks for itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub headline: String,
    /// When it was filed.
    pub created: Moment,
    /// Listed among the story's key events.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub key_event: bool,
    /// Subjects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// BCP 47, only where it differs from the desk's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// An embargo: not released before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publish_at: Option<Moment>,
    /// Posts that a round-up draws on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rests_on: Vec<DocId>,
    /// The words this is a translation of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation_of: Option<TranslationOf>,
    /// Where wire copy came from; not public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// Markdown (CommonMark with tables, `~~`, footnotes and bare addresses) without raw HTML; the last
    /// of the top-level keys.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
    /// Who is named, paid and counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credits: Vec<Credit>,
    /// Pictures, films, sound, maps.
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

impl Post {
    /// A post that says nothing yet.
    pub fn new(id: DocId, created: Moment) -> Self {
        Self {
            id,
            headline: String::new(),
            created,
            key_event: false,
            tags: Vec::new(),
            language: String::new(),
            publish_at: None,
            rests_on: Vec::new(),
            translation_of: None,
            origin: None,
            body: String::new(),
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

/// The released words that a post is a translation of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TranslationOf {
    /// The post translated.
    pub post: DocId,
    /// The number of its release.
    pub release: u32,
}

/// Where wire copy came from (IPTC `provider`, `uri`, `version`); not public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Origin {
    /// Who sent it.
    pub provider: String,
    /// Its name there.
    pub uri: String,
    /// Which version of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// When that was made, as its sender writes it: a day, or a time in RFC 3339.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// Who sent it has taken it back (IPTC `canceled`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub canceled: bool,
}

impl Origin {
    /// The provider of what came from a file.
    pub const FILE: &str = "file";

    /// Whether both are of the same item.
    pub fn is_same_item(&self, other: &Self) -> bool {
        (&self.provider, &self.uri) == (&other.provider, &other.uri)
    }

    /// Whether this version is before another: by number, or by the time it was made. Those that are
    /// neither are taken as they come.
    pub fn is_before(&self, other: &Self) -> bool {
        if self.provider == Self::FILE {
            return false;
        }
        let number = |origin: &Self| origin.version.parse::<u64>().ok();
        if let Some((one, two)) = number(self).zip(number(other)) {
            return one < two;
        }
        let time = |origin: &Self| Moment::of_text(&origin.version);
        time(self).zip(time(other)).is_some_and(|(one, two)| one < two)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_by_number_or_by_time_and_else_not_at_all() {
        let of = |version: &str| Origin {
            provider: "Selan Wire".to_owned(),
            uri: "urn:wire:1".to_owned(),
            version: version.to_owned(),
            date: String::new(),
            canceled: false,
        };
        for (one, two, before) in [
            ("2", "10", true),
            ("10", "2", false),
            ("2026-11-07T08:00:00+0000", "2026-11-07T09:30:00+02:00", false),
            ("2026-11-07T08:00:00+0000", "2026-11-07T11:30:00+02:00", true),
            ("2026-05-28T16:40:08", "2026-05-28T17:40:08Z", true),
            ("3", "2026-05-28T17:40:08Z", false),
            ("3f9a", "4000", false),
        ] {
            assert_eq!(of(one).is_before(&of(two)), before, "{one} and {two}");
        }
    }
}

//! One field that changed, and all of them.

use super::piece::{Piece, WordCounts, statistics};

/// What changed between two versions of what readers may see, in the order of the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes(pub Vec<FieldChange>);

/// One field that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The field as a person would say it: `headline`, `claims c-7h2q caveat`, `media 1 alt`.
    pub field: String,
    /// The words, before and after.
    pub words: Vec<Piece>,
    /// What kind of field it is.
    pub place: FieldKind,
    /// What stood there; `None` where nothing did.
    pub before: Option<String>,
    /// What stands there; `None` where nothing does.
    pub after: Option<String>,
}

/// What a field is to readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// The headline of a post, the title of a story.
    Headline,
    /// The body.
    Body,
    /// The words of a summary point.
    Point,
    /// The posts a summary point rests on.
    PointPosts,
    /// One person's credit, or the order of credits.
    Credit,
    /// A part of a medium.
    Media(MediaField),
    /// A part of a link, or the order of links.
    Link,
    /// The tags.
    Tag,
    /// A part of a claim.
    Claim(ClaimField),
    /// A part of a source.
    Source,
    /// A part of a correction.
    Correction,
    /// The notice of a retraction.
    Retraction,
    /// Listed among the key events.
    KeyEvent,
    /// The post a story shows first.
    Pinned,
    /// Whether a story is still covered.
    Coverage,
    /// The language.
    Language,
    /// A story's time zone.
    Timezone,
    /// A story's place.
    Place,
    /// The posts a round-up draws on.
    RestsOn,
    /// The words it is a translation of.
    TranslationOf,
}

/// A part of a medium.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaField {
    /// What kind it is.
    Kind,
    /// Where it is; its bytes.
    Src,
    /// Its title.
    Title,
    /// What is to be seen.
    Alt,
    /// What stands under it.
    Caption,
    /// Whose it is.
    Credit,
    /// Its length.
    Duration,
    /// The still picture before it.
    Poster,
    /// Captions of a film.
    Captions,
    /// Its words.
    Transcript,
    /// The day it was taken.
    Taken,
    /// Which comes first.
    Order,
}

/// A part of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClaimField {
    /// The words it is about.
    Quote,
    /// What is known of them.
    Status,
    /// What readers are told meanwhile.
    Caveat,
    /// Who said it.
    Source,
    /// Which comes first.
    Order,
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many words came and went in all fields.
    pub fn statistics(&self) -> WordCounts {
        self.0.iter().map(FieldChange::statistics).fold(WordCounts::default(), |sum, counts| {
            WordCounts { added: sum.added + counts.added, removed: sum.removed + counts.removed }
        })
    }
}

impl FieldChange {
    /// How many words came and went.
    pub fn statistics(&self) -> WordCounts {
        statistics(&self.words)
    }
}

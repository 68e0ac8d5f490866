//! A story or a post: both live the same life.

use super::{
    Claim, ClaimId, Conflict, Correction, Credit, DocId, Link, Media, Moment, Post, Retraction,
    Review, Source, SourceId, Story,
};

/// A story or a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Document {
    /// One timestamped entry of a story.
    Post(Post),
    /// One page of live coverage.
    Story(Story),
}

macro_rules! shared_fields {
    ($($(#[$doc:meta])* $field:ident, $field_mut:ident: $type:ty;)*) => {
        impl Document {
            $(
                $(#[$doc])*
                pub fn $field(&self) -> &$type {
                    match self {
                        Self::Post(post) => &post.$field,
                        Self::Story(story) => &story.$field,
                    }
                }

                $(#[$doc])*
                pub fn $field_mut(&mut self) -> &mut $type {
                    match self {
                        Self::Post(post) => &mut post.$field,
                        Self::Story(story) => &mut story.$field,
                    }
                }
            )*
        }
    };
}

shared_fields! {
    /// Names the document for ever.
    id, id_mut: DocId;
    /// When it was filed or opened.
    created, created_mut: Moment;
    /// Subjects.
    tags, tags_mut: Vec<String>;
    /// BCP 47, empty where it is the desk's.
    language, language_mut: String;
    /// An embargo: not released before.
    publish_at, publish_at_mut: Option<Moment>;
    /// Who is named, paid and counted.
    credits, credits_mut: Vec<Credit>;
    /// Pictures, films, sound, maps.
    media, media_mut: Vec<Media>;
    /// Links to other pages and posts.
    links, links_mut: Vec<Link>;
    /// Whom it relies on.
    sources, sources_mut: Vec<Source>;
    /// Words that are flagged.
    claims, claims_mut: Vec<Claim>;
    /// What was put right.
    corrections, corrections_mut: Vec<Correction>;
    /// The notice that stands in its place.
    retraction, retraction_mut: Option<Retraction>;
    /// Words that two people changed at once.
    conflicts, conflicts_mut: Vec<Conflict>;
    /// Steps at the desk.
    reviews, reviews_mut: Vec<Review>;
}

impl Document {
    /// The headline of a post, the title of a story.
    pub fn headline(&self) -> &str {
        match self {
            Self::Post(post) => &post.headline,
            Self::Story(story) => &story.title,
        }
    }

    /// What a new post's file is named after: its headline, else its first words, else what its
    /// first medium shows.
    pub fn first_words(&self) -> &str {
        let medium = self.media().first();
        let shown = medium.map_or("", |medium| match medium.caption.as_str() {
            "" => medium.kind.as_str(),
            caption => caption,
        });
        let first = self.body().lines().next().unwrap_or_default();
        [self.headline(), first, shown].into_iter().find(|text| !text.is_empty()).unwrap_or("")
    }

    /// The headline of a post, the title of a story.
    pub fn headline_mut(&mut self) -> &mut String {
        match self {
            Self::Post(post) => &mut post.headline,
            Self::Story(story) => &mut story.title,
        }
    }

    /// The body of a post; a story has none.
    pub fn body(&self) -> &str {
        match self {
            Self::Post(post) => &post.body,
            Self::Story(_) => "",
        }
    }

    /// `post` or `story`, as messages say it.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Post(_) => "post",
            Self::Story(_) => "story",
        }
    }

    /// The post, where it is one.
    pub fn as_post(&self) -> Option<&Post> {
        match self {
            Self::Post(post) => Some(post),
            Self::Story(_) => None,
        }
    }

    /// The story, where it is one.
    pub fn as_story(&self) -> Option<&Story> {
        match self {
            Self::Post(_) => None,
            Self::Story(story) => Some(story),
        }
    }

    /// The claim of that id.
    pub fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        self.claims().iter().find(|claim| claim.id == *id)
    }

    /// The source of that id.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources().iter().find(|source| source.id == *id)
    }

    /// The posts it rests on: those of a round-up, or of a story's points.
    pub fn rests_on(&self) -> Vec<&DocId> {
        match self {
            Self::Post(post) => post.rests_on.iter().collect(),
            Self::Story(story) => story.summary.iter().flat_map(|point| &point.posts).collect(),
        }
    }

    /// The post whose words it gives in another language.
    pub fn translates(&self) -> Option<&DocId> {
        self.as_post()?.translation_of.as_ref().map(|of| &of.post)
    }

    /// The texts in which a claim's words may stand: headline, body or points, captions.
    pub fn quotable(&self) -> Vec<&str> {
        let mut texts = vec![self.headline()];
        match self {
            Self::Post(post) => texts.push(&post.body),
            Self::Story(story) => {
                texts.extend(story.summary.iter().map(|point| point.text.as_str()))
            }
        }
        texts.extend(self.media().iter().map(|medium| medium.caption.as_str()));
        texts
    }
}

//! The texts of a document in which words are looked for: what readers get, or would get, of it.

use std::collections::BTreeMap;

use crate::format::{self, Projection};
use crate::model::{Document, Release, Retraction};

/// Which of a document's texts it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The headline of a post, the title of a story.
    Headline,
    /// The body, as readers read it.
    Body,
    /// A point of a story's summary.
    Point,
    /// What stands under a medium, or its title.
    Caption,
    /// What is to be seen in a picture.
    Alt,
    /// Whose a medium is.
    MediaCredit,
    /// The words of a link, or the outlet it leads to; the address of one in the body.
    Link,
    /// Who or what is relied on, and why it is not named.
    Source,
    /// Words that are flagged.
    Claim,
    /// What readers are told of such words.
    Caveat,
    /// What readers are told of a correction.
    Correction,
    /// What stands in the place of what was withdrawn or taken down.
    Notice,
    /// A name in a by-line, or the place beside it.
    Byline,
    /// A subject.
    Tag,
    /// A story's place.
    Place,
    /// What one of two people wrote who changed the same words.
    Conflict,
}

/// Texts, each with what it is.
pub(crate) type Texts = Vec<(Field, String)>;

/// The texts of a document at the desk. What is never public is not among them.
pub(crate) fn of_document(document: &Document) -> Texts {
    let mut plain = document.clone();
    plain.conflicts_mut().clear();
    let notice = plain.retraction_mut().take();
    let words = format::project(&plain, &BTreeMap::new());
    let mut texts = words.as_ref().map(of_words).unwrap_or_default();
    texts.extend(notice.iter().map(noticed));
    let sides = document.conflicts().iter().flat_map(|conflict| &conflict.sides);
    texts.extend(sides.map(|side| (Field::Conflict, side.clone())));
    texts
}

/// The texts of released words.
pub(crate) fn of_words(words: &Projection) -> Texts {
    let (body, addresses) = format::words_and_links(&words.body);
    let mut texts: Vec<(Field, &str)> = vec![
        (Field::Headline, words.heading()),
        (Field::Body, &body),
        (Field::Place, &words.place),
    ];
    texts.extend(words.summary.iter().map(|point| (Field::Point, point.text.as_str())));
    for medium in &words.media {
        texts.push((Field::Caption, &medium.caption));
        texts.push((Field::Caption, &medium.title));
        texts.push((Field::Alt, &medium.alt));
        texts.push((Field::MediaCredit, &medium.credit));
    }
    texts.extend(addresses.iter().map(|address| (Field::Link, address.as_str())));
    for link in &words.links {
        texts.push((Field::Link, &link.title));
        texts.push((Field::Link, &link.outlet));
        texts.push((Field::Alt, &link.alt));
    }
    for source in &words.sources {
        texts.push((Field::Source, &source.description));
        texts.push((Field::Source, &source.reason));
    }
    for claim in &words.claims {
        texts.push((Field::Claim, &claim.quote));
        texts.push((Field::Caveat, &claim.caveat));
    }
    texts.extend(words.corrections.iter().map(|c| (Field::Correction, c.note.as_str())));
    for credit in &words.credits {
        texts.push((Field::Byline, &credit.name));
        texts.push((Field::Byline, &credit.place));
    }
    texts.extend(words.tags.iter().map(|tag| (Field::Tag, tag.as_str())));
    let said = texts.into_iter().filter(|(_, text)| !text.is_empty());
    let said = said.map(|(field, text)| (field, text.to_owned()));
    said.chain(words.retraction.iter().map(noticed)).collect()
}

/// What a release that carries no words tells readers.
pub(crate) fn of_notice(release: &Release) -> Texts {
    match release.shown() {
        "" => Texts::new(),
        told => vec![(Field::Notice, told.to_owned())],
    }
}

fn noticed(retraction: &Retraction) -> (Field, String) {
    (Field::Notice, retraction.note.clone())
}

impl Field {
    /// The word as JSON writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Body => "body",
            Self::Point => "point",
            Self::Caption => "caption",
            Self::Alt => "alt",
            Self::MediaCredit => "media_credit",
            Self::Link => "link",
            Self::Source => "source",
            Self::Claim => "claim",
            Self::Caveat => "caveat",
            Self::Correction => "correction",
            Self::Notice => "notice",
            Self::Byline => "byline",
            Self::Tag => "tag",
            Self::Place => "place",
            Self::Conflict => "conflict",
        }
    }
}

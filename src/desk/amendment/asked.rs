//! What a person asks to change, and what came of it.

use std::sync::Arc;

use super::typed::Typed;
use crate::model::{Coverage, Credit, Document, Link, Media, Moment, Source};

/// What a person asks to change; whatever is empty stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Amendment {
    /// A new headline, or title of a story.
    pub headline: Option<String>,
    /// A new body.
    pub body: Option<String>,
    /// A headline and a body from an editor.
    pub typed: Option<Typed>,
    /// Words to be put in the place of others, old and new.
    pub replace: Vec<(String, String)>,
    /// New values of simple fields.
    pub adjust: Vec<Adjust>,
    /// People to be credited.
    pub credits: Vec<Credit>,
    /// People no longer credited, by id or printed name.
    pub remove_credits: Vec<String>,
    /// Credit is paid and counted, never printed, for these (id or name).
    pub withhold_credits: Vec<String>,
    /// Subjects to be added.
    pub tags: Vec<String>,
    /// Subjects to be taken out.
    pub remove_tags: Vec<String>,
    /// Listed among the key events, or not.
    pub key_event: Option<bool>,
    /// Media to be added.
    pub media: Vec<NewMedium>,
    /// Media that take the place of those that are there: which by number from 1, file or address.
    /// What is said of one stays as it was.
    pub replace_media: Vec<(String, NewMedium)>,
    /// Posters and captions of media that are there: which, as above, and the file.
    pub attach: Vec<(String, Attached)>,
    /// Media to be taken out, by number from 1, file or address.
    pub remove_media: Vec<String>,
    /// Links to be added; an earlier post by what a person calls it.
    pub links: Vec<(Link, Option<String>)>,
    /// Links to be taken out, by number from 1, title or address.
    pub remove_links: Vec<String>,
    /// Sources to be added: kind, description, reason.
    pub sources: Vec<Source>,
    /// Sources to be taken out, by id or words of the description.
    pub remove_sources: Vec<String>,
    /// Posts it rests on, as a person calls them.
    pub rests_on: Vec<String>,
    /// Posts it no longer rests on.
    pub remove_rests_on: Vec<String>,
    /// A new embargo; `Some(None)` lifts it.
    pub publish_at: Option<Option<Moment>>,
    /// Points to be added: text, posts it rests on.
    pub points: Vec<(String, Vec<String>)>,
    /// Points to be changed, by number from 1.
    pub change_points: Vec<(usize, String, Option<Vec<String>>)>,
    /// Points to be taken out, by number from 1.
    pub remove_points: Vec<usize>,
    /// A story's place.
    pub place: Option<String>,
    /// A story's time zone.
    pub timezone: Option<String>,
    /// Live or closed.
    pub coverage: Option<Coverage>,
}

/// Sets a field, or says why the value does not fit.
pub type Setter = dyn Fn(&mut Document) -> Result<(), String>;

/// A new value of one simple field.
#[derive(Clone)]
pub struct Adjust {
    /// The field's name in the file.
    pub field: String,
    /// Sets it, or says why the value does not fit.
    pub act: Arc<Setter>,
}

impl std::fmt::Debug for Adjust {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Adjust").field("field", &self.field).finish_non_exhaustive()
    }
}

/// A medium to be added: its `src` is an address, or is filled in from the bytes.
#[derive(Debug, Clone)]
pub struct NewMedium {
    /// As the file will have it.
    pub medium: Media,
    /// The bytes of the file, and its name for messages.
    pub file: Option<(String, Vec<u8>)>,
    /// Its poster and captions, where they are files.
    pub attached: Vec<Attached>,
    /// It is filed as it is.
    pub keep_metadata: bool,
}

/// A file that goes along with a medium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// What it is for.
    pub role: AttachedRole,
    /// Its name for messages, and its bytes.
    pub file: (String, Vec<u8>),
}

/// What a file that goes along with a medium is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttachedRole {
    /// The still picture before a film plays.
    Poster,
    /// The captions of a film.
    Captions,
}

impl AttachedRole {
    /// The field of a medium that names it.
    pub(super) fn field(self, medium: &mut Media) -> &mut String {
        match self {
            Self::Poster => &mut medium.poster,
            Self::Captions => &mut medium.captions,
        }
    }

    /// What it has to be.
    pub(super) fn is(self) -> &'static str {
        match self {
            Self::Poster => "a picture",
            Self::Captions => "WebVTT",
        }
    }
}

/// What was understood, to be said to the person, and the files to be put beside the document.
#[derive(Debug, Default)]
pub struct Applied {
    /// Sentences for the person.
    pub remarks: Vec<String>,
    /// Name and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// Those of them that keep their metadata.
    pub kept: Vec<String>,
}

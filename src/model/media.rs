//! Pictures, films, sound, maps, and links to other pages.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Day, DocId};

/// What kind of medium it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum MediaKind {
    Image,
    Video,
    Audio,
    Map,
    Embed,
}

impl MediaKind {
    /// The word as files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Map => "map",
            Self::Embed => "embed",
        }
    }
}

/// One medium of a document: a file beside it, or an https address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Media {
    /// What kind of medium it is.
    pub kind: MediaKind,
    /// The name of a file beside the document's, or an https address.
    pub src: String,
    /// A title, for films and sound.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What is to be seen, for those who cannot see it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt: String,
    /// What readers are told under it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caption: String,
    /// Whose it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub credit: String,
    /// Length of a film or sound, `MM:SS` or `H:MM:SS`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[schemars(regex(pattern = r"^([0-9]+:)?[0-9]{1,2}:[0-9]{2}$|^$"))]
    pub duration: String,
    /// A still picture shown before a film plays: file or address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub poster: String,
    /// Captions of a film (WebVTT): file or address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub captions: String,
    /// The words of a film or sound: file or address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub transcript: String,
    /// The day it was taken, where it is a file picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<Day>,
}

impl Media {
    /// The names of the files beside the document's that this medium needs (an address is none).
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.named_files().map(|(_, name)| name)
    }

    /// The same, each with its field.
    pub fn named_files(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("src", &self.src),
            ("poster", &self.poster),
            ("captions", &self.captions),
            ("transcript", &self.transcript),
        ]
        .into_iter()
        .map(|(field, name)| (field, name.as_str()))
        .filter(|(_, name)| !name.is_empty() && !name.contains("://"))
    }

    /// The files among them that cannot be what they are used as.
    pub fn misfits(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let fits = |field: &str, name: &str| is_beside(name) && self.ending_fits(field, name);
        self.named_files().filter(move |(field, name)| !fits(field, name))
    }

    fn ending_fits(&self, field: &str, name: &str) -> bool {
        let endings = match (field, self.kind) {
            ("poster", _) | ("src", MediaKind::Image | MediaKind::Map) => PICTURE,
            ("captions", _) => &["vtt"],
            ("transcript", _) => TRANSCRIPT,
            ("src", MediaKind::Video) => FILM,
            ("src", MediaKind::Audio) => SOUND,
            _ => return false,
        };
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
        endings.contains(&ending.as_str())
    }
}

const PICTURE: &[&str] = &["jpg", "jpeg", "png", "gif", "webp", "avif"];
const FILM: &[&str] = &["mp4", "webm", "mov", "m4v"];
const SOUND: &[&str] = &["mp3", "m4a", "ogg", "oga", "wav", "flac", "opus", "aac"];
const TRANSCRIPT: &[&str] = &["txt", "vtt", "html", "pdf", "md"];

/// Whether it is the plain name of a file in the same folder.
fn is_beside(name: &str) -> bool {
    !name.contains(['/', '\\', ':']) && !name.starts_with('.')
}

/// How large a picture is, and the copies of it that pages give to smaller screens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// In pixels, as it is seen: turned upright.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The widths of its copies in WebP, in pixels, the smallest first.
    pub smaller: Vec<u32>,
}

/// What a link is for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum LinkKind {
    FullStory,
    Related,
    ReportedBy,
    Earlier,
    Source,
}

impl LinkKind {
    /// The word as files and flags write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FullStory => "full-story",
            Self::Related => "related",
            Self::ReportedBy => "reported-by",
            Self::Earlier => "earlier",
            Self::Source => "source",
        }
    }
}

/// A link to a fuller story, another outlet's first report, an earlier post, or a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// What the link is for.
    pub kind: LinkKind,
    /// Its words.
    pub title: String,
    /// Where it leads; may be absent for `reported-by` and for `earlier`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// The earlier post, for `earlier`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<DocId>,
    /// The outlet that had it first, for `reported-by`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub outlet: String,
    /// A picture for a card.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub image: String,
    /// What that picture shows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt: String,
}

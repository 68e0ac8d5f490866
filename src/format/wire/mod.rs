//! What other newsrooms and programs send, read as items of one form.
//!
//! | format | what it follows |
//! | --- | --- |
//! | ninjs | IPTC ninjs 3.1, the names that 1.x and 2.x have for the same, and what Superdesk and agencies make of it |
//! | Markdown | CommonMark with what site generators add; a title in front matter (`---` YAML, `+++` TOML, `{` JSON), else a first heading |
//! | text | the first line, then paragraphs parted by blank lines |
//!
//! An item is what a post is made of: its body is Markdown, whatever it came as.

mod byline;
mod encoding;
mod html;
mod markdown;
mod ninjs;
mod text;

pub use byline::Person;
pub use encoding::{Decoded, decode};
pub use markdown::markdown;
pub use ninjs::ninjs;
pub use text::text;

use chrono::NaiveDateTime;

use super::one_line;
use crate::model::{Media, Moment, Origin};

/// One item that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Where it came from; the same provider and uri again is the same item.
    pub origin: Origin,
    /// The headline, on one line.
    pub headline: String,
    /// The body, as Markdown.
    pub body: String,
    /// Who wrote it, as it says.
    pub byline: Vec<Person>,
    /// Subjects.
    pub tags: Vec<String>,
    /// BCP 47; empty where it does not say.
    pub language: String,
    /// Not to be released before.
    pub embargo: Option<Moment>,
    /// Pictures and films, by address.
    pub media: Vec<Media>,
    /// What was read otherwise than it is written, or not at all, for whoever brings it.
    pub remarks: Vec<String>,
    /// What it says to the desk alone.
    pub terms: Terms,
}

/// What an item says to the desk alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// The name of who sent it, where that is one; never a host or an address.
    pub agency: String,
    /// Why whoever sent it holds it back; empty where nothing does.
    pub hold: String,
    /// An embargo without an offset: a time on the clock of some wall.
    pub embargo_local: Option<NaiveDateTime>,
    /// Notes to editors, terms of use, what readers are not given; a line each.
    pub notes: Vec<String>,
}

/// Why something that came in cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// It is not JSON.
    #[error("it is not JSON: {0}")]
    Json(String),
    /// It has no name by which it is known again.
    #[error("item {number} has no `{field}`, which tells it from any other")]
    Missing {
        /// Which item, from 1.
        number: usize,
        /// The field.
        field: &'static str,
    },
    /// It is no news, but tells of it.
    #[error("item {number}{called} is {what}, and no news: it is for the desk's calendar")]
    NotNews {
        /// Which item, from 1.
        number: usize,
        /// Its name in quotes, after a comma; may be empty.
        called: String,
        /// What it is.
        what: &'static str,
    },
    /// It has nothing to read and nothing to see.
    #[error("item {number} says nothing: no headline, no words, no picture")]
    Nothing {
        /// Which item, from 1.
        number: usize,
    },
    /// Packages in packages without end.
    #[error("item {number} is a package in a package in a package, and so on")]
    Nested {
        /// Which item, from 1.
        number: usize,
    },
    /// A line of several documents.
    #[error("line {line} is not JSON: {why}")]
    Line {
        /// Which line, from 1.
        line: usize,
        /// What the reader says.
        why: String,
    },
    /// Front matter that is neither YAML nor TOML.
    #[error("its front matter cannot be read: {0}")]
    FrontMatter(String),
    /// No text, or that of another kind of document.
    #[error("it is {0}")]
    NotText(&'static str),
    /// There is nothing in it.
    #[error("there is nothing in it")]
    Empty,
}

impl WireError {
    /// Whether something went wrong; what is no news is only passed over.
    pub fn is_failure(&self) -> bool {
        !matches!(self, Self::NotNews { .. })
    }
}

/// The origin of a file: its own name, wherever it lies, and the first digits of what is in it.
fn of_file(name: &str, text: &str) -> Origin {
    Origin {
        provider: Origin::FILE.to_owned(),
        uri: file_name(name).to_owned(),
        version: digits_of(text),
        date: String::new(),
        canceled: false,
    }
}

/// A file's own name, without the folders it lies in.
pub fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or(path)
}

/// The first digits of a text's digest: the version of what has no other.
fn digits_of(text: &str) -> String {
    let digest = crate::model::Digest::of(text.as_bytes()).to_string();
    digest.rsplit(':').next().unwrap_or(&digest).chars().take(12).collect()
}

//! Where a document's file is: `posts/YYYY/MM/<story>/<slug>-<id>.toml` or `…/story.toml`.
//!
//! The desk and the record have a document in the same folder and under the same id; a post's slug
//! on the record may be another, for the desk's may be made of words that readers never get.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{DocId, Slug};

/// A path that is not a document's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the path of a story or post (posts/YYYY/MM/<story>/<slug>-<id>.toml)")]
pub struct InvalidPath(pub String);

/// The name of the file of settings.
pub const SETTINGS: &str = "newsroom.toml";

/// The name of the file of orders to erase released words.
pub const ORDERS: &str = "expunged.toml";

/// The slug of a post that is named after nothing.
const UNNAMED: &str = "post";

/// The path of a document's file from the desk's root, with `/` on every system.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocPath(String);

impl DocPath {
    /// The path of a new story opened in that year and month.
    pub fn of_story(year: i32, month: u32, story: &Slug) -> Self {
        Self(format!("posts/{year:04}/{month:02}/{story}/story.toml"))
    }

    /// The path of a new post in this story (or beside this post).
    pub fn post_beside(&self, slug: &Slug, id: &DocId) -> Self {
        Self(format!("{}/{slug}-{id}.toml", self.folder()))
    }

    /// The path of a new post in this story that is named after that text: at most sixty letters of
    /// it, cut at a word.
    pub fn post_called(&self, text: &str, id: &DocId) -> Self {
        let slug = slug::slugify(text);
        let slug = shortened(&slug).parse().or_else(|_| UNNAMED.parse()).expect("a slug");
        self.post_beside(&slug, id)
    }

    /// What it is called where no words may name it: a post's id, a story's slug.
    pub fn bare_name(&self) -> String {
        self.id().map_or_else(|| self.slug().to_owned(), |id| id.to_string())
    }

    /// The path of a post that is named after nothing; a story keeps its own.
    pub fn unnamed(&self) -> Self {
        self.id().map_or_else(|| self.clone(), |id| self.post_called(UNNAMED, &id))
    }

    /// The document whose words or ledger a path of the record is.
    pub fn of_record(path: &str) -> Option<Self> {
        match path.strip_prefix("releases/") {
            Some(rest) => format!("posts/{rest}").parse().ok(),
            None => path.parse().ok(),
        }
    }

    /// Whether both are files of one document, whatever it is called.
    pub fn is_of_same_document(&self, other: &Self) -> bool {
        self.folder() == other.folder() && self.id() == other.id()
    }

    /// The words of a post's slug that are no words of that text; a single letter says nothing.
    pub fn unsaid(&self, text: &str) -> Vec<&str> {
        let said = slug::slugify(text);
        let said: BTreeSet<&str> = said.split('-').collect();
        let said = |part: &&str| part.len() < 2 || said.contains(part);
        if self.is_story() {
            return Vec::new();
        }
        self.slug().split('-').filter(|part| !said(part)).collect()
    }

    /// The whole path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder the file is in: one folder a story.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file's name.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The path of a file beside this one.
    pub fn beside(&self, file_name: &str) -> String {
        format!("{}/{file_name}", self.folder())
    }

    /// The file in which unfinished words are set aside while readers' words are corrected.
    pub fn aside(&self) -> String {
        format!("{}.aside.toml", self.0.trim_end_matches(".toml"))
    }

    /// The name of the story's folder.
    pub fn story(&self) -> &str {
        self.folder().rsplit_once('/').map_or("", |(_, story)| story)
    }

    /// The path of the story's own file.
    pub fn story_path(&self) -> Self {
        Self(self.beside("story.toml"))
    }

    /// Whether this is a story's file.
    pub fn is_story(&self) -> bool {
        self.file_name() == "story.toml"
    }

    /// The slug in a post's file name; a story's is its folder's.
    pub fn slug(&self) -> &str {
        if self.is_story() {
            return self.story();
        }
        self.stem().rsplit_once('-').map_or("", |(slug, _)| slug)
    }

    /// The id in a post's file name; `None` for a story.
    pub fn id(&self) -> Option<DocId> {
        self.stem().rsplit_once('-').and_then(|(_, id)| id.parse().ok())
    }

    /// The path of the document's ledger on the public record: `releases/…` for `posts/…`.
    pub fn ledger(&self) -> String {
        format!("releases/{}", &self.0["posts/".len()..])
    }

    fn stem(&self) -> &str {
        self.file_name().trim_end_matches(".toml")
    }
}

impl FromStr for DocPath {
    type Err = InvalidPath;

    fn from_str(text: &str) -> Result<Self, InvalidPath> {
        let parts: Vec<&str> = text.split('/').collect();
        let valid = match parts.as_slice() {
            ["posts", year, month, story, file] => {
                digits(year, 4)
                    && digits(month, 2)
                    && story.parse::<Slug>().is_ok()
                    && (*file == "story.toml" || post_file(file))
            }
            _ => false,
        };
        if valid { Ok(Self(text.to_owned())) } else { Err(InvalidPath(text.to_owned())) }
    }
}

impl TryFrom<String> for DocPath {
    type Error = InvalidPath;

    fn try_from(text: String) -> Result<Self, InvalidPath> {
        text.parse()
    }
}

impl From<DocPath> for String {
    fn from(path: DocPath) -> Self {
        path.0
    }
}

impl fmt::Display for DocPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// At most sixty letters, cut at a word.
fn shortened(slug: &str) -> &str {
    if slug.len() <= 60 {
        return slug;
    }
    let head = &slug[..60];
    head.rsplit_once('-').map_or(head, |(words, _)| words)
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn post_file(name: &str) -> bool {
    name.strip_suffix(".toml")
        .and_then(|stem| stem.rsplit_once('-'))
        .is_some_and(|(slug, id)| slug.parse::<Slug>().is_ok() && id.parse::<DocId>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_knows_its_story_slug_and_id() {
        let path: DocPath =
            "posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml".parse().expect("path");
        assert_eq!((path.story(), path.slug()), ("port-selan", "power-cut"));
        assert_eq!(path.id().expect("id").as_str(), "k3x9q7m2td");
        assert_eq!(path.ledger(), "releases/2026/11/port-selan/power-cut-k3x9q7m2td.toml");
        assert!(path.story_path().is_story());
    }

    #[test]
    fn a_post_is_one_document_under_two_names() {
        let desk: DocPath = "posts/2026/11/storm/mayor-held-k3x9q7m2td.toml".parse().expect("path");
        let id = desk.id().expect("an id");
        let record = desk.post_called("The mayor goes home", &id);
        assert_eq!(record.as_str(), "posts/2026/11/storm/the-mayor-goes-home-k3x9q7m2td.toml");
        assert!(record.is_of_same_document(&desk) && record != desk);
        assert!(!record.is_of_same_document(&desk.story_path()));
        assert_eq!(DocPath::of_record(&record.ledger()), Some(record.clone()));
        assert_eq!(DocPath::of_record(record.as_str()), Some(record));
        assert_eq!(desk.unsaid("The mayor goes home."), ["held"]);
        assert_eq!(desk.unnamed().slug(), "post");
        assert_eq!(
            (desk.bare_name(), desk.story_path().bare_name()),
            (id.to_string(), "storm".to_owned())
        );
        assert_eq!(desk.post_called("—", &id), desk.unnamed());
        assert_eq!(desk.story_path().unnamed(), desk.story_path());
    }

    #[test]
    fn only_the_five_parts_make_a_path() {
        for wrong in [
            "posts/x.toml",
            "posts/2026/11/a/../story.toml",
            "posts/2026/11/a/b.toml",
            "posts/26/11/a/story.toml",
        ] {
            assert!(wrong.parse::<DocPath>().is_err(), "{wrong}");
        }
    }
}

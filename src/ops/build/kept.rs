//! What a build leaves for the next one, so that a release makes again what it touches and no more.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::source::Source;
use crate::desk::OpError;
use crate::media;
use crate::model::{DocId, DocPath};
use crate::site::{self, Addresses, Brief, Pictures};
use crate::storage::{CommitId, NotedStory, SiteNotes, StorageError};

/// A built site, as notes have it: what each of its parts was made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept<'a>(pub(super) &'a SiteNotes);

/// What concerns all of a site.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Whole {
    /// The program that made it.
    program: String,
    /// Settings and theme.
    made_with: String,
    /// The record's commit, as of which all of it is right.
    pub(super) tip: Option<CommitId>,
    /// Whether each file has packed ones beside it.
    pub(super) compressed: bool,
    /// The files that are of no story.
    pub(super) shared: Vec<String>,
    /// Whether it has an address of its own.
    pub(super) has_url: bool,
    /// What was said of it: one line each.
    pub(super) remarks: Vec<String>,
}

/// What is wrong with a theme, and how many pages were made without it.
pub(super) type Mistakes = BTreeMap<String, usize>;

/// What the builder of a story needs when it makes its pages again.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct More {
    /// The pictures that its pages show.
    pub(super) pictures: Pictures,
    /// The mistakes of the theme that its pages met.
    pub(super) amiss: Mistakes,
}

/// A story of a built site.
pub(super) type KeptStory = NotedStory<Brief, More>;

/// What each story was made of and its address, by their folders on the record.
pub(super) type Stories = BTreeMap<String, (String, String)>;

/// What is noted of all stories, by their folders on the record.
pub(super) type All = BTreeMap<String, (Brief, More)>;

/// The posts that pages tell of, and what had become of them; empty for what readers had not seen
/// yet.
pub(super) type Named = BTreeMap<DocId, String>;

/// Where [`Whole`] is noted.
const WHOLE: &str = "whole";

/// Pages of another program may look otherwise, and it may make other copies.
fn program() -> String {
    let copies = media::COPIES;
    format!("newsroom {} {} {copies}", env!("CARGO_PKG_VERSION"), site::built_in())
}

impl Whole {
    /// That of a site of that source, of which nothing is made yet.
    pub(super) fn new(source: &Source, compressed: bool) -> Self {
        Self {
            program: program(),
            made_with: source.made_with.clone(),
            tip: Some(source.tip.clone()),
            compressed,
            has_url: !source.settings.url.is_empty(),
            shared: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// Whether this program made it.
    pub(super) fn is_of_this_program(&self) -> bool {
        self.program == program()
    }

    /// Whether its parts can stand in a build of that source, where they were made of the same.
    /// `precedes` tells whether the record's commit it was made at is in the history of the source.
    pub(super) fn is_usable(
        &self,
        source: &Source,
        precedes: impl FnOnce(&CommitId) -> bool,
    ) -> bool {
        self.is_of_this_program()
            && self.made_with == source.made_with
            && self.tip.as_ref().is_some_and(precedes)
    }
}

impl Kept<'_> {
    /// What concerns all of the site; nothing of it where that is not understood.
    pub(super) fn whole(self) -> Result<Whole, StorageError> {
        let noted = self.0.about(WHOLE)?;
        Ok(noted.and_then(|noted| serde_json::from_str(&noted).ok()).unwrap_or_default())
    }

    /// Notes that.
    pub(super) fn set_whole(self, whole: &Whole) -> Result<(), StorageError> {
        self.0.set_about(WHOLE, &serde_json::to_string(whole).unwrap_or_default())
    }

    /// What is noted of a story.
    pub(super) fn story(self, folder: &str) -> Result<Option<KeptStory>, StorageError> {
        self.0.story(folder)
    }

    /// What is noted of all stories.
    pub(super) fn all(self) -> Result<All, StorageError> {
        self.0.all()
    }

    /// Notes a story and its documents, and what its pages tell of posts.
    pub(super) fn put<'a>(
        self,
        folder: &str,
        story: &KeptStory,
        documents: impl Iterator<Item = &'a DocPath>,
        named: Named,
    ) -> Result<(), StorageError> {
        let posts = documents.filter_map(|path| Some((path.id()?.to_string(), path.to_string())));
        let named = named.into_iter().map(|(id, standing)| (id.to_string(), standing));
        self.0.put_story(folder, story, posts, named)
    }

    /// What each story was made of and its address.
    pub(super) fn stories(self) -> Result<Stories, StorageError> {
        self.0.stories()
    }

    /// The stories that tell of posts with another standing; `posts` are those of stories that
    /// changed.
    pub(super) fn telling(
        self,
        source: &Source,
        posts: &BTreeMap<DocId, DocPath>,
    ) -> Result<BTreeSet<String>, OpError> {
        let mut telling = BTreeSet::new();
        for (id, path) in posts {
            let told = self.0.telling(id.as_str())?;
            if told.is_empty() {
                continue;
            }
            let now = source.standing(path)?;
            let other = told.into_iter().filter(|(_, standing)| *standing != now);
            telling.extend(other.map(|(folder, _)| folder));
        }
        Ok(telling)
    }

    /// The path of the post of that id, wherever it is.
    pub(super) fn path_of(self, id: &DocId) -> Option<DocPath> {
        self.0.path_of(id.as_str()).ok()??.parse().ok()
    }
}

/// The stories that are other than they were noted, or have another address.
pub(super) fn changed(noted: &Stories, source: &Source, addresses: &Addresses) -> BTreeSet<String> {
    let same = |(folder, made_of): &(&String, &String)| {
        noted.get(*folder).is_some_and(|(noted, address)| {
            noted == *made_of && addresses.get(*folder) == Some(address)
        })
    };
    let changed = source.stories.iter().filter(|story| !same(story));
    changed.map(|(folder, _)| folder.clone()).collect()
}

/// The stories whose posts the feeds of the site need again, though nothing of them changed.
pub(super) fn short(all: &All) -> Vec<String> {
    let briefs: Vec<&Brief> = all.values().map(|(brief, _)| brief).collect();
    let oldest = site::oldest_told(&briefs);
    let short = all.iter().filter(|(_, (brief, _))| brief.is_short(oldest));
    short.map(|(folder, _)| folder.clone()).collect()
}

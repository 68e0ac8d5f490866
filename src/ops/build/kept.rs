//! What a build leaves for the next one, so that a release makes again what it touches and no more.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::source::Source;
use crate::desk::OpError;
use crate::media;
use crate::model::{DocId, DocPath};
use crate::site::{self, Addresses, Brief, Pictures};
use crate::storage::CommitId;

/// A built site: what each of its parts was made of.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Kept {
    /// The program that made it.
    program: String,
    /// Settings and theme.
    made_with: String,
    /// The record's commit, as of which all of it is right.
    pub(super) tip: Option<CommitId>,
    /// By folder on the record.
    pub(super) stories: BTreeMap<String, KeptStory>,
    /// The pictures that were met.
    pub(super) pictures: Pictures,
    /// Whether each file has packed ones beside it.
    pub(super) compressed: bool,
    /// The files that are of no story.
    pub(super) shared: Vec<String>,
    /// The mistakes of the theme that these met, and how many pages the built-in one made for each.
    pub(super) amiss: Mistakes,
}

/// What is wrong with a theme, and how many pages were made without it.
pub(super) type Mistakes = BTreeMap<String, usize>;

/// A story of a built site.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct KeptStory {
    /// What the record had of it.
    pub(super) made_of: String,
    /// The file names of its documents.
    pub(super) documents: BTreeSet<String>,
    /// The posts that its pages tell of, and what had become of them; empty for what readers had
    /// not seen yet.
    pub(super) named: BTreeMap<DocId, String>,
    /// Its files on the site.
    pub(super) files: Vec<String>,
    /// How many of its documents readers can see.
    pub(super) shown: usize,
    /// The mistakes of the theme that its pages met.
    pub(super) amiss: Mistakes,
    /// What pages about all stories say of it.
    pub(super) brief: Brief,
}

/// Pages of another program may look otherwise.
fn program() -> String {
    let copies = media::COPIES;
    format!("newsroom {} {} {copies}", env!("CARGO_PKG_VERSION"), site::built_in())
}

impl Kept {
    /// A site of which nothing is made yet.
    pub(super) fn new(source: &Source) -> Self {
        let (program, made_with) = (program(), source.made_with.clone());
        Self { program, made_with, ..Self::default() }
    }

    /// What a note says; nothing where it is not understood.
    pub(super) fn read(note: &str) -> Self {
        let mut kept: Self = serde_json::from_str(note).unwrap_or_default();
        // Another program may make other copies.
        if kept.program != program() {
            kept.pictures.clear();
        }
        kept
    }

    /// The note for the next build.
    pub(super) fn note(&self) -> String {
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }

    /// Whether its parts can stand in a build of that source, where they were made of the same.
    /// `precedes` tells whether the record's commit it was made at is in the history of the source.
    pub(super) fn is_usable(
        &self,
        source: &Source,
        precedes: impl FnOnce(&CommitId) -> bool,
    ) -> bool {
        self.program == program()
            && self.made_with == source.made_with
            && self.tip.as_ref().is_some_and(precedes)
    }

    /// The stories that are other than they were, or have another address.
    pub(super) fn changed(&self, source: &Source, addresses: &Addresses) -> BTreeSet<String> {
        let same = |(folder, made_of): &(&String, &String)| {
            let kept = self.stories.get(*folder);
            kept.is_some_and(|kept| {
                kept.made_of == **made_of && addresses.get(*folder) == Some(kept.brief.address())
            })
        };
        let changed = source.stories.iter().filter(|story| !same(story));
        changed.map(|(folder, _)| folder.clone()).collect()
    }

    /// The stories that have one of these files.
    pub(super) fn with_one_of(&self, files: &BTreeSet<String>) -> impl Iterator<Item = String> {
        let with = |kept: &KeptStory| kept.files.iter().any(|path| files.contains(path));
        let stories = self.stories.iter().filter(move |(_, kept)| with(kept));
        stories.map(|(folder, _)| folder.clone())
    }

    /// The stories that tell of posts with another standing; `posts` are those of stories that
    /// changed.
    pub(super) fn telling(
        &self,
        source: &Source,
        posts: &BTreeMap<DocId, DocPath>,
    ) -> Result<BTreeSet<String>, OpError> {
        let mut telling = BTreeSet::new();
        for (folder, kept) in &self.stories {
            for (id, standing) in &kept.named {
                let Some(path) = posts.get(id) else { continue };
                if source.standing(path)? != *standing {
                    telling.insert(folder.clone());
                }
            }
        }
        Ok(telling)
    }

    /// The stories whose posts the feeds of the site need again, though nothing of them changed.
    pub(super) fn short(&self) -> Vec<String> {
        let briefs: Vec<&Brief> = self.stories.values().map(|kept| &kept.brief).collect();
        let oldest = site::oldest_told(&briefs);
        let short = self.stories.iter().filter(|(_, kept)| kept.brief.is_short(oldest));
        short.map(|(folder, _)| folder.clone()).collect()
    }

    /// The path of the post of that id, wherever it is.
    pub(super) fn path_of(&self, id: &DocId) -> Option<DocPath> {
        let end = format!("-{id}.toml");
        self.stories.iter().find_map(|(folder, kept)| {
            let name = kept.documents.iter().find(|name| name.ends_with(&end))?;
            format!("{folder}/{name}").parse().ok()
        })
    }

    /// The mistakes of the theme that all pages met.
    pub(super) fn mistakes(&self) -> Mistakes {
        let mut all = self.amiss.clone();
        for (mistake, pages) in self.stories.values().flat_map(|kept| &kept.amiss) {
            *all.entry(mistake.clone()).or_default() += pages;
        }
        all
    }

    /// Every file of the site.
    pub(super) fn files(&self) -> BTreeSet<&str> {
        let of_stories = self.stories.values().flat_map(|kept| &kept.files);
        of_stories.chain(&self.shared).map(String::as_str).collect()
    }
}

//! What a build leaves for the next one, so that a release makes again what it touches and no more.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::source::Source;
use crate::model::{DocId, DocPath};
use crate::ops::error::OpError;
use crate::site::{self, Addresses, Brief};
use crate::storage::CommitId;

/// A built site: what each of its parts was made of.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::ops) struct Kept {
    /// The program that made it.
    program: String,
    /// Settings and theme.
    made_with: String,
    /// The record's commit, as of which all of it is right.
    pub(super) tip: Option<CommitId>,
    /// By folder on the record.
    pub(super) stories: BTreeMap<String, KeptStory>,
    /// The files that are of no story.
    pub(super) shared: Vec<String>,
}

/// A story of a built site.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct KeptStory {
    /// What the record had of it.
    pub(super) made_of: String,
    /// The file names of its documents.
    pub(super) documents: BTreeSet<String>,
    /// The posts of other stories that its pages tell of, and what had become of them.
    pub(super) elsewhere: BTreeMap<DocPath, String>,
    /// Its files on the site.
    pub(super) files: Vec<String>,
    /// How many of its documents readers can see.
    pub(super) shown: usize,
    /// What pages about all stories say of it.
    pub(super) brief: Brief,
}

/// Pages of another program may look otherwise.
fn program() -> String {
    format!("newsroom {} {}", env!("CARGO_PKG_VERSION"), site::built_in())
}

impl Kept {
    /// A site of which nothing is made yet.
    pub(super) fn new(source: &Source) -> Self {
        Self { program: program(), made_with: source.made_with.clone(), ..Self::default() }
    }

    /// What a note says; nothing where it is not understood.
    pub(super) fn read(note: &str) -> Self {
        serde_json::from_str(note).unwrap_or_default()
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

    /// The stories that have to be made again: they changed, their address did, or a post that they
    /// tell of has another standing.
    pub(super) fn stale(
        &self,
        source: &Source,
        addresses: &Addresses,
    ) -> Result<BTreeSet<String>, OpError> {
        let mut stale = BTreeSet::new();
        for (folder, made_of) in &source.stories {
            let kept = self.stories.get(folder);
            let same = kept.is_some_and(|kept| {
                kept.made_of == *made_of && addresses.get(folder) == Some(kept.brief.address())
            });
            if !same {
                stale.insert(folder.clone());
            }
        }
        let changed = stale.clone();
        for (folder, kept) in &self.stories {
            for (path, standing) in &kept.elsewhere {
                let asks = changed.contains(path.folder()) && source.stories.contains_key(folder);
                if asks && source.standing(path)? != *standing {
                    stale.insert(folder.clone());
                }
            }
        }
        Ok(stale)
    }

    /// The stories whose posts the feeds of the site need again, though nothing of them changed.
    pub(super) fn short(&self) -> Vec<String> {
        let all: Vec<&Brief> = self.stories.values().map(|kept| &kept.brief).collect();
        let short = self.stories.iter().filter(|(_, kept)| site::is_short(&kept.brief, &all));
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

    /// Every file of the site.
    pub(super) fn files(&self) -> BTreeSet<&str> {
        let of_stories = self.stories.values().flat_map(|kept| &kept.files);
        of_stories.chain(&self.shared).map(String::as_str).collect()
    }
}

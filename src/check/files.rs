//! All that lies under `posts/`, whatever it is.

use std::collections::HashMap;

use crate::model::{DocPath, Entry, EntryKind, is_litter};

/// All that lies under `posts/`, by path.
#[derive(Debug)]
pub struct Files<'a> {
    /// Files, links and whatever else; a folder where its name ends as a document's does.
    pub entries: &'a [Entry],
}

impl<'a> Files<'a> {
    /// What is there now and is somebody's work.
    pub(super) fn there(&self) -> impl Iterator<Item = (&'a Entry, EntryKind)> {
        let work = self.entries.iter().filter(|entry| !is_litter(entry.name()));
        work.filter_map(|entry| Some((entry, entry.saved?)))
    }

    /// The stories and posts that are filed and not there any more.
    pub(super) fn gone(&self) -> impl Iterator<Item = (&'a Entry, DocPath)> {
        let gone = self.entries.iter().filter(|entry| entry.saved.is_none());
        gone.filter_map(|entry| Some((entry, entry.path.parse().ok()?)))
    }

    /// Where each of those that are gone went: to a new file whose name ends in the same id, and the
    /// story with its posts.
    pub(super) fn moved(&self) -> HashMap<&'a str, String> {
        let ids: HashMap<&str, &str> = self
            .there()
            .filter(|(entry, _)| entry.filed.is_none())
            .filter_map(|(entry, _)| Some((id(entry.name())?, entry.path.as_str())))
            .collect();
        let mut moved = HashMap::new();
        let mut folders: HashMap<String, String> = HashMap::new();
        for (entry, path) in self.gone() {
            if let Some(new) = id(entry.name()).and_then(|id| ids.get(id)) {
                moved.insert(entry.path.as_str(), (*new).to_owned());
                let folder = new.rsplit_once('/').map_or("", |(folder, _)| folder);
                folders.insert(path.folder().to_owned(), folder.to_owned());
            }
        }
        for (entry, path) in self.gone().filter(|(_, path)| path.is_story()) {
            let new = folders.get(path.folder()).map(|folder| format!("{folder}/story.toml"));
            let is_new = |new: &String| {
                self.entries.iter().any(|one| one.path == *new && one.filed.is_none())
            };
            moved.extend(new.filter(is_new).map(|new| (entry.path.as_str(), new)));
        }
        moved
    }
}

/// The id at the end of a post's file name.
fn id(name: &str) -> Option<&str> {
    let id = name.strip_suffix(".toml")?.rsplit_once('-')?.1;
    id.parse::<crate::model::DocId>().is_ok().then_some(id)
}

/// A path as it is typed into a shell.
pub(super) fn typed(path: &str) -> String {
    shell_words::quote(path).into_owned()
}

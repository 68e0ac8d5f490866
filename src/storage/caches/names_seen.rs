//! Which files of a work tree git never had, by their names: each folder is looked at, and only one that is
//! another than last time is listed.
#![expect(clippy::disallowed_methods, reason = "the work tree is files")]

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use git2::{Oid, Repository};
use serde::{Deserialize, Serialize};

use crate::storage::StorageError;
use crate::storage::ground::durable;
use crate::storage::reading::tree::{Folder, Item};

/// A folder that changed so short a time ago may change again with nothing to show for it: a disk may count
/// the time in steps of two seconds.
pub(super) const TOO_SHORT: Duration = Duration::from_secs(4);

/// What is in a folder of the work tree.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Below {
    /// All folders.
    folders: Vec<String>,
    /// The files that git does not have.
    files: Vec<String>,
    /// What else git does not have: links, and folders whose names are no text.
    others: Vec<String>,
    /// Whether it is a repository of its own.
    is_repository: bool,
}

/// What is saved and git never had, by whole paths.
#[derive(Debug, Default)]
pub(super) struct NeverFiled {
    pub(super) files: Vec<String>,
    pub(super) others: Vec<String>,
}

/// A walk through the folders of a work tree.
pub(super) struct Walk<'a> {
    repo: &'a Repository,
    root: &'a Path,
    now: SystemTime,
    /// What was seen before: by folder, what it was seen by, and what was in it.
    pub(super) known: BTreeMap<String, (String, String)>,
    /// The folders that are there.
    pub(super) met: HashSet<String>,
    /// What is seen now and may be kept.
    pub(super) seen: Vec<(String, String, String)>,
    pub(super) found: NeverFiled,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        repo: &'a Repository,
        root: &'a Path,
        now: SystemTime,
        known: BTreeMap<String, (String, String)>,
    ) -> Self {
        let (met, seen, found) = (HashSet::new(), Vec::new(), NeverFiled::default());
        Self { repo, root, now, known, met, seen, found }
    }

    /// Looks into a folder of the work tree, of which git has that.
    pub(super) fn folder(&mut self, path: &str, filed: Option<Oid>) -> Result<(), StorageError> {
        let place = self.root.join(path);
        let Some((changed, key)) = stamp(&place, filed) else { return Ok(()) };
        self.met.insert(path.to_owned());
        let known = self.known.get(path).filter(|(then, _)| *then == key);
        let known = known.and_then(|(_, below)| serde_json::from_str(below).ok());
        let below = match known {
            Some(below) => below,
            None => self.look_anew(path, &place, changed, key, filed)?,
        };
        if below.is_repository && filed.is_none() {
            self.found.others.push(format!("{path}/"));
            return Ok(());
        }
        let whole = |name: &String| format!("{path}/{name}");
        self.found.files.extend(below.files.iter().map(whole));
        self.found.others.extend(below.others.iter().map(whole));
        if below.folders.is_empty() {
            return Ok(());
        }
        let of_git = filed.map(|id| Folder::read(self.repo, id, path)).transpose()?;
        let of_git = of_git.as_ref().map(|folder| folder.by_name()).unwrap_or_default();
        for name in &below.folders {
            match of_git.get(name.as_bytes()) {
                Some(item) if item.is_submodule() => {}
                Some(item) if item.is_folder() => self.folder(&whole(name), Some(item.oid()))?,
                _ => self.folder(&whole(name), None)?,
            }
        }
        Ok(())
    }

    /// Lists it; what is seen is kept where the folder can be seen to change from then on.
    fn look_anew(
        &mut self,
        path: &str,
        place: &Path,
        changed: SystemTime,
        key: String,
        filed: Option<Oid>,
    ) -> Result<Below, StorageError> {
        let of_git = filed.map(|id| Folder::read(self.repo, id, path)).transpose()?;
        // A folder that cannot be listed is empty for now.
        let Ok(below) = list(place, of_git.as_deref()) else { return Ok(Below::default()) };
        let is_still = stamp(place, filed).is_some_and(|(_, then)| then == key);
        let since = self.now.duration_since(changed).unwrap_or_default();
        if is_still && since > TOO_SHORT {
            let text = serde_json::to_string(&below).unwrap_or_default();
            self.seen.push((path.to_owned(), key, text));
        }
        Ok(below)
    }
}

/// When a folder last changed, and by what it is seen that it did, or that git has something else of it;
/// `None` where it is none.
fn stamp(place: &Path, filed: Option<Oid>) -> Option<(SystemTime, String)> {
    let found = fs::symlink_metadata(place).ok().filter(fs::Metadata::is_dir)?;
    let saved = found.modified().ok()?;
    let changed = saved.max(durable::changed(&found));
    let at = |time: SystemTime| {
        time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_nanos()
    };
    let (disk, number) = (durable::disk_of(&found), durable::number(&found));
    let filed = filed.map(|id| id.to_string()).unwrap_or_default();
    Some((changed, format!("{} {} {disk} {number} {filed}", at(saved), at(changed))))
}

/// What is in a folder.
fn list(place: &Path, filed: Option<&Folder>) -> io::Result<Below> {
    let filed = filed.map(Folder::by_name).unwrap_or_default();
    let mut below = Below::default();
    for entry in fs::read_dir(place)? {
        let (entry, name) = entry.map(|entry| (entry.file_type(), entry.file_name()))?;
        let kind = entry?;
        let of_git = filed.get(name.as_encoded_bytes());
        if name == ".git" {
            below.is_repository = Repository::open(place).is_ok();
        } else if kind.is_dir() {
            match name.into_string() {
                Ok(name) => below.folders.push(name),
                Err(name) if of_git.is_none() => {
                    below.others.push(format!("{}/", name.to_string_lossy()));
                }
                Err(_) => {}
            }
        } else if of_git.is_none_or(Item::is_folder) {
            let name = name.to_string_lossy().into_owned();
            if kind.is_file() {
                below.files.push(name);
            } else if kind.is_symlink() {
                below.others.push(name);
            }
        }
    }
    below.folders.sort();
    Ok(below)
}

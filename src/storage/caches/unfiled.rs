//! What is saved in the work tree and not filed.
//!
//! Files that git has are git's to compare. Which ones it never had is told by their names alone, and what
//! was seen of a folder is kept: where neither the folder nor what git has of it is another than then,
//! nothing in it came or went. So work grows with the folders that changed, not with the files.
#![expect(clippy::disallowed_methods, reason = "the work tree is files")]

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use git2::{Oid, Repository};
use serde::{Deserialize, Serialize};

use crate::model::{SETTINGS, is_litter};
use crate::storage::ground::durable;
use crate::storage::programs::program;
use crate::storage::reading::branches;
use crate::storage::reading::tree::{self, Folder, Item};
use crate::storage::{StorageError, Store};

/// The folder that stories and posts are in.
const POSTS: &str = "posts";

/// Under which it is kept what was seen of a folder.
const KIND: &str = "unfiled";

/// A folder that changed so short a time ago may change again with nothing to show for it: a disk may count
/// the time in steps of two seconds.
const TOO_SHORT: Duration = Duration::from_secs(4);

/// With so many files that git would have to read, it puts down what it sees of them.
const MANY_UNSURE: usize = 512;

/// The names in a folder of the work tree that git may not have.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Below {
    /// All folders.
    folders: Vec<String>,
    /// The files that git does not have.
    files: Vec<String>,
    /// The links that git does not have.
    links: Vec<String>,
}

impl Store {
    /// The paths under `posts/`, and `newsroom.toml`, that git shows as changed or untracked, but for
    /// what systems and editors leave.
    ///
    /// # Errors
    ///
    /// [`StorageError::Program`]; git's and the cache's.
    pub fn unsaved_changes(&self) -> Result<Vec<String>, StorageError> {
        if let Some(staged) = &self.staged {
            return Ok(staged.changed().to_vec());
        }
        let mut command = program::git(self.root());
        self.unfiltered(&mut command)?;
        if self.index_now().ok().flatten().is_some_and(|index| index.unsure.len() > MANY_UNSURE) {
            command.env("GIT_OPTIONAL_LOCKS", "1");
        }
        command.args(["status", "--porcelain=v1", "-z", "--no-renames"]);
        command.args(["--untracked-files=no", "--ignore-submodules=all"]);
        command.args(["--", POSTS, SETTINGS]);
        let (output, never_filed) =
            program::run_beside("look for unsaved changes", &mut command, || self.never_filed())?;
        let entries = output.split(|byte| *byte == 0).filter_map(|entry| entry.get(3..));
        let mut paths: BTreeSet<String> =
            entries.map(|path| String::from_utf8_lossy(path).into_owned()).collect();
        let (files, links) = never_filed?;
        let untracked = files.into_iter().chain(links);
        paths.extend(untracked.filter(|path| !self.is_ignored(path)));
        paths.retain(|path| !path.rsplit('/').next().is_some_and(is_litter));
        Ok(paths.into_iter().collect())
    }

    /// The files under `posts/` that are saved, never filed, and have such a path: names alone are looked
    /// at.
    ///
    /// # Errors
    ///
    /// Git's and the cache's; a folder that cannot be listed is empty.
    pub fn unfiled_files(
        &self,
        is_such: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<String>, StorageError> {
        let mut found: Vec<String> = match &self.staged {
            Some(staged) => {
                let filed = branches::head(&self.repo)?;
                let filed = filed.map(|head| tree::tree(&self.repo, &head)).transpose()?;
                let is_filed = |path: &String| {
                    filed.is_some_and(|files| files.entry(path).is_ok_and(|entry| entry.is_some()))
                };
                staged.changed().iter().filter(|path| !is_filed(path)).cloned().collect()
            }
            None => self.never_filed()?.0,
        };
        found.retain(|path| is_such(path) && path != SETTINGS && !self.is_ignored(path));
        found.sort();
        Ok(found)
    }

    fn is_ignored(&self, path: &str) -> bool {
        self.repo.is_path_ignored(path).unwrap_or(false)
    }

    /// The files, and the links, of the work tree that git does not have in the commit that is checked out:
    /// those under `posts/`, and `newsroom.toml`.
    fn never_filed(&self) -> Result<(Vec<String>, Vec<String>), StorageError> {
        let filed = match branches::head(&self.repo)? {
            Some(head) => Some(tree::tree(&self.repo, &head)?),
            None => None,
        };
        let known = self.recall_all(KIND)?;
        let mut walk = Walk {
            repo: &self.repo,
            root: self.root(),
            known,
            seen: Vec::new(),
            files: Vec::new(),
            links: Vec::new(),
        };
        let posts = filed.map(|files| files.subtree(POSTS)).transpose()?.flatten();
        walk.folder(POSTS, posts)?;
        let settings = filed.map(|files| files.entry(SETTINGS)).transpose()?.flatten();
        if settings.is_none() && self.root().join(SETTINGS).is_file() {
            walk.files.push(SETTINGS.to_owned());
        }
        if !walk.seen.is_empty() {
            self.remember(KIND, &walk.seen)?;
        }
        Ok((walk.files, walk.links))
    }
}

struct Walk<'a> {
    repo: &'a Repository,
    root: &'a Path,
    /// What was seen before: by folder, what it was seen by, and the names.
    known: BTreeMap<String, (String, String)>,
    /// What is seen now and may be kept.
    seen: Vec<(String, String, String)>,
    files: Vec<String>,
    links: Vec<String>,
}

impl Walk<'_> {
    /// Looks into a folder of the work tree, of which git has that.
    fn folder(&mut self, path: &str, filed: Option<Oid>) -> Result<(), StorageError> {
        let place = self.root.join(path);
        let Some((changed, now)) = stamp(&place, filed) else { return Ok(()) };
        let known = self.known.get(path).filter(|(then, _)| *then == now);
        let known = known.and_then(|(_, names)| serde_json::from_str(names).ok());
        let below = match known {
            Some(below) => below,
            None => {
                let of_git = filed.map(|id| Folder::read(self.repo, id, path)).transpose()?;
                let below = list(&place, of_git.as_deref());
                let is_still = stamp(&place, filed).is_some_and(|(_, then)| then == now);
                let since = SystemTime::now().duration_since(changed).unwrap_or_default();
                if is_still && since > TOO_SHORT {
                    let names = serde_json::to_string(&below).unwrap_or_default();
                    self.seen.push((path.to_owned(), now, names));
                }
                below
            }
        };
        self.files.extend(below.files.iter().map(|name| format!("{path}/{name}")));
        self.links.extend(below.links.iter().map(|name| format!("{path}/{name}")));
        if below.folders.is_empty() {
            return Ok(());
        }
        let filed = filed.map(|id| Folder::read(self.repo, id, path)).transpose()?;
        for name in below.folders {
            let of_git = filed.as_ref().and_then(|folder| folder.get(name.as_bytes()));
            let id = of_git.filter(Item::is_folder).map(|item| item.oid());
            self.folder(&format!("{path}/{name}"), id)?;
        }
        Ok(())
    }
}

/// When a name came to a folder or went, and what it is by which both that and what git has of it is seen;
/// `None` where it is no folder.
fn stamp(place: &Path, filed: Option<Oid>) -> Option<(SystemTime, String)> {
    let found = fs::symlink_metadata(place).ok().filter(fs::Metadata::is_dir)?;
    let changed = found.modified().ok()?;
    let at = changed.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_nanos();
    let filed = filed.map(|id| id.to_string()).unwrap_or_default();
    Some((changed, format!("{at} {} {filed}", durable::number(&found))))
}

/// The names in a folder that git may not have; none in a repository within this one.
fn list(place: &Path, filed: Option<&Folder>) -> Below {
    let filed: HashSet<&[u8]> = filed
        .into_iter()
        .flat_map(Folder::items)
        .filter(|item| !item.is_folder())
        .map(|item| item.name)
        .collect();
    let mut below = Below::default();
    for entry in fs::read_dir(place).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(kind) = entry.file_type() else { continue };
        if name == ".git" {
            return Below::default();
        }
        if kind.is_dir() {
            below.folders.push(name);
        } else if !filed.contains(name.as_bytes()) {
            let kind = if kind.is_file() { &mut below.files } else { &mut below.links };
            kind.push(name);
        }
    }
    below.folders.sort();
    below
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::storage::testing::{POST, TestDesk};

    const STORY: &str = "posts/2026/11/port-selan";

    fn unsaved(desk: &TestDesk) -> Vec<String> {
        desk.store().unsaved_changes().expect("listed")
    }

    /// As if nothing had come to a folder or gone since long ago.
    fn set_time(place: PathBuf) {
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        fs::File::open(place).and_then(|folder| folder.set_modified(at)).expect("set");
    }

    /// The folders of which is kept what was seen.
    fn kept(desk: &TestDesk) -> Vec<String> {
        desk.store().recall_all(KIND).expect("read").into_keys().collect()
    }

    #[test]
    fn a_clean_desk_has_no_unsaved_changes() {
        let desk = TestDesk::new();
        desk.file(POST, "x");
        assert!(unsaved(&desk).is_empty());
        desk.save("newsroom.toml", "[newsroom]\nname = \"x\"\n");
        fs::remove_file(desk.path().join(POST)).expect("removed");
        desk.save("elsewhere.txt", "x");
        desk.save("posts/.DS_Store", "x");
        desk.save(&format!("{POST}~"), "x");
        assert_eq!(unsaved(&desk), ["newsroom.toml", POST]);
    }

    #[test]
    fn what_git_shows_is_what_is_told() {
        let desk = TestDesk::new();
        desk.file(POST, "x");
        desk.save(".gitignore", "*.log\n");
        for name in ["new.toml", "staged.toml", "x.log", "deep/er/y.toml"] {
            desk.save(&format!("{STORY}/{name}"), "x");
        }
        desk.save("posts/2027/01/next/story.toml", "x");
        desk.git(&["add", &format!("{STORY}/staged.toml")]);
        desk.git(&["init", "-q", "posts/2027/02/own"]);
        desk.save("posts/2027/02/own/z.toml", "x");
        #[cfg(unix)]
        std::os::unix::fs::symlink("elsewhere", desk.path().join("posts/link")).expect("linked");
        let told = desk.git(&["status", "--porcelain", "-uall", "--", "posts"]);
        let mut told: Vec<&str> = told.lines().map(|line| line[2..].trim()).collect();
        told.retain(|path| !path.ends_with("/own/"));
        told.sort_unstable();
        for _ in 0..2 {
            assert_eq!(unsaved(&desk), told);
        }
        let such = |path: &str| path.ends_with("toml");
        let files = desk.store().unfiled_files(&such).expect("listed");
        let names: Vec<&str> = files.iter().filter_map(|path| path.rsplit('/').next()).collect();
        assert_eq!(names, ["y.toml", "new.toml", "staged.toml", "story.toml"]);
    }

    #[cfg(unix)]
    #[test]
    fn what_was_seen_of_a_folder_is_kept_until_it_is_another() {
        let desk = TestDesk::new();
        desk.file(POST, "x");
        let story = || desk.path().join(STORY);
        set_time(story());
        assert!(unsaved(&desk).is_empty());
        assert_eq!(kept(&desk), [STORY]);
        // A name that came, as nobody could see by the folder: what was seen is what is told.
        desk.save(&format!("{STORY}/new.toml"), "x");
        set_time(story());
        assert!(unsaved(&desk).is_empty());
        // By the folder it can be seen.
        let later = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_001);
        fs::File::open(story()).and_then(|folder| folder.set_modified(later)).expect("set");
        let new = format!("{STORY}/new.toml");
        assert_eq!(unsaved(&desk), [new.as_str()]);
        // Git has it from now on, and not any more after that; the folder is as it was.
        desk.git(&["add", &new]);
        desk.git(&["commit", "-qm", "x"]);
        assert!(unsaved(&desk).is_empty());
        desk.git(&["reset", "-q", "HEAD~1"]);
        assert_eq!(unsaved(&desk), [new.as_str()]);
    }

    #[test]
    fn git_puts_down_what_it_sees_of_very_many_files_and_of_few_it_does_not() {
        let desk = TestDesk::new();
        let index = || fs::read(desk.path().join(".git/index")).expect("read");
        for (many, is_other) in [(MANY_UNSURE / 2, false), (MANY_UNSURE + 1, true)] {
            for n in 0..many {
                desk.save(&format!("{STORY}/{n:04}.txt"), "x");
            }
            desk.git(&["add", "."]);
            desk.git(&["commit", "-qm", "many"]);
            desk.git(&["read-tree", "HEAD"]); // forgets when they were saved
            let before = index();
            assert!(unsaved(&desk).is_empty());
            assert_eq!(index() != before, is_other, "{many}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn of_a_folder_that_has_just_changed_nothing_is_kept() {
        let desk = TestDesk::new();
        desk.save(POST, "x");
        let hour = SystemTime::now() + Duration::from_secs(3600);
        let place = desk.path().join(STORY);
        fs::File::open(&place).and_then(|folder| folder.set_modified(hour)).expect("set");
        assert_eq!(unsaved(&desk), [POST]);
        assert!(!kept(&desk).contains(&STORY.to_owned()));
    }
}

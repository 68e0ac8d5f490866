//! The files a person sees and edits.
#![expect(clippy::disallowed_methods, reason = "the work tree is files")]

use std::fs;
use std::path::{Path, PathBuf};

use git2::Repository;

use super::journal::Touched;
use super::plan::check_path;
use crate::storage::ground::durable;
use crate::storage::ground::error::{disk, git};
use crate::storage::programs::program;
use crate::storage::reading::tree;
use crate::storage::{BlobId, Merge, StorageError, Store};

impl Store {
    /// The file as it is saved in the work tree; `None` where there is none.
    ///
    /// # Errors
    ///
    /// [`StorageError::NotAFile`] where a link or something else is in its place or on the way.
    pub fn saved(&self, path: &str) -> Result<Option<Vec<u8>>, StorageError> {
        match &self.staged {
            Some(staged) => staged.read(&self.repo, path),
            None => read(self.root(), path),
        }
    }

    /// The names of the plain files in a folder of the work tree, sorted; none where there is no
    /// such folder.
    ///
    /// # Errors
    ///
    /// [`StorageError::NotAFile`] where a link is on the way.
    pub fn saved_files(&self, folder: &str) -> Result<Vec<String>, StorageError> {
        if let Some(staged) = &self.staged {
            return Ok(staged.files(folder));
        }
        let Some(path) = place(self.root(), folder)? else { return Ok(Vec::new()) };
        let mut names = Vec::new();
        for entry in fs::read_dir(&path).map_err(disk("list", &path))? {
            let entry = entry.map_err(disk("list", &path))?;
            let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
            names.extend(entry.file_name().into_string().ok().filter(|_| is_file));
        }
        names.sort();
        Ok(names)
    }

    /// Whether the work tree has a file or folder of that path.
    pub fn is_there(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        if let Some(staged) = &self.staged {
            return path == "." || staged.has(path);
        }
        path == "." || place(self.root(), path).is_ok_and(|place| place.is_some_and(|p| p.exists()))
    }

    /// The paths under `posts/`, and `newsroom.toml`, that git shows as changed or untracked.
    ///
    /// # Errors
    ///
    /// [`StorageError::Program`].
    pub fn unsaved_changes(&self) -> Result<Vec<String>, StorageError> {
        if let Some(staged) = &self.staged {
            return Ok(staged.changed().to_vec());
        }
        let mut command = program::git(self.root());
        self.unfiltered(&mut command)?;
        command.args(["status", "--porcelain=v1", "-z", "--no-renames"]);
        command.args(["--untracked-files=all", "--ignore-submodules=all"]);
        command.args(["--", "posts", "newsroom.toml"]);
        let output = program::run("look for unsaved changes", &mut command)?;
        let entries = output.split(|byte| *byte == 0).filter_map(|entry| entry.get(3..));
        let mut paths: Vec<String> =
            entries.map(|path| String::from_utf8_lossy(path).into_owned()).collect();
        paths.sort();
        Ok(paths)
    }
}

/// Brings one file to what its branch has now, unless it holds words of its own.
///
/// Gives a warning where it could not or should not.
pub(in crate::storage) fn settle(
    repo: &Repository,
    root: &Path,
    file: &Touched,
    merge: Option<Merge<'_>>,
) -> Option<String> {
    match bring(repo, root, file, merge) {
        Ok(true) => None,
        Ok(false) => Some(format!(
            "{} was saved meanwhile with words of its own: the file was left as it is",
            file.path
        )),
        Err(error) => Some(format!("{} was not brought up to date: {error}", file.path)),
    }
}

fn bring(
    repo: &Repository,
    root: &Path,
    file: &Touched,
    merge: Option<Merge<'_>>,
) -> Result<bool, StorageError> {
    let blob = |id: &BlobId| {
        let read = repo.find_blob(id.oid()).map(|blob| blob.content().to_owned());
        read.map_err(git(format!("read the blob {id}")))
    };
    let new = file.new.as_ref().map(blob).transpose()?;
    let saved = read(root, &file.path)?;
    let saved_id = saved.as_ref().map(|bytes| tree::hash(repo, bytes));
    if saved_id == file.new {
        return Ok(true);
    }
    let was_seen = file.seen.as_ref().is_some_and(|seen| seen.id == saved_id);
    if saved_id == file.old || was_seen {
        set(root, &file.path, new.as_deref())?;
        if file.executable {
            durable::make_runnable(&root.join(&file.path))?;
        }
        return Ok(true);
    }
    let (Some(saved), Some(new), Some(merge)) = (saved, new, merge) else { return Ok(false) };
    let base = match file.seen.as_ref().and_then(|seen| seen.bytes.clone()) {
        Some(seen) => Some(seen),
        None => file.old.as_ref().map(blob).transpose()?,
    };
    let Some(merged) = merge(&base.unwrap_or_default(), &new, &saved) else { return Ok(false) };
    set(root, &file.path, Some(&merged))?;
    Ok(true)
}

/// The file's bytes, read without following links.
pub(in crate::storage) fn read(root: &Path, path: &str) -> Result<Option<Vec<u8>>, StorageError> {
    let Some(place) = place(root, path)? else { return Ok(None) };
    if !place.is_file() {
        return Err(StorageError::NotAFile { path: path.to_owned() });
    }
    durable::read(&place)
}

fn set(root: &Path, path: &str, bytes: Option<&[u8]>) -> Result<(), StorageError> {
    let target = root.join(path);
    match bytes {
        Some(bytes) => {
            if let Some(folder) = target.parent() {
                durable::make_folder(folder)?;
            }
            durable::replace(&target, bytes)
        }
        None => {
            durable::remove(&target)?;
            // git keeps no empty folders, and neither does a checkout
            let folders = target.ancestors().skip(1).take_while(|folder| *folder != root);
            for folder in folders {
                if fs::remove_dir(folder).is_err() {
                    break;
                }
            }
            durable::flush_folder_of(&root.join("newsroom.toml"))
        }
    }
}

/// The place of that path; `None` where nothing is there.
fn place(root: &Path, path: &str) -> Result<Option<PathBuf>, StorageError> {
    check_path(path)?;
    let mut place = root.to_owned();
    for part in path.split('/') {
        place.push(part);
        match fs::symlink_metadata(&place) {
            Ok(found) if found.is_file() || found.is_dir() => {}
            Ok(_) => return Err(StorageError::NotAFile { path: path.to_owned() }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => return Ok(None),
            Err(error) => return Err(disk("look at", &place)(error)),
        }
    }
    Ok(Some(place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::testing::{POST, STORY, TestDesk, changing};

    #[test]
    fn a_saved_file_is_read_and_a_folder_listed() {
        let desk = TestDesk::new();
        desk.save(POST, "saved");
        desk.save(STORY, "saved");
        let store = desk.store();
        assert_eq!(store.saved(POST).expect("read"), Some(b"saved".to_vec()));
        assert_eq!(store.saved("posts/none.toml").expect("read"), None);
        assert_eq!(store.saved(&format!("{POST}/x")).expect("read"), None);
        let names = store.saved_files("posts/2026/11/port-selan").expect("listed");
        assert_eq!(names, ["power-cut-k3x9q7m2td.toml", "story.toml"]);
        assert!(store.saved_files("posts/2027").expect("listed").is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_is_neither_read_nor_written_through() {
        let desk = TestDesk::new();
        desk.save("posts/2026/11/port-selan/x", "");
        let outside = desk.path().with_file_name("outside");
        fs::create_dir(&outside).expect("made");
        fs::write(outside.join("secret"), "secret").expect("saved");
        std::os::unix::fs::symlink(outside.join("secret"), desk.path().join(POST)).expect("linked");
        std::os::unix::fs::symlink(&outside, desk.path().join("posts/2025")).expect("linked");
        let store = desk.store();
        for path in [POST, "posts/2025/secret"] {
            let read = store.saved(path);
            assert!(matches!(read, Err(StorageError::NotAFile { .. })), "{path}: {read:?}");
        }
        assert!(store.saved_files("posts/2025").is_err());
        for path in [POST, "posts/2025/secret", "posts/2025/new/story.toml"] {
            let written = store.write(changing(&store, path, Some("words"))).expect("written");
            assert!(written.warnings[0].contains("not a plain file"), "{:?}", written.warnings);
        }
        assert_eq!(fs::read_to_string(outside.join("secret")).expect("there"), "secret");
        assert_eq!(fs::read_dir(&outside).expect("there").count(), 1);
    }

    #[test]
    fn a_clean_desk_has_no_unsaved_changes() {
        let desk = TestDesk::new();
        desk.file(POST, "x");
        assert!(desk.store().unsaved_changes().expect("listed").is_empty());
        desk.save("newsroom.toml", "[newsroom]\nname = \"x\"\n");
        fs::remove_file(desk.path().join(POST)).expect("removed");
        desk.save("elsewhere.txt", "x");
        assert_eq!(desk.store().unsaved_changes().expect("listed"), ["newsroom.toml", POST]);
    }
}

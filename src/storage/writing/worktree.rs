//! The files a person sees and edits, brought to what the branch has.

use std::fs;
use std::path::Path;

use git2::Repository;

use super::journal::Touched;
use crate::storage::ground::durable;
use crate::storage::ground::error::git;
use crate::storage::reading::{blob, saved};
use crate::storage::{BlobId, Merge, StorageError, Store};

/// What became of the files that a work tree and its index had to get.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// What did not go well.
    pub(super) warnings: Vec<String>,
    /// The files that are not there yet, with the error of each.
    pub(super) owed: Vec<(Touched, StorageError)>,
}

/// Brings files to what their branch has now, unless they hold words of their own.
pub(super) fn settle(
    repo: &Repository,
    root: &Path,
    files: &[Touched],
    merge: Option<Merge<'_>>,
) -> Settled {
    let mut settled = Settled::default();
    for file in files {
        match bring(repo, root, file, merge) {
            Ok(true) => {}
            Ok(false) => settled.warnings.push(format!(
                "{} was saved meanwhile with words of its own: the file was left as it is",
                file.path
            )),
            Err(error) => {
                settled.warnings.push(format!("{} was not brought up to date: {error}", file.path));
                if !matches!(error, StorageError::NotAFile { .. }) {
                    settled.owed.push((file.clone(), error));
                }
            }
        }
    }
    settled
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
    let saved = saved::read(root, &file.path)?;
    let saved_id = saved.as_ref().map(|bytes| blob::hash(repo, bytes));
    if saved_id == file.new {
        return Ok(true);
    }
    let was_seen = file.seen.as_ref().is_some_and(|seen| seen.id == saved_id);
    // An editor may have ended the lines otherwise, and that is no word of its own.
    let bare = saved.as_ref().filter(|_| file.path.ends_with(".toml")).map(|bytes| lf(bytes));
    let bare_id = bare.map(|bytes| blob::hash(repo, &bytes));
    let says_the_same = bare_id.is_some() && (bare_id == file.old || bare_id == file.new);
    if saved_id == file.old || was_seen || says_the_same {
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

impl Store {
    /// Saves a file in the work tree where there is none of that path, for a person to go on with;
    /// false where one is.
    ///
    /// # Errors
    ///
    /// [`StorageError::NotAFile`] where a link or something else is in its place or on the way.
    pub fn save_new(&self, path: &str, bytes: &[u8]) -> Result<bool, StorageError> {
        let free = saved::read(self.root(), path)?.is_none();
        if free {
            set(self.root(), path, Some(bytes))?;
        }
        Ok(free)
    }
}

/// A file with that content in the work tree.
pub(super) fn put(root: &Path, path: &str, bytes: &[u8]) -> Result<(), StorageError> {
    set(root, path, Some(bytes))
}

/// The bytes with CR LF made LF.
fn lf(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(at + 1) != Some(&b'\n') {
            out.push(*byte);
        }
    }
    out
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

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests arrange files")]
mod tests {
    use super::*;
    use crate::storage::testing::{POST, TestDesk, changing};

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
}

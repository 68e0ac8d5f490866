//! The folder of the built site: each file replaced whole, and only where it changed.
#![expect(clippy::disallowed_methods, reason = "the site is files")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::error::disk;
use super::{StorageError, Store, plan};

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteFile {
    /// Its path from the site's root, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The list of the files that the last build wrote, kept in the folder: nothing else is ever removed.
const LIST: &str = ".newsroom-site";

impl Store {
    /// Writes the files of a site and gives how many changed. Where they are the `whole` site, files
    /// of an earlier build that are no longer part of it go.
    ///
    /// # Errors
    ///
    /// A path that leaves the folder; a folder that holds something else; the disk's.
    pub fn write_site(
        &self,
        out: &Path,
        files: Vec<SiteFile>,
        whole: bool,
    ) -> Result<usize, StorageError> {
        let before = listed(out);
        if before.is_none() && occupied(out) {
            return Err(StorageError::NotASite { path: out.to_owned() });
        }
        let mut now: BTreeSet<String> = BTreeSet::new();
        let mut changed = 0;
        for file in files {
            plan::check_path(&file.path)?;
            changed += usize::from(replace(&out.join(&file.path), &file.bytes)?);
            now.insert(file.path);
        }
        let before = before.unwrap_or_default();
        if whole {
            for gone in before.difference(&now) {
                plan::check_path(gone)?;
                let path = out.join(gone);
                changed += usize::from(std::fs::remove_file(path).is_ok());
            }
        } else {
            now.extend(before);
        }
        let list: String = now.iter().map(|path| format!("{path}\n")).collect();
        replace(&out.join(LIST), list.as_bytes())?;
        Ok(changed)
    }
}

fn listed(out: &Path) -> Option<BTreeSet<String>> {
    let list = std::fs::read_to_string(out.join(LIST)).ok()?;
    Some(list.lines().map(str::to_owned).collect())
}

fn occupied(out: &Path) -> bool {
    std::fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some())
}

/// Puts the bytes at the path, through a file beside it; tells whether they are new.
fn replace(path: &Path, bytes: &[u8]) -> Result<bool, StorageError> {
    if std::fs::read(path).is_ok_and(|present| present == bytes) {
        return Ok(false);
    }
    let folder = path.parent().map(PathBuf::from).unwrap_or_default();
    std::fs::create_dir_all(&folder).map_err(disk("make the folder", &folder))?;
    let file = tempfile::NamedTempFile::new_in(&folder).map_err(disk("write in", &folder))?;
    std::fs::write(file.path(), bytes).map_err(disk("write", path))?;
    readable(file.path()).map_err(disk("write", path))?;
    file.persist(path).map_err(|error| disk("write", path)(error.error))?;
    Ok(true)
}

/// A temporary file is its owner's alone; a page is everybody's to read.
#[cfg(unix)]
fn readable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &Path) -> std::io::Result<()> {
    Ok(())
}

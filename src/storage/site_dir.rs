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

/// How the files of a site are written.
#[derive(Debug, Clone, Copy, Default)]
pub struct SiteWrite {
    /// They are the whole site: files of an earlier build that are no longer part of it go.
    pub whole: bool,
    /// Each is written again, also where it is as it was.
    pub afresh: bool,
    /// Nothing is written: only what would change is counted.
    pub dry_run: bool,
}

impl Store {
    /// Writes the files of a site and gives how many were other than before.
    ///
    /// # Errors
    ///
    /// A path that leaves the folder; a folder that holds something else; the disk's.
    pub fn write_site(
        &self,
        out: &Path,
        files: Vec<SiteFile>,
        how: SiteWrite,
    ) -> Result<usize, StorageError> {
        let before = listed(out);
        if before.is_none() && occupied(out) {
            return Err(StorageError::NotASite { path: out.to_owned() });
        }
        let mut now: BTreeSet<String> = BTreeSet::new();
        let mut changed = 0;
        for file in files {
            plan::check_path(&file.path)?;
            let path = out.join(&file.path);
            let same = is_there(&path, &file.bytes);
            changed += usize::from(!same);
            if (!same || how.afresh) && !how.dry_run {
                replace(&path, &file.bytes)?;
            }
            now.insert(file.path);
        }
        let before = before.unwrap_or_default();
        if how.whole {
            for gone in before.difference(&now) {
                plan::check_path(gone)?;
                let path = out.join(gone);
                let there = path.is_file();
                changed +=
                    usize::from(there && (how.dry_run || std::fs::remove_file(path).is_ok()));
            }
        } else {
            now.extend(before);
        }
        let list: String = now.iter().map(|path| format!("{path}\n")).collect();
        if !how.dry_run && !is_there(&out.join(LIST), list.as_bytes()) {
            replace(&out.join(LIST), list.as_bytes())?;
        }
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

/// Whether the path has these bytes.
fn is_there(path: &Path, bytes: &[u8]) -> bool {
    std::fs::read(path).is_ok_and(|present| present == bytes)
}

/// Puts the bytes at the path, through a file beside it.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), StorageError> {
    let folder = path.parent().map(PathBuf::from).unwrap_or_default();
    std::fs::create_dir_all(&folder).map_err(disk("make the folder", &folder))?;
    let file = tempfile::NamedTempFile::new_in(&folder).map_err(disk("write in", &folder))?;
    std::fs::write(file.path(), bytes).map_err(disk("write", path))?;
    readable(file.path()).map_err(disk("write", path))?;
    file.persist(path).map_err(|error| disk("write", path)(error.error))?;
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::super::testing::TestDesk;
    use super::*;

    fn page(path: &str, text: &str) -> SiteFile {
        SiteFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
    }

    #[test]
    fn a_dry_run_counts_what_would_change_and_writes_nothing() {
        let (desk, folder) = (TestDesk::new(), tempfile::tempdir().expect("a folder"));
        let out = folder.path().join("site");
        let whole = SiteWrite { whole: true, ..SiteWrite::default() };
        let dry = SiteWrite { dry_run: true, ..whole };
        let write = |files, how| desk.store().write_site(&out, files, how).expect("written");
        assert_eq!(write(vec![page("a/index.html", "1"), page("b.css", "2")], dry), 2);
        assert!(!out.exists());
        assert_eq!(write(vec![page("a/index.html", "1"), page("b.css", "2")], whole), 2);
        assert_eq!(write(vec![page("a/index.html", "other")], dry), 2, "one changed, one gone");
        assert!(is_there(&out.join("a/index.html"), b"1") && out.join("b.css").is_file());
        assert_eq!(write(vec![page("a/index.html", "1")], whole), 1);
        assert!(!out.join("b.css").exists());
    }

    #[test]
    fn afresh_writes_also_what_is_as_it_was() {
        let (desk, folder) = (TestDesk::new(), tempfile::tempdir().expect("a folder"));
        let out = folder.path().join("site");
        let write =
            |how| desk.store().write_site(&out, vec![page("a", "1")], how).expect("written");
        write(SiteWrite::default());
        let old = std::time::SystemTime::UNIX_EPOCH;
        let file = std::fs::File::options().append(true).open(out.join("a")).expect("there");
        file.set_modified(old).expect("old");
        let age = || out.join("a").metadata().and_then(|file| file.modified()).expect("a time");
        assert_eq!(write(SiteWrite::default()), 0);
        assert_eq!(age(), old);
        assert_eq!(write(SiteWrite { afresh: true, ..SiteWrite::default() }), 0);
        assert!(age() > old);
    }
}

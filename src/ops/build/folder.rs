//! The folder of the built site: each file replaced whole, and only where it changed.
//!
//! The folder is public, and holds nothing but what is for readers and a mark that says what it is.
//! What the last build noted for the next one is kept with the desk.
#![expect(clippy::disallowed_methods, reason = "the site is files")]

use std::path::{Path, PathBuf};

use crate::model::Digest;
use crate::storage::{StorageError, check_path, disk};

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SiteFile {
    /// Its path from the site's root, with `/`.
    pub(super) path: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// A folder that has it is a site: the SHA-256 of what the last build noted of it.
const MARK: &str = ".newsroom-site";

/// The same of a preview: where one of them is, the other is never written.
const PREVIEW_MARK: &str = ".newsroom-preview";

/// How the files of a site are written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SiteWrite {
    /// Each is written again, also where it is as it was.
    pub(super) afresh: bool,
    /// Nothing is written: only what would change is counted.
    pub(super) dry_run: bool,
    /// They are a preview, which is not public.
    pub(super) preview: bool,
}

impl SiteWrite {
    fn mark(self) -> &'static str {
        if self.preview { PREVIEW_MARK } else { MARK }
    }
}

/// The folder of a site that is being written.
#[derive(Debug)]
pub(super) struct SiteDir {
    out: PathBuf,
    /// Where the note of this folder is.
    noted: PathBuf,
    how: SiteWrite,
    changed: usize,
}

impl SiteDir {
    /// The folder, which is made when there is something to write; `notes` is the desk's own, for
    /// what a build notes for the next one.
    ///
    /// # Errors
    ///
    /// [`StorageError::OtherSite`] for one that holds a preview where the site for readers is to be
    /// written, or the other way round; [`StorageError::NotASite`] for one that holds something else.
    pub(super) fn open(out: &Path, notes: &Path, how: SiteWrite) -> Result<Self, StorageError> {
        let other = SiteWrite { preview: !how.preview, ..how };
        if out.join(other.mark()).exists() {
            return Err(StorageError::OtherSite { path: out.to_owned(), preview: other.preview });
        }
        if !out.join(how.mark()).is_file() && occupied(out) {
            return Err(StorageError::NotASite { path: out.to_owned() });
        }
        let place = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
        let noted = notes.join(Digest::of(place.as_os_str().as_encoded_bytes()).to_string());
        Ok(Self { out: out.to_owned(), noted, how, changed: 0 })
    }

    /// What the last build noted of the folder as it is; `None` where there was none.
    pub(super) fn note(&self) -> Option<String> {
        let note = std::fs::read_to_string(&self.noted).ok()?;
        let mark = std::fs::read_to_string(self.out.join(self.how.mark())).ok()?;
        (mark.trim_end() == mark_of(&note)).then_some(note)
    }

    /// Writes files in this order, each replaced whole.
    ///
    /// # Errors
    ///
    /// A path that leaves the folder; the disk's.
    pub(super) fn write(&mut self, files: &[SiteFile]) -> Result<(), StorageError> {
        for file in files {
            check_path(&file.path)?;
            let path = self.out.join(&file.path);
            let same = is_there(&path, &file.bytes);
            self.changed += usize::from(!same);
            if (!same || self.how.afresh) && !self.how.dry_run {
                replace(&path, &file.bytes)?;
            }
        }
        Ok(())
    }

    /// Takes out files of an earlier build; what is gone already is no error.
    ///
    /// # Errors
    ///
    /// A path that leaves the folder.
    pub(super) fn remove<'a>(
        &mut self,
        paths: impl Iterator<Item = &'a str>,
    ) -> Result<(), StorageError> {
        for gone in paths {
            check_path(gone)?;
            let path = self.out.join(gone);
            let there = path.is_file();
            let removed = there && (self.how.dry_run || std::fs::remove_file(path).is_ok());
            self.changed += usize::from(removed);
        }
        Ok(())
    }

    /// Keeps a note for the next build, and gives how many files were other than before.
    ///
    /// # Errors
    ///
    /// The disk's.
    pub(super) fn finish(self, note: &str) -> Result<usize, StorageError> {
        if !self.how.dry_run {
            for (path, text) in [
                (self.noted, note.to_owned()),
                (self.out.join(self.how.mark()), format!("{}\n", mark_of(note))),
            ] {
                if !is_there(&path, text.as_bytes()) {
                    replace(&path, text.as_bytes())?;
                }
            }
        }
        Ok(self.changed)
    }
}

fn mark_of(note: &str) -> String {
    Digest::of(note.as_bytes()).to_string()
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
    use super::*;

    fn page(path: &str, text: &str) -> SiteFile {
        SiteFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
    }

    #[test]
    fn a_dry_run_counts_what_would_change_and_writes_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("site");
        let write = |files: &[SiteFile], gone: Option<&str>, dry_run| {
            let mut site =
                SiteDir::open(&out, folder.path(), SiteWrite { dry_run, ..SiteWrite::default() })
                    .expect("a folder for a site");
            site.write(files).expect("written");
            site.remove(gone.into_iter()).expect("removed");
            site.finish("noted").expect("noted")
        };
        let both = [page("a/index.html", "1"), page("b.css", "2")];
        assert_eq!(write(&both, None, true), 2);
        assert!(!out.exists());
        assert_eq!(write(&both, None, false), 2);
        assert_eq!(write(&[page("a/index.html", "other")], Some("b.css"), true), 2);
        assert!(is_there(&out.join("a/index.html"), b"1") && out.join("b.css").is_file());
        assert_eq!(write(&[page("a/index.html", "1")], Some("b.css"), false), 1);
        assert!(!out.join("b.css").exists());
    }

    #[test]
    fn afresh_writes_also_what_is_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("site");
        let write = |afresh| {
            let mut site =
                SiteDir::open(&out, folder.path(), SiteWrite { afresh, ..SiteWrite::default() })
                    .expect("a folder for a site");
            site.write(&[page("a", "1")]).expect("written");
            site.finish("noted").expect("noted")
        };
        write(false);
        let old = std::time::SystemTime::UNIX_EPOCH;
        let file = std::fs::File::options().append(true).open(out.join("a")).expect("there");
        file.set_modified(old).expect("old");
        let age = || out.join("a").metadata().and_then(|file| file.modified()).expect("a time");
        assert_eq!(write(false), 0);
        assert_eq!(age(), old);
        assert_eq!(write(true), 0);
        assert!(age() > old);
    }

    #[test]
    fn a_preview_and_the_site_for_readers_never_share_a_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        for preview in [false, true] {
            let out = folder.path().join(format!("preview-{preview}"));
            let open = |preview| {
                SiteDir::open(&out, folder.path(), SiteWrite { preview, ..SiteWrite::default() })
            };
            let mut site = open(preview).expect("a folder for a site");
            site.write(&[page("a", "1")]).expect("written");
            site.finish("noted").expect("noted");
            let refused = open(!preview);
            assert!(
                matches!(&refused, Err(StorageError::OtherSite { preview: it, .. }) if *it == preview),
                "{refused:?}"
            );
            open(preview).expect("its own kind");
        }
    }

    #[test]
    fn a_folder_of_other_things_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("thesis.txt"), "years of work").expect("written");
        let opened = SiteDir::open(folder.path(), folder.path(), SiteWrite::default());
        assert!(matches!(opened, Err(StorageError::NotASite { .. })));
    }
}

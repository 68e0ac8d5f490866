//! The folder of the built site: each file replaced whole, and only where it changed.
//!
//! The folder is public, and holds nothing but what is for readers and a mark that says what it is.
//! What the last build noted for the next one is kept with the desk. One build at a time works in a
//! folder; one that is killed at any moment leaves what the next one goes on from:
//!
//! 1. the mark says that a build began, and names the files that were there;
//! 2. it names each further file before that is written;
//! 3. a file is written beside the mark, under one name, and moved to its place;
//! 4. what is no more is taken out;
//! 5. the note is kept, and the mark names it: from there on the site is whole.
//!
//! What stands between 1 and 5 is compared, file by file, with a site that is made anew.
#![expect(clippy::disallowed_methods, reason = "the site is files")]

mod mark;
mod place;
mod stamps;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use self::mark::Mark;
use self::stamps::{Stamp, Stamps};
use crate::model::Digest;
use crate::storage::{StorageError, check_path, disk};

/// The path of that folder within the other one; `None` for one that lies elsewhere.
pub(super) fn within(folder: &Path, other: &Path) -> Option<String> {
    let (folder, other) = (place::real(folder), place::real(other));
    Some(folder.strip_prefix(other).ok()?.to_string_lossy().replace('\\', "/"))
}

/// The text of a file of a site in that folder; `None` where there is none.
pub(super) fn text(site: &Path, path: &str) -> Option<String> {
    std::fs::read_to_string(site.join(path)).ok()
}

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SiteFile {
    /// Its path from the site's root, with `/`.
    pub(super) path: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// A folder that has it is a site.
const MARK: &str = ".newsroom-site";

/// The same of a preview: where one of them is, the other is never written.
const PREVIEW_MARK: &str = ".newsroom-preview";

/// The name that a file has until it is whole; at most one is there, and only while a build runs.
const NEW: &str = ".newsroom-new";

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
    /// What the last build noted, where it came to its end.
    note: Option<String>,
    /// The files that are a build's.
    files: BTreeSet<String>,
    stamps: Stamps,
    amiss: BTreeSet<String>,
    changed: usize,
    mended: Vec<String>,
    /// The mark, once something changes.
    begun: Option<File>,
    /// Nobody else writes here as long as it is held.
    _alone: Option<File>,
}

impl SiteDir {
    /// The folder, which is made where there is none, once nobody else writes in it; `notes` is the
    /// desk's own, for what a build notes for the next one.
    ///
    /// # Errors
    ///
    /// [`StorageError::OtherSite`] for one that holds a preview where the site for readers is to be
    /// written, or the other way round; [`StorageError::NotASite`] for one that holds something else.
    pub(super) fn open(out: &Path, notes: &Path, how: SiteWrite) -> Result<Self, StorageError> {
        let alone = if how.dry_run { None } else { place::alone(out)? };
        let other = SiteWrite { preview: !how.preview, ..how };
        if out.join(other.mark()).exists() {
            return Err(StorageError::OtherSite { path: out.to_owned(), preview: other.preview });
        }
        if !out.join(how.mark()).is_file() && place::is_occupied(out, NEW) {
            return Err(StorageError::NotASite { path: out.to_owned() });
        }
        let place = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
        let noted = notes.join(Digest::of(place.as_os_str().as_encoded_bytes()).to_string());
        let mut site = Self {
            out: out.to_owned(),
            noted,
            how,
            note: None,
            files: BTreeSet::new(),
            stamps: Stamps::new(),
            amiss: BTreeSet::new(),
            changed: 0,
            mended: Vec::new(),
            begun: None,
            _alone: alone,
        };
        site.look()?;
        Ok(site)
    }

    /// Learns what the build before left, and drops the file that it had not written to its end.
    fn look(&mut self) -> Result<(), StorageError> {
        if !self.how.dry_run {
            place::remove(&self.new_file())?;
        }
        let mark = Mark::read(&self.mark());
        let noted = std::fs::read_to_string(&self.noted).unwrap_or_default();
        if mark.ends_with(&noted)
            && let Some((stamps, note)) = noted.split_once("\n\n")
        {
            self.stamps = stamps::read(stamps);
            self.note = Some(note.to_owned());
            self.amiss = stamps::amiss(&self.out, &mark.files, &self.stamps);
        }
        self.files = mark.files;
        Ok(())
    }

    /// What the last build noted of the folder; `None` where there was none, or it was killed.
    pub(super) fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The files that builds left here, as far as they are known.
    pub(super) fn files(&self) -> &BTreeSet<String> {
        &self.files
    }

    /// Those of them that are not as the last build left them.
    pub(super) fn amiss(&self) -> &BTreeSet<String> {
        &self.amiss
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
            let same = place::has(&path, &file.bytes);
            if !same {
                self.changed += 1;
                self.mended.extend(self.is_anothers(&file.path).then(|| file.path.clone()));
            }
            if self.how.dry_run {
                continue;
            }
            if !same || self.how.afresh {
                self.name(&file.path)?;
                place::replace(&path, &self.new_file(), &file.bytes)?;
            }
            self.files.insert(file.path.clone());
            self.stamps.extend(Stamp::at(&path).map(|stamp| (file.path.clone(), stamp)));
        }
        Ok(())
    }

    /// Whether somebody changed or took away that file of the site, or put theirs in its place.
    fn is_anothers(&self, path: &str) -> bool {
        let put = || !self.files.is_empty() && self.out.join(path).exists();
        self.amiss.contains(path) || (!self.files.contains(path) && put())
    }

    /// Takes out files of an earlier build; what is gone already is no error.
    ///
    /// # Errors
    ///
    /// A path that leaves the folder; the disk's.
    pub(super) fn remove<'a>(
        &mut self,
        paths: impl Iterator<Item = &'a str>,
    ) -> Result<(), StorageError> {
        for gone in paths {
            check_path(gone)?;
            let path = self.out.join(gone);
            let there = std::fs::symlink_metadata(&path).is_ok_and(|found| !found.is_dir());
            self.changed += usize::from(there);
            if self.how.dry_run {
                continue;
            }
            if there {
                self.begin()?;
                place::remove(&path)?;
            }
            self.files.remove(gone);
            self.stamps.remove(gone);
        }
        Ok(())
    }

    /// Keeps a note for the next build, and gives how many files were other than before, and the
    /// paths of those that somebody else had changed or taken away.
    ///
    /// # Errors
    ///
    /// The disk's.
    pub(super) fn finish(self, note: &str) -> Result<(usize, Vec<String>), StorageError> {
        if !self.how.dry_run {
            let stamps = stamps::lines(&self.stamps);
            let noted = format!("stamps\n{stamps}\n{note}");
            let mark = Mark::ended(&noted, &self.files);
            if !place::has(&self.noted, noted.as_bytes()) {
                let new = self.noted.with_extension("new");
                place::replace(&self.noted, &new, noted.as_bytes())?;
            }
            if !place::has(&self.mark(), mark.as_bytes()) {
                place::replace(&self.mark(), &self.new_file(), mark.as_bytes())?;
            }
        }
        Ok((self.changed, self.mended))
    }

    /// Says in the mark that a build is at work; what it finds when it is killed is not relied on.
    fn begin(&mut self) -> Result<&mut File, StorageError> {
        let mark = self.mark();
        if self.begun.is_none() {
            place::replace(&mark, &self.new_file(), Mark::begun(&self.files).as_bytes())?;
            let file = File::options().append(true).open(&mark);
            self.begun = Some(file.map_err(disk("write", &mark))?);
        }
        Ok(self.begun.as_mut().expect("it was just opened"))
    }

    /// Names a file in the mark before it is written.
    fn name(&mut self, path: &str) -> Result<(), StorageError> {
        let named = self.files.contains(path);
        let mark = self.mark();
        let file = self.begin()?;
        if !named {
            file.write_all(format!("{path}\n").as_bytes()).map_err(disk("write", &mark))?;
        }
        Ok(())
    }

    fn mark(&self) -> PathBuf {
        self.out.join(self.how.mark())
    }

    fn new_file(&self) -> PathBuf {
        self.out.join(NEW)
    }
}

#[cfg(test)]
mod tests;

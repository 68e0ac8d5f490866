//! The folder of the built site: each file replaced whole, and only where it changed.
//!
//! The folder is public, and holds nothing but what is for readers and a mark that says what it is.
//! What the last build noted for the next one is kept with the desk. One build at a time works in a
//! folder; one that is killed at any moment leaves what the next one goes on from:
//!
//! 1. the mark says that a build began, and names the files that were there;
//! 2. it names each further file before that is written;
//! 3. a file is written beside the mark, under one name, and moved to its place;
//! 4. what is no more is taken out, and the mark says so;
//! 5. the notes are kept, and the mark names them: from there on the site is whole.
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

use crate::model::Digest;
use crate::storage::{SiteNotes, StorageError, check_path, disk};

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

/// So many files of a site are looked at in one build; the others have their turn in the next ones.
const ROUND: usize = 4000;

/// What the notes call themselves, as the mark does.
const NAME: &str = "name";

/// The file at which the next build begins to look.
const LOOKED: &str = "looked";

/// How many lines of the mark tell of what is gone.
const GONE: &str = "gone";

/// With so many of them the mark is written anew.
const MANY_GONE: u32 = 10_000;

/// The folder of a site that is being written.
#[derive(Debug)]
pub(super) struct SiteDir {
    out: PathBuf,
    /// Where the notes of this folder are.
    noted: PathBuf,
    how: SiteWrite,
    notes: SiteNotes,
    /// Whether what the last build noted is of the folder as it stands: it came to its end.
    stands: bool,
    /// Whether builds left files here.
    had_files: bool,
    amiss: BTreeSet<String>,
    /// How many lines of the mark tell of what is gone.
    gone: u32,
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
        let alone = if how.dry_run { place::waited(out) } else { place::alone(out)? };
        let other = SiteWrite { preview: !how.preview, ..how };
        if out.join(other.mark()).exists() {
            return Err(StorageError::OtherSite { path: out.to_owned(), preview: other.preview });
        }
        if !out.join(how.mark()).is_file() && place::is_occupied(out, NEW) {
            return Err(StorageError::NotASite { path: out.to_owned() });
        }
        let place = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
        let noted = Digest::of(place.as_os_str().as_encoded_bytes());
        let noted = notes.join(format!("{noted}.sqlite"));
        let mut site = Self {
            out: out.to_owned(),
            how,
            notes: SiteNotes::in_file(&noted),
            noted,
            stands: false,
            had_files: false,
            amiss: BTreeSet::new(),
            gone: 0,
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
            let _ = std::fs::remove_file(self.noted.with_extension("")); // as 0.1.0 noted it
        }
        self.notes.begin()?;
        let noted = self.notes.about(NAME)?;
        self.stands = noted.is_some() && mark::name(&self.mark()) == noted;
        if self.stands {
            let gone = self.notes.about(GONE)?.and_then(|gone| gone.parse().ok());
            self.gone = gone.unwrap_or_default();
            self.look_round()?;
        } else {
            self.notes.forget()?;
            for path in mark::files(&self.mark()) {
                self.notes.put_file(&path, None)?;
            }
        }
        self.had_files = !self.notes.files_after("", 1)?.is_empty();
        Ok(())
    }

    /// What is noted of the site: what the last build noted where it came to its end, else the names
    /// of the files that builds left here.
    pub(super) fn notes(&self) -> &SiteNotes {
        &self.notes
    }

    /// The files that are not as the last build left them, of those whose turn it was: all of them,
    /// where there are not many.
    pub(super) fn amiss(&self) -> &BTreeSet<String> {
        &self.amiss
    }

    /// Looks at the files whose turn it is.
    fn look_round(&mut self) -> Result<(), StorageError> {
        let from = self.notes.about(LOOKED)?.unwrap_or_default();
        let mut turn = self.notes.files_after(&from, ROUND)?;
        if turn.len() < ROUND && !from.is_empty() {
            let first = self.notes.files_after("", ROUND - turn.len())?;
            turn.extend(first.into_iter().filter(|(path, _)| *path <= from));
        }
        let next = turn.last().filter(|_| turn.len() == ROUND).map_or("", |(path, _)| path);
        if next != from {
            self.notes.set_about(LOOKED, next)?;
        }
        self.amiss = stamps::amiss(&self.out, turn);
        Ok(())
    }

    /// Whether the file there is as the last build left it.
    ///
    /// # Errors
    ///
    /// The notes'.
    pub(super) fn has(&self, path: &str) -> Result<bool, StorageError> {
        let left = self.notes.file(path)?.flatten();
        Ok(left.is_some_and(|left| stamps::is_as_left(&self.out.join(path), left)))
    }

    /// Writes a file, replaced whole.
    ///
    /// # Errors
    ///
    /// A path that leaves the folder; the disk's.
    pub(super) fn write(&mut self, file: &SiteFile) -> Result<(), StorageError> {
        check_path(&file.path)?;
        let path = self.out.join(&file.path);
        let known = self.notes.file(&file.path)?;
        let same = place::has(&path, &file.bytes);
        if !same {
            self.changed += 1;
            let anothers = match known {
                Some(left) => left.is_some_and(|left| !stamps::is_as_left(&path, left)),
                None => self.had_files && path.exists(),
            };
            self.mended.extend(anothers.then(|| file.path.clone()));
        }
        if self.how.dry_run {
            return Ok(());
        }
        if !same || self.how.afresh {
            self.name(&file.path, known.is_some())?;
            place::replace(&path, &self.new_file(), &file.bytes)?;
        }
        let left = stamps::at(&path);
        if known != Some(left) {
            self.notes.put_file(&file.path, left)?;
        }
        Ok(())
    }

    /// Takes out a file of an earlier build; what is gone already is no error.
    ///
    /// # Errors
    ///
    /// A path that leaves the folder; the disk's.
    pub(super) fn remove(&mut self, gone: &str) -> Result<(), StorageError> {
        check_path(gone)?;
        let path = self.out.join(gone);
        let there = std::fs::symlink_metadata(&path).is_ok_and(|found| !found.is_dir());
        self.changed += usize::from(there);
        if self.how.dry_run {
            return Ok(());
        }
        self.begin()?;
        if there {
            place::remove(&path)?;
        }
        self.notes.drop_file(gone)?;
        self.gone += 1;
        self.add_line(&format!("-{gone}\n"))
    }

    /// Keeps what was noted for the next build, and gives how many files were other than before, and
    /// the paths of those that somebody else had changed or taken away.
    ///
    /// # Errors
    ///
    /// The disk's.
    pub(super) fn finish(mut self) -> Result<(usize, Vec<String>), StorageError> {
        if self.how.dry_run {
            return Ok((self.changed, self.mended));
        }
        if !self.stands {
            self.begin()?;
        }
        let mark = self.mark();
        if self.begun.is_none() {
            self.notes.keep()?;
        } else {
            let name = mark::new_name();
            self.notes.set_about(NAME, &name)?;
            self.notes.set_about(GONE, &self.gone.to_string())?;
            self.notes.keep()?;
            mark::set_name(&mark, &name).map_err(disk("write", &mark))?;
        }
        Ok((self.changed, self.mended))
    }

    /// Says in the mark that a build is at work; what it finds when it is killed is not relied on.
    fn begin(&mut self) -> Result<(), StorageError> {
        if self.begun.is_some() {
            return Ok(());
        }
        let mark = self.mark();
        if self.stands && self.gone < MANY_GONE {
            mark::begin(&mark).map_err(disk("write", &mark))?;
        } else {
            let files = self.notes.files_in("")?;
            place::replace(&mark, &self.new_file(), mark::begun(&files).as_bytes())?;
            self.gone = 0;
        }
        let file = File::options().append(true).open(&mark);
        self.begun = Some(file.map_err(disk("write", &mark))?);
        Ok(())
    }

    /// Names a file in the mark before it is written.
    fn name(&mut self, path: &str, named: bool) -> Result<(), StorageError> {
        self.begin()?;
        if named { Ok(()) } else { self.add_line(&format!("+{path}\n")) }
    }

    fn add_line(&mut self, line: &str) -> Result<(), StorageError> {
        let mark = self.mark();
        let added = self.begun.as_mut().map_or(Ok(()), |file| file.write_all(line.as_bytes()));
        added.map_err(disk("write", &mark))
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

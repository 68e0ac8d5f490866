//! Where the files of a site go: a folder, or what is served from memory.

use std::collections::BTreeSet;

use super::folder::{SiteDir, SiteFile};
use crate::storage::{SiteNotes, StorageError};

/// Where the files of a site go.
pub(super) trait Target {
    /// What is noted of the site.
    fn notes(&self) -> &SiteNotes;
    /// Puts a file in its place.
    fn put(&mut self, file: SiteFile) -> Result<(), StorageError>;
    /// Takes out the file at that path.
    fn take_out(&mut self, path: &str) -> Result<(), StorageError>;
    /// Whether the file is there as it was put.
    fn has(&self, path: &str) -> Result<bool, StorageError>;
    /// The files that are not as they were put, of those whose turn it is to be looked at.
    fn amiss(&self) -> BTreeSet<String> {
        BTreeSet::new()
    }
    /// Whether each of these files is there as it was put.
    fn has_all(&self, files: &[String]) -> Result<bool, StorageError> {
        for path in files {
            if !self.has(path)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Target for SiteDir {
    fn notes(&self) -> &SiteNotes {
        Self::notes(self)
    }

    fn put(&mut self, file: SiteFile) -> Result<(), StorageError> {
        self.write(&file)
    }

    fn take_out(&mut self, path: &str) -> Result<(), StorageError> {
        self.remove(path)
    }

    fn has(&self, path: &str) -> Result<bool, StorageError> {
        Self::has(self, path)
    }

    fn amiss(&self) -> BTreeSet<String> {
        Self::amiss(self).clone()
    }
}

/// What a site in memory has to change, in this order.
#[derive(Debug)]
pub(super) struct Changes<'a> {
    pub(super) notes: &'a SiteNotes,
    pub(super) files: Vec<SiteFile>,
    pub(super) gone: Vec<String>,
}

impl<'a> Changes<'a> {
    /// Nothing yet, of the site that is noted there.
    pub(super) fn of(notes: &'a SiteNotes) -> Self {
        Self { notes, files: Vec::new(), gone: Vec::new() }
    }
}

impl Target for Changes<'_> {
    fn notes(&self) -> &SiteNotes {
        self.notes
    }

    fn put(&mut self, file: SiteFile) -> Result<(), StorageError> {
        self.notes.put_file(&file.path, None)?;
        self.files.push(file);
        Ok(())
    }

    fn take_out(&mut self, path: &str) -> Result<(), StorageError> {
        self.notes.drop_file(path)?;
        self.gone.push(path.to_owned());
        Ok(())
    }

    fn has(&self, path: &str) -> Result<bool, StorageError> {
        Ok(self.notes.file(path)?.is_some())
    }
}

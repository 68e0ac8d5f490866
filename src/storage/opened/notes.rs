//! Small facts and rescued words that are this clone's alone.

use std::path::PathBuf;
use std::time::Duration;

use crate::storage::ground::durable;
use crate::storage::ground::path::check_path;
use crate::storage::{StorageError, Store};

impl Store {
    /// Keeps words that were typed and could not be filed, until [`Store::drop_kept`]; they are on
    /// the disk when this returns. Gives the file they are in.
    ///
    /// # Errors
    ///
    /// [`StorageError::UnsafePath`] where the name has a slash; the disk's.
    pub fn keep(&self, name: &str, text: &str) -> Result<PathBuf, StorageError> {
        let path = self.local("kept", name)?;
        if let Some(folder) = path.parent() {
            durable::make_folder(folder)?;
        }
        durable::replace(&path, text.as_bytes())?;
        Ok(path)
    }

    /// The words kept under that name.
    pub fn kept(&self, name: &str) -> Option<String> {
        text(self.local("kept", name).ok()?)
    }

    /// Forgets the words kept under that name.
    ///
    /// # Errors
    ///
    /// The disk's.
    pub fn drop_kept(&self, name: &str) -> Result<(), StorageError> {
        durable::remove(&self.local("kept", name)?)
    }

    /// The folder of what builds of the site note for the next one.
    pub fn site_notes(&self) -> PathBuf {
        self.common_dir().join("sites")
    }

    /// Whether this clone remembers anything: it has worked on its desk before.
    pub(in crate::storage) fn has_notes(&self) -> bool {
        self.common_dir().join("notes").is_dir()
    }

    /// A small fact this clone remembers, as what was last shown.
    pub fn note(&self, name: &str) -> Option<String> {
        text(self.local("notes", name).ok()?)
    }

    /// Remembers a small fact.
    ///
    /// # Errors
    ///
    /// [`StorageError::UnsafePath`] where the name has a slash; the disk's.
    pub fn set_note(&self, name: &str, text: &str) -> Result<(), StorageError> {
        let path = self.local("notes", name)?;
        if let Some(folder) = path.parent() {
            durable::make_folder(folder)?;
        }
        durable::replace(&path, text.as_bytes())
    }

    /// How long ago a note was written; `None` where there is none.
    pub fn note_age(&self, name: &str) -> Option<Duration> {
        let written = self.local("notes", name).ok()?.metadata().ok()?.modified().ok()?;
        written.elapsed().ok()
    }

    fn local(&self, kind: &str, name: &str) -> Result<PathBuf, StorageError> {
        check_path(name)?;
        if name.contains('/') {
            return Err(StorageError::UnsafePath { path: name.to_owned() });
        }
        Ok(self.common_dir().join(kind).join(name))
    }
}

fn text(path: PathBuf) -> Option<String> {
    String::from_utf8(durable::read(&path).ok()??).ok()
}

#[cfg(test)]
mod tests {
    use crate::storage::testing::TestDesk;

    #[test]
    fn words_are_kept_until_they_are_dropped() {
        let desk = TestDesk::new();
        let store = desk.store();
        assert_eq!(store.kept("k3x9"), None);
        let path = store.keep("k3x9", "many words").expect("kept");
        assert!(path.is_file());
        assert_eq!(desk.store().kept("k3x9").as_deref(), Some("many words"));
        store.drop_kept("k3x9").expect("dropped");
        assert_eq!(store.kept("k3x9"), None);
        store.set_note("shown", "abc").expect("noted");
        assert_eq!(store.note("shown").as_deref(), Some("abc"));
        for name in ["../x", "a/b", "", ".."] {
            assert!(store.keep(name, "x").is_err(), "{name}");
        }
        desk.assert_sound();
    }
}

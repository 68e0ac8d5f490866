//! A document on the desk and on the record: one folder and one id, and for a post perhaps two
//! names.

use super::tree::{Files, Item, tree};
use crate::model::DocPath;
use crate::storage::{CommitId, StorageError, Store};

impl Store {
    /// Where that commit of the record has a document, by the ledger; the given path where it has
    /// none.
    ///
    /// # Errors
    ///
    /// [`StorageError::NoCommit`], or git's.
    pub fn on_record(&self, at: &CommitId, path: &DocPath) -> Result<DocPath, StorageError> {
        of_record(tree(&self.repo, at)?, path)
    }

    /// Where that commit of the desk has a document; the given path where it has none.
    ///
    /// # Errors
    ///
    /// [`StorageError::NoCommit`], or git's.
    pub fn on_desk(&self, at: &CommitId, path: &DocPath) -> Result<DocPath, StorageError> {
        alike(tree(&self.repo, at)?, path.as_str(), path)
    }
}

/// The same of the record's files.
pub(in crate::storage) fn of_record(
    files: Files<'_>,
    path: &DocPath,
) -> Result<DocPath, StorageError> {
    alike(files, &path.ledger(), path)
}

/// The same of what is in the desk's folder `posts`.
pub(in crate::storage) fn of_desk(
    posts: Files<'_>,
    path: &DocPath,
) -> Result<DocPath, StorageError> {
    alike(posts, path.as_str().trim_start_matches("posts/"), path)
}

/// The document that has a file at `at`, else in that folder under the same id.
fn alike(files: Files<'_>, at: &str, path: &DocPath) -> Result<DocPath, StorageError> {
    let Some(id) = path.id() else { return Ok(path.clone()) };
    if files.entry(at)?.is_some() {
        return Ok(path.clone());
    }
    let folder = at.rsplit_once('/').map_or("", |(folder, _)| folder);
    let Some(folder) = files.folder(folder)? else { return Ok(path.clone()) };
    let ending = format!("-{id}.toml");
    let plain = folder.items().filter(Item::is_plain);
    let mut names = plain.filter_map(|item| std::str::from_utf8(item.name).ok());
    let found = names.find_map(|name| {
        name.ends_with(&ending).then(|| path.beside(name).parse::<DocPath>().ok()).flatten()
    });
    Ok(found.unwrap_or_else(|| path.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Line;
    use crate::storage::testing::{POST, TestDesk};

    #[test]
    fn a_post_is_found_by_its_id_in_its_folder_and_nowhere_else() {
        let desk = TestDesk::new();
        desk.file(POST, "words");
        let store = desk.store();
        let tip = store.tip(Line::Desk).expect("read").expect("a tip");
        let path: DocPath = POST.parse().expect("a path");
        let other = path.post_called("another name", &path.id().expect("an id"));
        assert_eq!(store.on_desk(&tip, &other).expect("read"), path);
        assert_eq!(store.on_desk(&tip, &path).expect("read"), path);
        assert_eq!(store.on_record(&tip, &other).expect("read"), other, "it has no ledger");
        let stranger = path.post_called("words", &"zzzzzzzzzz".parse().expect("an id"));
        assert_eq!(store.on_desk(&tip, &stranger).expect("read"), stranger);
        let elsewhere: DocPath = POST.replace("/2026/", "/2027/").parse().expect("a path");
        assert_eq!(store.on_desk(&tip, &elsewhere).expect("read"), elsewhere);
        assert_eq!(store.on_desk(&tip, &path.story_path()).expect("read"), path.story_path());
    }
}

//! The mark of a site's folder: whose it is, whether the last build came to its end, and which files
//! in it are a build's.
//!
//! The first line is the SHA-256 of what the last build noted, or says that one began; each line
//! below it is a file of the site. A file is named here before it is written and until it is gone, so
//! that a build that was killed leaves nothing behind that the next one does not know.

use std::collections::BTreeSet;
use std::path::Path;

use crate::model::Digest;
use crate::storage::check_path;

/// The first line from the first change of a build to its end.
const BEGUN: &str = "unfinished";

/// What a mark says.
#[derive(Debug, Default)]
pub(super) struct Mark {
    first: String,
    /// The files that are a build's, by their paths from the site's root.
    pub(super) files: BTreeSet<String>,
}

impl Mark {
    /// The mark in that file; nothing where there is none.
    pub(super) fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        // A line that was cut may be the name of somebody's file.
        let mut whole = text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
        let first = whole.next().unwrap_or_default().to_owned();
        let files = whole.filter(|path| check_path(path).is_ok()).map(str::to_owned).collect();
        Self { first, files }
    }

    /// Whether the build that made it came to its end, and noted that.
    pub(super) fn ends_with(&self, note: &str) -> bool {
        self.first == Digest::of(note.as_bytes()).to_string()
    }

    /// Its text while a build is at work.
    pub(super) fn begun(files: &BTreeSet<String>) -> String {
        text(BEGUN, files)
    }

    /// Its text once a build has noted that.
    pub(super) fn ended(note: &str, files: &BTreeSet<String>) -> String {
        text(&Digest::of(note.as_bytes()).to_string(), files)
    }
}

fn text(first: &str, files: &BTreeSet<String>) -> String {
    let lines = std::iter::once(first).chain(files.iter().map(String::as_str));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_cut_and_a_path_out_of_the_folder_are_no_files_of_the_site() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("mark");
        std::fs::write(&path, "unfinished\na/index.html\n../b\n/c\nthesis").expect("written");
        let mark = Mark::read(&path);
        assert_eq!(mark.files.iter().collect::<Vec<_>>(), ["a/index.html"]);
        assert!(!mark.ends_with(""));
    }

    #[test]
    fn it_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("mark");
        let files = BTreeSet::from(["a".to_owned(), "b/c".to_owned()]);
        std::fs::write(&path, Mark::ended("noted", &files)).expect("written");
        let mark = Mark::read(&path);
        assert!(mark.ends_with("noted") && !mark.ends_with("other"));
        assert_eq!(mark.files, files);
    }
}

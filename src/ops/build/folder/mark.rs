//! The mark of a site's folder: whose it is, whether the last build came to its end, and which files
//! in it are a build's.
//!
//! The first line names what the last build noted, or says that one began; both are of one length, so
//! that it is replaced in its place. Below it are the files of the site, a line each: `+` and the path
//! before a file is written, `-` and the path once it is gone, so that a build that was killed
//! leaves nothing behind that the next one does not know.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Seek, Write};
use std::path::Path;

use crate::model::Digest;
use crate::storage::check_path;

/// The first line from the first change of a build to its end, as long as a name.
const BEGUN: &str = "unfinished .....................................................";

/// The name of what a build noted: no other build has it.
pub(super) fn new_name() -> String {
    Digest::of(&rand::random::<[u8; 32]>()).to_string()
}

/// The first line of the mark in that file: what the last build noted, where it came to its end.
pub(super) fn name(path: &Path) -> Option<String> {
    let mut line = String::new();
    BufReader::new(File::open(path).ok()?).read_line(&mut line).ok()?;
    line.strip_suffix('\n').map(str::to_owned)
}

/// The files that are a build's, by their paths from the site's root; none where there is no mark.
pub(super) fn files(path: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    // A line that was cut may be the name of somebody's file.
    let whole = text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')).skip(1);
    let mut files = BTreeSet::new();
    for line in whole {
        match line.strip_prefix('-') {
            Some(gone) => drop(files.remove(gone)),
            None => {
                // In the marks of 0.1.0 a path is all of its line.
                let path = line.strip_prefix('+').unwrap_or(line);
                files.extend(check_path(path).is_ok().then(|| path.to_owned()));
            }
        }
    }
    files
}

/// Its text while a build is at work.
pub(super) fn begun(files: &[String]) -> String {
    let lines = files.iter().flat_map(|path| ["+", path, "\n"]);
    [BEGUN, "\n"].into_iter().chain(lines).collect()
}

/// Says in the mark that a build began.
pub(super) fn begin(path: &Path) -> std::io::Result<()> {
    set_name(path, BEGUN)
}

/// Says in the mark what the build noted that came to its end.
pub(super) fn set_name(path: &Path, name: &str) -> std::io::Result<()> {
    let mut file = File::options().write(true).open(path)?;
    file.rewind()?;
    file.write_all(format!("{name}\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("mark");
        std::fs::write(&path, text).expect("written");
        files(&path).into_iter().collect()
    }

    #[test]
    fn a_line_that_was_cut_and_a_path_out_of_the_folder_are_no_files_of_the_site() {
        let text = format!("{BEGUN}\n+a/index.html\n+../b\n+/c\n+d\n-d\n-e\n+thesis");
        assert_eq!(read(&text), ["a/index.html"]);
        assert!(read("").is_empty());
        assert_eq!(read("unfinished\na/index.html\nb.css\n../c\nthe"), ["a/index.html", "b.css"]);
    }

    #[test]
    fn its_first_line_is_replaced_in_its_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("mark");
        std::fs::write(&path, begun(&["a".to_owned(), "b/c".to_owned()])).expect("written");
        assert_eq!(name(&path).as_deref(), Some(BEGUN));
        let noted = new_name();
        assert_ne!(noted, new_name());
        for line in [noted.as_str(), BEGUN, &noted] {
            set_name(&path, line).expect("written");
            assert_eq!(name(&path).as_deref(), Some(line));
            assert_eq!(files(&path).into_iter().collect::<Vec<_>>(), ["a", "b/c"]);
        }
    }
}

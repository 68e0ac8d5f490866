//! How a build left its files, so that one that somebody changed or took away is seen by its size
//! and time alone, as git's index does it.

use std::collections::BTreeSet;
use std::fs::Metadata;
use std::path::Path;
use std::time::UNIX_EPOCH;

use crate::storage::Left;

/// How the file there is now; `None` where there is none.
pub(super) fn at(path: &Path) -> Option<Left> {
    let file = std::fs::symlink_metadata(path).ok().filter(Metadata::is_file)?;
    let age = file.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let nanoseconds = age.unwrap_or_default().as_nanos();
    Some(Left {
        bytes: i64::try_from(file.len()).unwrap_or(i64::MAX),
        at: i64::try_from(nanoseconds).unwrap_or(i64::MAX),
    })
}

/// Whether the file there is as it was left. An archive that brought it back, as the cache of a
/// forge's CI does, may have kept whole seconds alone.
pub(super) fn is_as_left(path: &Path, left: Left) -> bool {
    const SECOND: i64 = 1_000_000_000;
    at(path).is_some_and(|now| {
        let whole = now.at % SECOND == 0 && now.at / SECOND == left.at / SECOND;
        now.bytes == left.bytes && (now.at == left.at || whole)
    })
}

/// Those of these files that are not as they were left: gone, written since, or never written to the
/// end.
pub(super) fn amiss(top: &Path, files: Vec<(String, Option<Left>)>) -> BTreeSet<String> {
    let stands =
        |path: &str, left: Option<Left>| left.is_some_and(|left| is_as_left(&top.join(path), left));
    let files = files.into_iter().filter(|(path, left)| !stands(path, *left));
    files.map(|(path, _)| path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_or_other_is_amiss_and_what_stands_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let names = ["gone", "longer", "a folder", "stands", "of late"];
        let path = |name: &str| folder.path().join(name);
        let mut files = Vec::new();
        for name in names {
            std::fs::write(path(name), "as built").expect("written");
            let left = at(&path(name)).filter(|_| name != "of late");
            files.push((name.to_owned(), left));
        }
        std::fs::remove_file(path("gone")).expect("removed");
        std::fs::write(path("longer"), "as somebody wrote it").expect("written");
        std::fs::remove_file(path("a folder")).expect("removed");
        std::fs::create_dir(path("a folder")).expect("made");
        let found = amiss(folder.path(), files);
        assert_eq!(found.iter().collect::<Vec<_>>(), ["a folder", "gone", "longer", "of late"]);
    }

    #[test]
    fn whole_seconds_of_an_archive_are_as_it_was_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("page");
        std::fs::write(&path, "as built").expect("written");
        let time = |nanos| UNIX_EPOCH + std::time::Duration::new(1_700_000_000, nanos);
        let file = std::fs::File::options().append(true).open(&path).expect("there");
        file.set_modified(time(5)).expect("a time");
        let left = at(&path).expect("there");
        file.set_modified(time(0)).expect("a time");
        assert!(is_as_left(&path, left));
        file.set_modified(time(6)).expect("a time");
        assert!(!is_as_left(&path, left));
    }
}

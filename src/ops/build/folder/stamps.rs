//! How a build left its files, so that one that somebody changed or took away is seen by its size
//! and time alone, as git's index does it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// So many files are worth a thread of their own.
const MANY: usize = 2000;

/// A file's size in bytes, and when it was last written, in nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    bytes: u64,
    at: u128,
}

impl Stamp {
    /// Of a file that was looked at.
    pub(super) fn of(file: &Metadata) -> Self {
        let age = file.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        Self { bytes: file.len(), at: age.unwrap_or_default().as_nanos() }
    }

    /// Of the file there; `None` where there is none.
    pub(super) fn at(path: &Path) -> Option<Self> {
        let file = std::fs::symlink_metadata(path).ok().filter(Metadata::is_file)?;
        Some(Self::of(&file))
    }
}

/// The stamp of each file.
pub(super) type Stamps = BTreeMap<String, Stamp>;

/// Stamps as lines of a note.
pub(super) fn lines(stamps: &Stamps) -> String {
    let line = |(path, stamp): (&String, &Stamp)| format!("{} {} {path}\n", stamp.bytes, stamp.at);
    stamps.iter().map(line).collect()
}

/// Stamps that such lines tell.
pub(super) fn read(lines: &str) -> Stamps {
    let stamp = |line: &str| {
        let mut words = line.splitn(3, ' ');
        let stamp = Stamp { bytes: words.next()?.parse().ok()?, at: words.next()?.parse().ok()? };
        Some((words.next()?.to_owned(), stamp))
    };
    lines.lines().filter_map(stamp).collect()
}

/// Whether a file is as it was left. An archive that brought it back, as the cache of a forge's CI does,
/// may have kept whole seconds alone.
fn is_as_left(left: Stamp, now: Stamp) -> bool {
    const SECOND: u128 = 1_000_000_000;
    let whole = now.at.is_multiple_of(SECOND) && now.at / SECOND == left.at / SECOND;
    now.bytes == left.bytes && (now.at == left.at || whole)
}

/// The files that are not as they were left: gone, written since, or never written to the end.
pub(super) fn amiss(top: &Path, files: &BTreeSet<String>, stamps: &Stamps) -> BTreeSet<String> {
    let files: Vec<&String> = files.iter().collect();
    let other = |path: &&&String| {
        let (left, now) = (stamps.get(**path), Stamp::at(&top.join(path)));
        !left.zip(now.as_ref()).is_some_and(|(left, now)| is_as_left(*left, *now))
    };
    let look = |some: &[&String]| -> Vec<String> {
        some.iter().filter(other).map(|path| (**path).clone()).collect()
    };
    std::thread::scope(|scope| {
        let parts: Vec<_> =
            files.chunks(MANY).map(|some| scope.spawn(move || look(some))).collect();
        parts.into_iter().flat_map(|part| part.join().expect("looking never panics")).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_or_other_is_amiss_and_what_stands_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let names = ["gone", "longer", "a folder", "stands", "of late"];
        let files: BTreeSet<String> = names.map(str::to_owned).into();
        let path = |name: &str| folder.path().join(name);
        let mut stamps = Stamps::new();
        for name in &names[..4] {
            std::fs::write(path(name), "as built").expect("written");
            stamps.insert((*name).to_owned(), Stamp::at(&path(name)).expect("there"));
        }
        let stamps = read(&lines(&stamps));
        std::fs::remove_file(path("gone")).expect("removed");
        std::fs::write(path("longer"), "as somebody wrote it").expect("written");
        std::fs::remove_file(path("a folder")).expect("removed");
        std::fs::create_dir(path("a folder")).expect("made");
        let found = amiss(folder.path(), &files, &stamps);
        assert_eq!(found.iter().collect::<Vec<_>>(), ["a folder", "gone", "longer", "of late"]);
    }
}

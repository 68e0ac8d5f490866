//! The sample desk of this repository is what the demo leaves, and holds to its own rules.

use std::path::{Path, PathBuf};

use crate::desk::TestDesk;

/// The repository.
const HERE: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn the_sample_desk_is_what_the_demo_leaves() {
    let desk = TestDesk::bare();
    desk.as_("ana").in_(desk.outside()).run(["demo", "night", "--quiet"]).ok();
    let night = desk.outside().join("night");
    for part in ["newsroom.toml", ".gitattributes", "posts", "schema"] {
        let here = files(&Path::new(HERE).join(part));
        let there = files(&night.join(part));
        let names = |files: &[(PathBuf, Vec<u8>)], root: &Path| -> Vec<PathBuf> {
            files.iter().map(|(path, _)| path.strip_prefix(root).unwrap().to_owned()).collect()
        };
        assert_eq!(names(&here, Path::new(HERE)), names(&there, &night), "{part}");
        for ((path, ours), (_, theirs)) in here.iter().zip(&there) {
            assert!(ours == theirs, "{} is other than the demo leaves it", path.display());
        }
    }
}

/// Every file at or below a path, with its bytes, sorted.
fn files(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    if path.is_file() {
        return vec![(path.to_owned(), std::fs::read(path).unwrap())];
    }
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries.iter().flat_map(|path| files(path)).collect()
}

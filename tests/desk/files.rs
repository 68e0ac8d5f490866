//! Folders with all that is in them.

use std::collections::BTreeMap;
use std::path::Path;

use super::TestDesk;

/// Copies a folder and all in it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Every file at or below a path: its path from there, and its bytes.
pub fn files_below(top: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut found, mut left) = (BTreeMap::new(), vec![top.to_owned()]);
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            let name = path.strip_prefix(top).unwrap().to_str().unwrap().to_owned();
            found.insert(name, std::fs::read(path).unwrap());
        }
    }
    found
}

/// The site that Ed builds of a desk now, file by file, with the note that is for the next build.
pub fn site(desk: &TestDesk) -> BTreeMap<String, Vec<u8>> {
    desk.as_("ed").type_("build --out ../site").ok();
    files_below(&desk.outside().join("site"))
}

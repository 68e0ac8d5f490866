//! Files that git need not read to see that they are as they were.
//!
//! An entry that was put into the index has no times, for its file was not there yet; git reads such a file
//! whenever it is asked what changed. Whoever writes the index next looks at some of them, and puts down
//! their times and sizes, as `git update-index --refresh` does.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::Path;

use git2::Repository;

use crate::storage::reading::index::{IndexFile, STAT};
use crate::storage::reading::{blob, saved};

/// What is put down of a file, by where its entry begins.
pub(super) type Seen = BTreeMap<usize, [u8; STAT]>;

/// So many files are looked at by one act.
const MOST: usize = 256;

/// So many bytes of them are read.
const BYTES: u64 = 32 << 20;

/// Looks at files of which the index is unsure, and gives what is to be put down of those that are as it
/// says.
///
/// `lock` was made just now, and says by its disk's clock when that is. A file that was saved in that second
/// may be saved once more in it, with nothing to show for it, and stays unsure (racy-git of git's
/// documentation); so does one that is on another disk.
pub(super) fn look(repo: &Repository, root: &Path, index: &IndexFile, lock: &Metadata) -> Seen {
    let (mut seen, mut left) = (Seen::new(), BYTES);
    // The newest posts have the last paths.
    for start in index.unsure.iter().rev().take(MOST) {
        let Some((path, id)) = index.at(*start) else { continue };
        let Ok(path) = std::str::from_utf8(&path) else { continue };
        let Ok(file) = fs::symlink_metadata(root.join(path)) else { continue };
        let (true, Some(stat)) = (file.is_file() && file.len() <= left, stat(&file, lock)) else {
            continue;
        };
        left -= file.len();
        let bytes = saved::read(root, path).ok().flatten();
        if bytes.is_some_and(|bytes| blob::hash(repo, &bytes) == id) {
            seen.insert(*start, stat);
        }
    }
    seen
}

/// What the index has of a file (gitformat-index(5)), its mode left out; `None` where it may be saved again
/// in the same second.
#[cfg(unix)]
fn stat(file: &Metadata, lock: &Metadata) -> Option<[u8; STAT]> {
    use std::os::unix::fs::MetadataExt;
    if file.dev() != lock.dev() || !(1..lock.mtime()).contains(&file.mtime()) {
        return None;
    }
    // Each is cut to four bytes, as git cuts it.
    let numbers = [
        file.ctime() as u64,
        file.ctime_nsec() as u64,
        file.mtime() as u64,
        file.mtime_nsec() as u64,
        file.dev(),
        file.ino(),
        0,
        u64::from(file.uid()),
        u64::from(file.gid()),
        file.len(),
    ];
    let mut stat = [0; STAT];
    for (place, number) in stat.chunks_mut(4).zip(numbers) {
        place.copy_from_slice(&(number as u32).to_be_bytes());
    }
    Some(stat)
}

/// Elsewhere git puts it down itself.
#[cfg(not(unix))]
fn stat(_: &Metadata, _: &Metadata) -> Option<[u8; STAT]> {
    None
}

#[cfg(all(test, unix))]
#[expect(clippy::disallowed_methods, reason = "tests arrange files")]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::storage::testing::{POST, STORY, TestDesk};

    /// A second that is long gone.
    fn once() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)
    }

    fn set_time(path: &Path, at: SystemTime) {
        let file = fs::File::options().write(true).open(path).expect("opened");
        file.set_modified(at).expect("set");
    }

    /// Saves a file as if it had been long ago.
    fn save(desk: &TestDesk, path: &str, text: &str) {
        desk.save(path, text);
        set_time(&desk.path().join(path), once());
    }

    fn saved_at(desk: &TestDesk, path: &str) -> String {
        let told = desk.git(&["ls-files", "--debug", "--", path]);
        told.lines().find_map(|line| line.trim().strip_prefix("mtime: ")).expect("told").to_owned()
    }

    #[test]
    fn what_one_act_put_in_the_next_one_puts_down() {
        let desk = TestDesk::new();
        desk.file(POST, "x");
        set_time(&desk.path().join(POST), once());
        assert_eq!(saved_at(&desk, POST), "0:0");
        desk.file(STORY, "y");
        assert_eq!(saved_at(&desk, POST), "1000000000:0");
        assert_eq!(saved_at(&desk, STORY), "0:0");
        // git has nothing better to put down.
        let index = fs::read(desk.path().join(".git/index")).expect("read");
        set_time(&desk.path().join(STORY), once());
        desk.file("posts/2026/11/port-selan/x.jpg", "z");
        let ours = desk.git(&["ls-files", "--debug", "--", POST, STORY]);
        fs::write(desk.path().join(".git/index"), index).expect("written");
        desk.git(&["update-index", "--refresh"]);
        assert_eq!(ours, desk.git(&["ls-files", "--debug", "--", POST, STORY]));
    }

    #[test]
    fn what_was_saved_in_the_second_of_the_lock_is_not_put_down_yet() {
        let desk = TestDesk::new();
        let look = |path: &str, second: u64| {
            desk.save(path, "x");
            let path = desk.path().join(path);
            set_time(&path, once() + Duration::from_secs(second));
            fs::symlink_metadata(path).expect("there")
        };
        let (file, same, next) = (look("file", 5), look("same", 5), look("next", 6));
        assert_eq!(stat(&file, &same), None);
        let stat = stat(&file, &next).expect("it is older");
        assert_eq!(stat[8..12], 1_000_000_005_u32.to_be_bytes());
        assert_eq!(stat[36..], 1_u32.to_be_bytes());
    }

    #[test]
    fn other_words_are_never_taken_for_those_that_are_filed() {
        let desk = TestDesk::new();
        desk.file(POST, "x");
        save(&desk, POST, "y");
        desk.file(STORY, "z");
        assert_eq!(saved_at(&desk, POST), "0:0");
        assert_eq!(desk.git(&["status", "--porcelain"]), format!(" M {POST}"));
    }

    #[test]
    fn what_may_have_changed_since_the_index_was_written_is_read_again() {
        let desk = TestDesk::new();
        desk.git(&["config", "core.trustctime", "false"]);
        desk.file(POST, "x");
        save(&desk, POST, "x");
        desk.git(&["update-index", "--refresh"]);
        // In the second in which the index was written, words of the same length took their place.
        set_time(&desk.path().join(".git/index"), once());
        save(&desk, POST, "y");
        desk.file(STORY, "z");
        assert_eq!(desk.git(&["status", "--porcelain"]), format!(" M {POST}"));
    }

    #[test]
    fn of_very_many_files_the_last_are_looked_at() {
        let desk = TestDesk::new();
        let path = |n: usize| format!("posts/2026/11/port-selan/{n:04}.txt");
        for n in 0..MOST + 3 {
            save(&desk, &path(n), "x");
        }
        desk.git(&["add", "."]);
        desk.git(&["commit", "-qm", "many"]);
        desk.git(&["read-tree", "HEAD"]); // forgets all times
        desk.file(STORY, "z");
        let told: Vec<String> =
            [0, 2, 3, MOST].iter().map(|n| saved_at(&desk, &path(*n))).collect();
        assert_eq!(told, ["0:0", "0:0", "1000000000:0", "1000000000:0"]);
        desk.assert_sound();
    }
}

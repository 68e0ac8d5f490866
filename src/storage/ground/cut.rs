//! Objects that were cut short, as a disk that lost its power may leave them.
//!
//! libgit2 1.9.7 reads such a one for ever (its issue 7342, mended in what comes after). So another
//! thread looks whether the program is at work and reads nothing, and then whether there is one.
#![expect(clippy::disallowed_methods, reason = "objects are looked at as files, and /proc is one")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Once, OnceLock};
use std::thread;
use std::time::Duration;

use flate2::bufread::ZlibDecoder;

/// How long nothing is read before objects are looked at; after each look twice as long. What is
/// found is told where nothing is read until the next look, either.
const PAUSE: Duration = Duration::from_secs(2);

/// In that time this many hundredths of a second at least were worked: it does not wait for anybody.
const AT_WORK: u64 = 50;

/// So many times this thread itself reads between two looks, at most.
const OWN_READS: u64 = 16;

/// Tells of an object that is cut short, and ends the program: the thread that reads it never will.
pub type Tell = Box<dyn Fn(&Path) + Send + Sync>;

static TELL: OnceLock<Tell> = OnceLock::new();

/// Has that done where the program would stand still over an object that is cut short. Told once, by
/// whoever runs the program; where nobody says it, nothing is watched.
pub fn when_cut_short(tell: Tell) {
    let _ = TELL.set(tell);
}

/// Watches from now on, over the objects of that repository.
pub(in crate::storage) fn watch(git_dir: &Path) {
    static WATCHED: Once = Once::new();
    if let Some(tell) = TELL.get() {
        let objects = git_dir.join("objects");
        WATCHED.call_once(|| {
            // Without a thread, the program works as without damage.
            let _ = thread::Builder::new().spawn(move || look_on(&objects, tell));
        });
    }
}

fn look_on(objects: &Path, tell: &Tell) {
    let (mut pause, mut found): (_, Option<PathBuf>) = (PAUSE, None);
    let Some(mut before) = Work::so_far() else { return };
    loop {
        thread::sleep(pause);
        let Some(now) = Work::so_far() else { return };
        let stands_still = now.stands_still_since(before);
        match found.take().filter(|_| stands_still) {
            Some(cut) => return tell(&cut),
            None if stands_still => {
                found = cut_short(objects);
                pause = if found.is_some() { PAUSE } else { pause * 2 };
            }
            None => {}
        }
        // What this thread read itself is no sign of the other.
        let Some(now) = Work::so_far() else { return };
        before = now;
    }
}

/// What this program did so far.
#[derive(Clone, Copy)]
struct Work {
    /// The time of processors, in hundredths of a second.
    processor: u64,
    /// How often it read.
    reads: u64,
}

impl Work {
    /// As Linux counts it (proc(5)); `None` on other systems.
    fn so_far() -> Option<Self> {
        let stat = fs::read_to_string("/proc/self/stat").ok()?;
        // The second field is a name, which may hold spaces: the rest begins behind its bracket.
        let times = stat.rsplit_once(')')?.1.split_whitespace().skip(11).take(2);
        let processor = times.map(|time| time.parse::<u64>().ok()).sum::<Option<u64>>()?;
        let io = fs::read_to_string("/proc/self/io").ok()?;
        let reads = io.lines().find_map(|line| line.strip_prefix("syscr: "))?.parse().ok()?;
        Some(Self { processor, reads })
    }

    fn stands_still_since(self, before: Self) -> bool {
        self.processor >= before.processor + AT_WORK && self.reads <= before.reads + OWN_READS
    }
}

/// The first loose object there that ends too early.
fn cut_short(objects: &Path) -> Option<PathBuf> {
    let below = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
    let is_name = |file: &fs::DirEntry, digits: &[usize]| {
        let name = file.file_name();
        digits.contains(&name.len()) && name.as_encoded_bytes().iter().all(u8::is_ascii_hexdigit)
    };
    let folders = below(objects).filter(|folder| is_name(folder, &[2]));
    let files = folders.flat_map(|folder| below(&folder.path()));
    // With SHA-1 or SHA-256; what git has not finished has another name.
    let mut objects = files.filter(|file| is_name(file, &[38, 62])).map(|file| file.path());
    objects.find(|path| is_cut_short(path))
}

fn is_cut_short(path: &Path) -> bool {
    let Ok(bytes) = fs::read(path) else { return false };
    let whole = io::copy(&mut ZlibDecoder::new(bytes.as_slice()), &mut io::sink());
    whole.is_err_and(|error| error.kind() == io::ErrorKind::UnexpectedEof)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::testing::{POST, TestDesk};

    #[test]
    fn an_object_that_ends_too_early_is_found_and_no_other() {
        let desk = TestDesk::new();
        desk.file(POST, &"It fell at nine. ".repeat(40));
        let objects = desk.path().join(".git/objects");
        assert_eq!(cut_short(&objects), None);
        let id = desk.git(&["rev-parse", &format!("HEAD:{POST}")]);
        let path = objects.join(&id[..2]).join(&id[2..]);
        let bytes = fs::read(&path).expect("read");
        fs::remove_file(&path).expect("removed");
        fs::write(&path, b"no object").expect("written");
        let unfinished = path.with_file_name("tmp_obj_Qw3rTy");
        fs::write(unfinished, &bytes[..bytes.len() / 2]).expect("written");
        assert_eq!(cut_short(&objects), None, "damage that ends with an error is told by that");
        fs::write(&path, &bytes[..bytes.len() / 2]).expect("written");
        assert_eq!(cut_short(&objects), Some(path));
    }

    #[test]
    fn who_works_and_reads_nothing_stands_still() {
        let work = |processor, reads| Work { processor, reads };
        let before = work(100, 7);
        assert!(work(250, 11).stands_still_since(before));
        assert!(!work(110, 11).stands_still_since(before), "it waits");
        assert!(!work(250, 300).stands_still_since(before), "it reads");
    }
}

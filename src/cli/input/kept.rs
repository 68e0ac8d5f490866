//! Words in an editor that are not filed yet, beside the repository.
//!
//! Each session of an editor has a file that stays until its words are stored, so that a crash, a
//! failing editor or a refused command loses none of them. Beside it lie the text it began with
//! (`.was`), the command line that began it where that says more than the words (`.args`), and a
//! lock, held while the session lasts, which tells words that were left behind from
//! words that somebody is still writing.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What words are about that correct a post: this, and its id.
pub const CORRECTION: &str = "correct-";

/// The file of one session of an editor.
#[derive(Debug)]
pub struct Kept {
    path: PathBuf,
    base: String,
    _lock: File,
}

impl Kept {
    /// A new file with the text, for this person's eyes alone; `name` says what it is about.
    ///
    /// # Errors
    ///
    /// The disk's.
    pub(super) fn create(
        folder: &Path,
        name: &str,
        ending: &str,
        text: &str,
        typed: &[String],
    ) -> io::Result<Self> {
        #[expect(clippy::disallowed_methods, reason = "cli gives the editor a file")]
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::Builder::new()
            .prefix(&format!("{name}-"))
            .suffix(&format!(".{ending}"))
            .tempfile_in(folder)?;
        let lock = locked(file.path())?.ok_or(io::ErrorKind::WouldBlock)?;
        write(&beside(file.path(), "was"), text)?;
        if !typed.is_empty() {
            write(&beside(file.path(), "args"), &serde_json::to_string(typed)?)?;
        }
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        let (_, path) = file.keep().map_err(|error| error.error)?;
        Ok(Self { path, base: text.replace("\r\n", "\n"), _lock: lock })
    }

    /// Those about `name` in a file with that ending that were left behind, the newest first. Nobody
    /// else is given them while they are held here.
    pub(super) fn left(folder: &Path, name: &str, ending: &str) -> Vec<Self> {
        Self::held(folder, &|path| {
            about(path).as_deref() == Some(name) && path.extension().is_some_and(|it| it == ending)
        })
    }

    /// All that were left behind, the newest first, held here.
    pub fn all(folder: &Path) -> Vec<Self> {
        Self::held(folder, &|_| true)
    }

    fn held(folder: &Path, wanted: &dyn Fn(&Path) -> bool) -> Vec<Self> {
        let mut files: Vec<(SystemTime, PathBuf)> = all(folder)
            .into_iter()
            .filter(|path| wanted(path))
            .map(|path| (saved_at(&path), path))
            .collect();
        files.sort_by(|a, b| b.cmp(a));
        let held = files.into_iter().filter_map(|(_, path)| {
            let lock = locked(&path).ok().flatten()?;
            let base = read(&beside(&path, "was")).unwrap_or_default().replace("\r\n", "\n");
            Some(Self { path, base, _lock: lock })
        });
        held.collect()
    }

    /// The commands that go on with what was left behind, each once.
    pub fn commands(folder: &Path) -> Vec<String> {
        let left = all(folder).into_iter();
        let left = left.filter(|path| locked(path).is_ok_and(|lock| lock.is_some()));
        let mut commands: Vec<String> = left.filter_map(|path| goes_on(&path)).collect();
        commands.sort();
        commands.dedup();
        commands
    }

    /// Where the words are.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it goes by: `add-Ab12`.
    pub fn name(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// What it is about: `add`, the id of a post or story, or [`CORRECTION`] and the id.
    pub fn about(&self) -> String {
        about(&self.path).unwrap_or_default()
    }

    /// When it was last saved.
    pub fn saved_at(&self) -> SystemTime {
        saved_at(&self.path)
    }

    /// The command line that began it, where that is kept.
    pub fn typed(&self) -> Vec<String> {
        let kept = read(&beside(&self.path, "args")).ok();
        kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    /// The text that the editor was first opened with.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The words as they were last saved.
    ///
    /// # Errors
    ///
    /// The disk's; words that are no UTF-8.
    pub fn text(&self) -> io::Result<String> {
        let text = read(&self.path)?.replace("\r\n", "\n");
        // Some editors put a mark of their own before the first letter.
        match text.strip_prefix('\u{feff}') {
            Some(rest) if !self.base.starts_with('\u{feff}') => Ok(rest.to_owned()),
            _ => Ok(text),
        }
    }

    /// Puts other words there.
    ///
    /// # Errors
    ///
    /// The disk's.
    pub(super) fn set_text(&self, text: &str) -> io::Result<()> {
        write(&self.path, text)
    }

    /// Takes the files away: what stays behind harms nobody.
    pub fn discard(self) {
        for path in [
            &self.path,
            &beside(&self.path, "was"),
            &beside(&self.path, "args"),
            &beside(&self.path, "lock"),
        ] {
            #[expect(clippy::disallowed_methods, reason = "cli gives the editor a file")]
            let _ = std::fs::remove_file(path);
        }
    }
}

/// `k3x9q7m2td-Ab12.toml` is about `k3x9q7m2td`, `correct-k3x9q7m2td-Ab12.md` about `correct-k3x9q7m2td`.
fn about(path: &Path) -> Option<String> {
    let stem = path.file_stem()?.to_str()?;
    stem.rsplit_once('-').map(|(name, _)| name.to_owned())
}

/// The command that goes on with it.
fn goes_on(path: &Path) -> Option<String> {
    let about = about(path)?;
    let short = |id: &str| id.get(..4).unwrap_or(id).to_owned();
    Some(match about.strip_prefix(CORRECTION) {
        _ if about == "add" => "newsroom add".to_owned(),
        Some(id) => format!("newsroom correct {}", short(id)),
        None if path.extension().is_some_and(|ending| ending == "toml") => {
            format!("newsroom edit {} --toml", short(&about))
        }
        None => format!("newsroom edit {}", short(&about)),
    })
}

fn all(folder: &Path) -> Vec<PathBuf> {
    #[expect(clippy::disallowed_methods, reason = "cli gives the editor a file")]
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml" || ending == "md"))
        .filter(|path| beside(path, "was").is_file())
        .collect()
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    path.with_extension(ending)
}

/// The lock of that session, where nobody has it. The kernel frees it when its process dies.
fn locked(path: &Path) -> io::Result<Option<File>> {
    let lock =
        File::options().write(true).create(true).truncate(false).open(beside(path, "lock"))?;
    Ok(lock.try_lock().is_ok().then_some(lock))
}

fn saved_at(path: &Path) -> SystemTime {
    path.metadata().and_then(|found| found.modified()).unwrap_or(SystemTime::UNIX_EPOCH)
}

fn read(path: &Path) -> io::Result<String> {
    #[expect(clippy::disallowed_methods, reason = "cli gives the editor a file")]
    std::fs::read_to_string(path)
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "cli gives the editor a file")]
    std::fs::write(path, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_somebody_is_writing_are_not_taken_for_words_left_behind() {
        let folder = tempfile::tempdir().expect("a folder");
        let kept = Kept::create(folder.path(), "k3x9", "toml", "old\n", &[]).expect("made");
        kept.set_text("old\nnew\n").expect("saved");
        assert!(Kept::left(folder.path(), "k3x9", "toml").is_empty());
        assert!(Kept::commands(folder.path()).is_empty());
        drop(kept);
        assert!(Kept::left(folder.path(), "k3x", "toml").is_empty());
        assert_eq!(Kept::commands(folder.path()), ["newsroom edit k3x9 --toml"]);
        let left = Kept::left(folder.path(), "k3x9", "toml").pop().expect("left behind");
        assert_eq!((left.base(), left.text().expect("read").as_str()), ("old\n", "old\nnew\n"));
        left.discard();
        assert!(Kept::left(folder.path(), "k3x9", "toml").is_empty());
        let entries = folder.path().read_dir().expect("a folder").count();
        assert_eq!(entries, 0);
    }

    #[test]
    fn the_newest_words_come_first() {
        let folder = tempfile::tempdir().expect("a folder");
        for (age, text) in [(60, "older"), (5, "newer"), (600, "oldest")] {
            let kept = Kept::create(folder.path(), "add", "md", text, &[]).expect("made");
            let then = SystemTime::now() - std::time::Duration::from_secs(age);
            let file = File::options().write(true).open(kept.path()).expect("opened");
            file.set_modified(then).expect("set");
        }
        let left = Kept::left(folder.path(), "add", "md");
        let texts: Vec<&str> = left.iter().map(Kept::base).collect();
        assert_eq!(texts, ["newer", "older", "oldest"]);
    }
}

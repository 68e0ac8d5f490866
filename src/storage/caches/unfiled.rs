//! What is saved in the work tree and not filed.
//!
//! Files that git has are git's to compare; which ones it never had is told by their names alone.

use std::collections::BTreeSet;
use std::time::SystemTime;

use super::names_seen::{NeverFiled, Walk};
use crate::model::{SETTINGS, is_litter};
use crate::storage::programs::program::{self, Running};
use crate::storage::reading::staged::Staged;
use crate::storage::reading::{branches, tree};
use crate::storage::{StorageError, Store};

/// The folder that stories and posts are in.
const POSTS: &str = "posts";

/// With so many files that git would have to read, it puts down what it sees of them.
const MANY_UNSURE: usize = 512;

/// What git was asked for, while its answer is still to come.
pub struct Unsaved<'a> {
    store: &'a Store,
    /// None where what is staged is looked at.
    git: Option<Running>,
    /// Whether git tells of files that it does not have.
    tells_all: bool,
}

impl Store {
    /// The paths under `posts/`, and `newsroom.toml`, that git shows as changed or untracked, but for
    /// what systems and editors leave.
    ///
    /// # Errors
    ///
    /// [`StorageError::Program`]; git's and the cache's.
    pub fn unsaved_changes(&self) -> Result<Vec<String>, StorageError> {
        self.begin_unsaved_changes()?.end()
    }

    /// Asks git for them; other work can be done while it looks at each file.
    ///
    /// # Errors
    ///
    /// As for [`Store::unsaved_changes`].
    pub fn begin_unsaved_changes(&self) -> Result<Unsaved<'_>, StorageError> {
        if self.staged.is_some() {
            return Ok(Unsaved { store: self, git: None, tells_all: true });
        }
        let mut command = program::git(self.root());
        self.unfiltered(&mut command)?;
        if self.index_now().ok().flatten().is_some_and(|index| index.unsure.len() > MANY_UNSURE) {
            command.env("GIT_OPTIONAL_LOCKS", "1");
        }
        let tells_all = !self.has_same_names();
        let untracked = if tells_all { "all" } else { "no" };
        command.args(["status", "--porcelain=v1", "-z", "--no-renames"]);
        command.arg(format!("--untracked-files={untracked}")).arg("--ignore-submodules=all");
        command.args(["--", POSTS, SETTINGS]);
        let git = program::start("look for unsaved changes", &mut command)?;
        Ok(Unsaved { store: self, git: Some(git), tells_all })
    }

    /// The files under `posts/` that are saved, never filed, and have such a path: names alone are looked
    /// at.
    ///
    /// # Errors
    ///
    /// Git's and the cache's; a folder that cannot be listed is empty.
    pub fn unfiled_files(
        &self,
        is_such: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<String>, StorageError> {
        let mut found: Vec<String> = match &self.staged {
            Some(staged) => {
                let filed = branches::head(&self.repo)?;
                let filed = filed.map(|head| tree::tree(&self.repo, &head)).transpose()?;
                let is_filed = |path: &String| {
                    filed.is_some_and(|files| files.entry(path).is_ok_and(|entry| entry.is_some()))
                };
                staged.changed().iter().filter(|path| !is_filed(path)).cloned().collect()
            }
            None => self.never_filed(SystemTime::now())?.files,
        };
        found.retain(|path| is_such(path) && path != SETTINGS && !self.is_ignored(path));
        found.sort();
        Ok(found)
    }

    /// Whether a file has the same name, byte for byte, in git and on the disk.
    fn has_same_names(&self) -> bool {
        let otherwise = ["core.ignorecase", "core.precomposeunicode"];
        !otherwise.iter().any(|name| self.config_bool(name) == Some(true))
    }

    fn is_ignored(&self, path: &str) -> bool {
        self.repo.is_path_ignored(path).unwrap_or(false)
    }

    /// What is in the work tree, under `posts/` and as `newsroom.toml`, and not in the commit that is checked
    /// out.
    fn never_filed(&self, now: SystemTime) -> Result<NeverFiled, StorageError> {
        let filed = match branches::head(&self.repo)? {
            Some(head) => Some(tree::tree(&self.repo, &head)?),
            None => None,
        };
        let kind = self.kind();
        let posts = filed.map(|files| files.subtree(POSTS)).transpose()?.flatten();
        let mut walk = Walk::new(&self.repo, self.root(), now, self.recall_all(&kind)?);
        walk.folder(POSTS, posts)?;
        let Walk { known, met, seen, mut found, .. } = walk;
        let settings = filed.map(|files| files.entry(SETTINGS)).transpose()?.flatten();
        if settings.is_none() && self.root().join(SETTINGS).is_file() {
            found.files.push(SETTINGS.to_owned());
        }
        let gone: Vec<&String> = known.keys().filter(|path| !met.contains(*path)).collect();
        if !seen.is_empty() || !gone.is_empty() {
            self.remember_if_free(&kind, &seen, &gone);
        }
        Ok(found)
    }

    /// Under which it is kept what was seen of the folders of this work tree.
    fn kind(&self) -> String {
        format!("unfiled {}", self.root().display())
    }
}

impl Unsaved<'_> {
    /// What git answers, and the files that it never had.
    ///
    /// # Errors
    ///
    /// As for [`Store::unsaved_changes`].
    pub fn end(self) -> Result<Vec<String>, StorageError> {
        let Self { store, git, tells_all } = self;
        let Some(git) = git else {
            return Ok(store.staged.iter().flat_map(Staged::changed).cloned().collect());
        };
        let never_filed = match tells_all {
            false => store.never_filed(SystemTime::now()),
            true => Ok(NeverFiled::default()),
        };
        let output = git.end()?;
        let entries = output.split(|byte| *byte == 0).filter_map(|entry| entry.get(3..));
        let mut paths: BTreeSet<String> =
            entries.map(|path| String::from_utf8_lossy(path).into_owned()).collect();
        let NeverFiled { files, others } = never_filed?;
        let untracked = files.into_iter().chain(others);
        paths.extend(untracked.filter(|path| !store.is_ignored(path)));
        paths.retain(|path| !path.rsplit('/').next().is_some_and(is_litter));
        Ok(paths.into_iter().collect())
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests arrange files")]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::time::Duration;

    use super::super::names_seen::TOO_SHORT;
    use super::*;
    use crate::storage::ground::durable;
    use crate::storage::testing::{POST, TestDesk};

    const STORY: &str = "posts/2026/11/port-selan";

    fn unsaved(desk: &TestDesk) -> Vec<String> {
        desk.store().unsaved_changes().expect("listed")
    }

    /// What is kept of folders by somebody who looks in an hour.
    fn look_later(desk: &TestDesk) -> BTreeMap<String, (String, String)> {
        let store = desk.store();
        let later = SystemTime::now() + Duration::from_secs(3600);
        store.never_filed(later).expect("listed");
        store.recall_all(&store.kind()).expect("read")
    }

    #[test]
    fn a_clean_desk_has_no_unsaved_changes() {
        let desk = TestDesk::new();
        desk.file(POST, "x");
        assert!(unsaved(&desk).is_empty());
        desk.save("newsroom.toml", "[newsroom]\nname = \"x\"\n");
        fs::remove_file(desk.path().join(POST)).expect("removed");
        desk.save("elsewhere.txt", "x");
        desk.save("posts/.DS_Store", "x");
        desk.save(&format!("{POST}~"), "x");
        assert_eq!(unsaved(&desk), ["newsroom.toml", POST]);
    }

    #[test]
    fn what_git_shows_is_what_is_told() {
        let desk = TestDesk::new();
        desk.file(POST, "x");
        desk.save(".gitignore", "*.log\n");
        for name in ["new.toml", "staged.toml", "x.log", "deep/er/y.toml"] {
            desk.save(&format!("{STORY}/{name}"), "x");
        }
        desk.save("posts/2027/01/next/story.toml", "x");
        desk.git(&["add", &format!("{STORY}/staged.toml")]);
        desk.git(&["init", "-q", "posts/2027/02/own"]);
        desk.save("posts/2027/02/own/z.toml", "x");
        desk.save("posts/2027/03/none/.git/x", "x");
        desk.save("posts/2027/03/none/z.toml", "x");
        #[cfg(unix)]
        std::os::unix::fs::symlink("elsewhere", desk.path().join("posts/link")).expect("linked");
        let as_git = || {
            let told = desk.git(&["status", "--porcelain", "-uall", "--", "posts"]);
            let mut told: Vec<String> =
                told.lines().map(|line| line[2..].trim().to_owned()).collect();
            told.sort_unstable();
            told
        };
        assert_eq!(unsaved(&desk), as_git());
        let kept = look_later(&desk);
        assert!(kept.len() > 8, "{kept:?}");
        assert_eq!(unsaved(&desk), as_git());
        let such = |path: &str| path.ends_with("toml");
        let files = desk.store().unfiled_files(&such).expect("listed");
        let names: Vec<&str> = files.iter().filter_map(|path| path.rsplit('/').next()).collect();
        assert_eq!(names, ["y.toml", "new.toml", "staged.toml", "story.toml", "z.toml"]);
        // A story of the desk is no repository of its own, whatever somebody made in it.
        desk.git(&["init", "-q", STORY]);
        assert_eq!(unsaved(&desk), as_git());
        assert!(as_git().contains(&format!("{STORY}/new.toml")));
    }

    #[test]
    fn what_was_seen_of_a_folder_is_told_until_it_is_another() {
        let desk = TestDesk::new();
        desk.file(POST, "x");
        let (key, below) = look_later(&desk)[STORY].clone();
        // Nobody lists it again: what is kept is what is told.
        let other = below.replace("\"files\":[]", "\"files\":[\"kept.toml\"]");
        let store = desk.store();
        store.remember(&store.kind(), &[(STORY.to_owned(), key, other)]).expect("kept");
        assert_eq!(unsaved(&desk), [format!("{STORY}/kept.toml")]);
        desk.save(&format!("{STORY}/new.toml"), "x");
        assert_eq!(unsaved(&desk), [format!("{STORY}/new.toml")]);
    }

    #[test]
    fn what_git_has_of_a_folder_may_change_while_the_folder_stands() {
        let desk = TestDesk::new();
        desk.file(POST, "x");
        let new = format!("{STORY}/new.toml");
        desk.save(&new, "x");
        look_later(&desk);
        assert_eq!(unsaved(&desk), [new.as_str()]);
        desk.git(&["add", &new]);
        desk.git(&["commit", "-qm", "x"]);
        assert!(unsaved(&desk).is_empty());
        look_later(&desk);
        desk.git(&["reset", "-q", "HEAD~1"]);
        assert_eq!(unsaved(&desk), [new.as_str()]);
    }

    #[test]
    fn of_a_folder_that_has_just_changed_and_of_one_that_is_gone_nothing_is_kept() {
        let desk = TestDesk::new();
        desk.save(POST, "x");
        let store = desk.store();
        let found = fs::symlink_metadata(desk.path().join(STORY)).expect("there");
        let changed = found.modified().expect("told").max(durable::changed(&found));
        let kept = |after: Duration| {
            store.never_filed(changed + after).expect("listed");
            store.recall_all(&store.kind()).expect("read").contains_key(STORY)
        };
        assert!(!kept(TOO_SHORT));
        assert!(kept(TOO_SHORT + Duration::from_secs(1)));
        fs::remove_dir_all(desk.path().join(STORY)).expect("removed");
        assert!(!kept(TOO_SHORT));
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_cannot_be_listed_is_listed_once_it_can_be() {
        use std::os::unix::fs::PermissionsExt;
        let desk = TestDesk::new();
        desk.save(POST, "x");
        let mode = |mode| {
            let mode = fs::Permissions::from_mode(mode);
            fs::set_permissions(desk.path().join(STORY), mode).expect("set");
        };
        mode(0);
        let is_root = fs::read_dir(desk.path().join(STORY)).is_ok(); // who may read everything
        let kept = look_later(&desk);
        mode(0o755);
        assert!(is_root || !kept.contains_key(STORY));
        assert_eq!(unsaved(&desk), [POST]);
    }

    #[test]
    fn names_that_the_disk_has_otherwise_are_gits_to_compare() {
        let desk = TestDesk::new();
        desk.save(POST, "x");
        desk.git(&["config", "core.ignorecase", "true"]);
        assert_eq!(unsaved(&desk), [POST]);
        assert!(!look_later(&desk).is_empty());
    }

    #[test]
    fn git_puts_down_what_it_sees_of_very_many_files_and_of_few_it_does_not() {
        let desk = TestDesk::new();
        let index = || fs::read(desk.path().join(".git/index")).expect("read");
        for (many, is_other) in [(MANY_UNSURE / 2, false), (MANY_UNSURE + 1, true)] {
            for n in 0..many {
                desk.save(&format!("{STORY}/{n:04}.txt"), "x");
            }
            desk.git(&["add", "."]);
            desk.git(&["commit", "-qm", "many"]);
            desk.git(&["read-tree", "HEAD"]); // forgets when they were saved
            let before = index();
            assert!(unsaved(&desk).is_empty());
            assert_eq!(index() != before, is_other, "{many}");
        }
    }
}

//! Commits that are pushed, read before any branch shows them.
#![expect(
    clippy::disallowed_methods,
    reason = "git tells a hook by its environment where they are"
)]

use std::path::Path;

use crate::storage::ground::durable;
use crate::storage::ground::error::{found, git};
use crate::storage::ground::line::RECORD;
use crate::storage::reading::branches;
use crate::storage::reading::proposed::Proposed;
use crate::storage::{CommitId, Line, StorageError, Store};

/// A branch or tag that a push moves, as git tells its hooks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// Its full name where it is pushed to, as in `refs/heads/main`.
    pub reference: String,
    /// The commit it is at there; `None` where it is new.
    pub old: Option<CommitId>,
    /// The commit it shall be at; `None` where it shall be gone.
    pub new: Option<CommitId>,
}

impl Update {
    /// What git writes on a line for `pre-receive` and `post-receive`: old, new, name (githooks(5)).
    pub fn received(line: &str) -> Option<Self> {
        let [old, new, reference] = words(line)?;
        Some(Self { reference: reference.to_owned(), old: id(old)?, new: id(new)? })
    }

    /// What git writes on a line for `pre-push`: a name here, new, the name there, old.
    pub fn pushed(line: &str) -> Option<Self> {
        let [_, new, reference, old] = words(line)?;
        Some(Self { reference: reference.to_owned(), old: id(old)?, new: id(new)? })
    }
}

fn words<const N: usize>(line: &str) -> Option<[&str; N]> {
    line.split_ascii_whitespace().collect::<Vec<_>>().try_into().ok()
}

/// A commit's name as git has it in hooks; all zeros where there is none.
#[expect(clippy::option_option, reason = "unreadable, none, or a commit")]
fn id(text: &str) -> Option<Option<CommitId>> {
    if text.bytes().all(|byte| byte == b'0') { Some(None) } else { text.parse().ok().map(Some) }
}

impl Store {
    /// Opens the repository that one of its hooks runs in: bare or not, a desk or not yet one.
    /// Objects that git holds in quarantine until the hook agrees can be read (git-receive-pack(1)).
    ///
    /// # Errors
    ///
    /// [`StorageError::NotADesk`] where there is no repository, or git's.
    pub fn open_in_hook(start: &Path) -> Result<Self, StorageError> {
        durable::set_up_git();
        let opened =
            found(git2::Repository::discover(start)).map_err(git("open the repository"))?;
        let repo = opened.ok_or_else(|| StorageError::NotADesk { start: start.to_owned() })?;
        if let Some(folder) = std::env::var_os("GIT_QUARANTINE_PATH") {
            let folder = folder.to_string_lossy().into_owned();
            let added = repo.odb().and_then(|objects| objects.add_disk_alternate(&folder));
            added.map_err(git("read what was pushed"))?;
        }
        let root = repo.workdir().unwrap_or_else(|| repo.path()).to_owned();
        Ok(Self::at(repo, root))
    }

    /// The same desk, opened once more, to look at it as it would be.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn beside(&self) -> Result<Self, StorageError> {
        let repo = git2::Repository::open(self.repo.path()).map_err(git("open the repository"))?;
        let mut store = Self::at(repo, self.root().to_owned());
        store.branch = Some(self.reference(Line::Desk)?);
        Ok(store)
    }

    /// Takes that commit for the newest of a line, whatever its branch shows.
    pub fn assume(&mut self, line: Line, tip: &CommitId) {
        self.proposed.insert(line, Proposed::new(tip.clone()));
    }

    /// Takes what a push moves for done: the newest commits of both lines are those it brings.
    ///
    /// The desk's branch is `newsroom.branch`, else HEAD's where that is a desk, else the only
    /// pushed one that is. Gives the moves of the desk and of the record.
    ///
    /// # Errors
    ///
    /// [`StorageError::SeveralDesks`] where it cannot be told, or git's.
    pub fn propose(
        &mut self,
        updates: &[Update],
    ) -> Result<(Option<Update>, Option<Update>), StorageError> {
        let desk = self.desk_branch_of(updates)?;
        let moved = |name: &str| updates.iter().find(|update| update.reference == name).cloned();
        let (desk_move, record_move) = (desk.as_deref().and_then(moved), moved(RECORD));
        self.branch = desk;
        for (line, update) in [(Line::Desk, &desk_move), (Line::Record, &record_move)] {
            if let Some(new) = update.as_ref().and_then(|update| update.new.clone()) {
                self.proposed.insert(line, Proposed::new(new));
            }
        }
        Ok((desk_move, record_move))
    }

    /// The full name of the branch that is the desk's, with that push.
    fn desk_branch_of(&self, updates: &[Update]) -> Result<Option<String>, StorageError> {
        if let Some(branch) = self.config("newsroom.branch") {
            return Ok(Some(format!("refs/heads/{branch}")));
        }
        if let Some(head) = branches::head_branch(&self.repo)? {
            let pushed = updates.iter().find(|update| update.reference == head);
            let tip = match pushed {
                Some(update) => update.new.clone(),
                None => branches::target(&self.repo, &head)?,
            };
            if self.is_desk(tip.as_ref())? {
                return Ok(Some(head));
            }
        }
        let mut desks = Vec::new();
        for update in updates {
            let branch = update.reference.starts_with("refs/heads/");
            if branch && update.reference != RECORD && self.is_desk(update.new.as_ref())? {
                desks.push(update.reference.clone());
            }
        }
        if desks.len() > 1 {
            return Err(StorageError::SeveralDesks { branches: desks });
        }
        Ok(desks.pop())
    }

    fn is_desk(&self, tip: Option<&CommitId>) -> Result<bool, StorageError> {
        let Some(tip) = tip else { return Ok(false) };
        Ok(self.entry(tip, "newsroom.toml")?.is_some())
    }

    /// Keeps for good which branch is the desk's, and makes a clone show it.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn settle_branch(&self) -> Result<(), StorageError> {
        let Some(branch) = &self.branch else { return Ok(()) };
        let name = branch.trim_start_matches("refs/heads/");
        if self.config("newsroom.branch").as_deref() != Some(name) {
            self.set_config("newsroom.branch", name)?;
        }
        let unborn = found(self.repo.head()).map_err(git("read HEAD"))?.is_none();
        if self.repo.is_bare() && unborn {
            self.repo.set_head(branch).map_err(git("name the first branch"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::testing::{POST, TestDesk, git_in};

    const A: &str = "1111111111111111111111111111111111111111";
    const NONE: &str = "0000000000000000000000000000000000000000";

    #[test]
    fn the_lines_git_gives_a_hook_are_read() {
        let update = Update::received(&format!("{NONE} {A} refs/heads/main")).expect("read");
        assert_eq!(update.old, None);
        assert_eq!(update.new, Some(A.parse().expect("a name")));
        let gone = Update::pushed(&format!("(delete) {NONE} refs/heads/main {A}")).expect("read");
        assert_eq!((gone.old, gone.new), (Some(A.parse().expect("a name")), None));
        assert_eq!(gone.reference, "refs/heads/main");
        assert_eq!(Update::received("x y refs/heads/main"), None);
        assert_eq!(Update::received(A), None);
    }

    /// A bare repository beside the desk that has the desk's objects and no branch.
    fn bare(desk: &TestDesk) -> Store {
        let folder = desk.path();
        let folder = folder.parent().expect("a folder");
        let arguments = ["init", "-q", "--bare", "-b", "trunk", "shared.git"];
        assert!(git_in(folder, &arguments).status.success());
        desk.git(&["push", "-q", "../shared.git", "HEAD:refs/kept/desk"]);
        Store::open_in_hook(&folder.join("shared.git")).expect("opens")
    }

    fn to(reference: &str, new: &CommitId) -> Update {
        Update { reference: reference.to_owned(), old: None, new: Some(new.clone()) }
    }

    #[test]
    fn what_is_pushed_is_read_as_if_it_were_there_and_leaves_no_trace() {
        let desk = TestDesk::new();
        let tip = desk.file(POST, "x");
        let mut store = bare(&desk);
        assert_eq!(store.tip(Line::Desk).expect("read"), None);
        let (moved, record) = store.propose(&[to("refs/heads/main", &tip)]).expect("proposed");
        assert_eq!((moved.and_then(|moved| moved.new), record), (Some(tip.clone()), None));
        assert_eq!(store.tip(Line::Desk).expect("read"), Some(tip.clone()));
        assert_eq!(store.history(Line::Desk, POST).expect("read").len(), 1);
        let root = store.desk_root().expect("read");
        assert!(root.is_some() && !store.common_dir().join("root").exists(), "nothing is pinned");
        store.settle_branch().expect("kept");
        assert_eq!(store.config("newsroom.branch").as_deref(), Some("main"));
        let later = Store::open_in_hook(store.root()).expect("opens");
        assert!(later.history(Line::Desk, POST).expect("read").is_empty(), "nothing was taken");
    }

    #[test]
    fn the_desks_branch_is_told_from_the_others() {
        let desk = TestDesk::new();
        let tip = desk.file(POST, "x");
        let mut store = bare(&desk);
        let both = [to("refs/heads/a", &tip), to("refs/heads/b", &tip)];
        assert!(matches!(store.propose(&both), Err(StorageError::SeveralDesks { .. })));
        let both = [to("refs/heads/a", &tip), to("refs/heads/trunk", &tip)];
        let (moved, _) = store.propose(&both).expect("HEAD's");
        assert_eq!(moved.expect("moved").reference, "refs/heads/trunk");
        let mut store = bare_again(&desk);
        store.set_config("newsroom.branch", "a").expect("set");
        let (moved, _) = store.propose(&both).expect("the one that is set");
        assert_eq!(moved.expect("moved").reference, "refs/heads/a");
        let (moved, _) = store.propose(&[to("refs/tags/a", &tip)]).expect("none");
        assert_eq!(moved, None);
    }

    fn bare_again(desk: &TestDesk) -> Store {
        Store::open_in_hook(&desk.path().with_file_name("shared.git")).expect("opens")
    }
}

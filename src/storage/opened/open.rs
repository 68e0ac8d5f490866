//! How a desk is opened, and made.

use std::path::{Path, PathBuf};

use crate::storage::ground::durable;
use crate::storage::ground::error::{disk, found, git};
use crate::storage::{Identity, StorageError, Store};

impl Store {
    /// Opens the desk that `start` is in, and finishes or drops what a dead writer left.
    ///
    /// # Errors
    ///
    /// [`StorageError::NotADesk`] where there is none; git's where it refuses the repository, as
    /// one that belongs to somebody else.
    pub fn open(start: &Path) -> Result<Self, StorageError> {
        let mut store = Self::open_to_look(start)?;
        store.recovered = store.recover_if_abandoned();
        // Where that fails, the desk works on without a record, and says so.
        store.recovered.extend(store.adopt_record().ok().flatten());
        store.recovered.extend(store.root_was_lost().ok().flatten());
        Ok(store)
    }

    /// The same as it stands: what a dead writer left waits for a command that may finish it.
    ///
    /// # Errors
    ///
    /// As [`Store::open`].
    pub fn open_to_look(start: &Path) -> Result<Self, StorageError> {
        durable::set_up_git();
        let not_a_desk = || StorageError::NotADesk { start: start.to_owned() };
        let opened =
            found(git2::Repository::discover(start)).map_err(|error| opening(start, error))?;
        let repo = opened.ok_or_else(not_a_desk)?;
        branches_are_whole(repo.commondir())?;
        let store = Self::of(repo).ok_or_else(not_a_desk)?;
        if !store.root().join("newsroom.toml").is_file() {
            return Err(not_a_desk());
        }
        Ok(store)
    }

    /// Makes the folder and its git repository (branch `main`) where they are not there, for a desk
    /// to be written into; `newsroom.branch` is set.
    ///
    /// # Errors
    ///
    /// [`StorageError::Bare`] and [`StorageError::AlreadyADesk`].
    pub fn create(dir: &Path) -> Result<Self, StorageError> {
        durable::set_up_git();
        durable::make_folder(dir)?;
        if dir.join("newsroom.toml").exists() {
            return Err(StorageError::AlreadyADesk { dir: dir.to_owned() });
        }
        let there = found(git2::Repository::open(dir)).map_err(git("open the repository"))?;
        let repo = match there {
            Some(repo) => repo,
            None => {
                let mut options = git2::RepositoryInitOptions::new();
                options.initial_head("main");
                git2::Repository::init_opts(dir, &options).map_err(git("make a repository"))?
            }
        };
        let store = Self::of(repo).ok_or_else(|| StorageError::Bare { dir: dir.to_owned() })?;
        let branch = store.desk_reference()?;
        store.set_config("newsroom.branch", branch.trim_start_matches("refs/heads/"))?;
        Ok(store)
    }

    /// Who would begin a desk in the folder, and the repository there, where there is one; nothing
    /// is made.
    ///
    /// # Errors
    ///
    /// As [`Store::create`], and as [`Store::identity`].
    pub fn rehearse(dir: &Path) -> Result<(Identity, Option<Self>), StorageError> {
        if dir.join("newsroom.toml").exists() {
            return Err(StorageError::AlreadyADesk { dir: dir.to_owned() });
        }
        let bare = || StorageError::Bare { dir: dir.to_owned() };
        if let Some(repo) =
            found(git2::Repository::open(dir)).map_err(git("open the repository"))?
        {
            let store = Self::of(repo).ok_or_else(bare)?;
            return Ok((store.identity()?, Some(store)));
        }
        // Git tells who writes only inside a repository: one that is gone again at once.
        let scratch = tempfile::tempdir().map_err(disk("make a folder in", dir))?;
        let repo = git2::Repository::init(scratch.path()).map_err(git("make a repository"))?;
        Ok((Self::of(repo).ok_or_else(bare)?.identity()?, None))
    }

    fn of(repo: git2::Repository) -> Option<Self> {
        let root = repo.workdir()?.to_owned();
        Some(Self::at(repo, root))
    }
}

/// Fails where the file with the names of many branches is damaged: libgit2 passes over what it
/// cannot read there, and a branch that is gone without a word is another answer.
fn branches_are_whole(git_dir: &Path) -> Result<(), StorageError> {
    let path = git_dir.join("packed-refs");
    let Some(text) = durable::read(&path)? else { return Ok(()) };
    let is_name = |word: &str| word.len() >= 40 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let is_line = |line: &str| match line.split_once(' ') {
        _ if line.starts_with('#') => true,
        Some((id, name)) => is_name(id) && name.starts_with("refs/") && !name.contains('\0'),
        None => line.strip_prefix('^').is_some_and(is_name),
    };
    let whole = std::str::from_utf8(&text).is_ok_and(|text| {
        text.strip_suffix('\n').is_some_and(|text| text.split('\n').all(is_line)) || text.is_empty()
    });
    if whole {
        return Ok(());
    }
    let what = format!(
        "`{}` is no list of branches any more; newsroom clone makes a whole desk of the shared one",
        path.display()
    );
    Err(StorageError::Damaged { what })
}

/// Why a repository that is there cannot be opened.
fn opening(start: &Path, error: git2::Error) -> StorageError {
    if error.code() == git2::ErrorCode::Owner {
        let named = error.message().split('\'').nth(1).map(PathBuf::from);
        return StorageError::OtherOwner { path: named.unwrap_or_else(|| start.to_owned()) };
    }
    if error.message().contains("refstorage") {
        return StorageError::RefTable;
    }
    git("open the repository")(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Line;
    use crate::storage::testing::{POST, TestDesk, git_in};

    #[test]
    fn a_list_of_branches_that_is_damaged_is_told_and_never_taken_for_fewer_branches() {
        let desk = TestDesk::new();
        desk.git(&["tag", "-am", "x", "x"]);
        desk.git(&["pack-refs", "--all"]);
        desk.store();
        let path = desk.path().join(".git/packed-refs");
        let text = durable::read(&path).expect("read").expect("there");
        let damaged: [Vec<u8>; 3] = [
            text[..text.len() - 9].to_vec(),
            [&text[..], &[0; 9]].concat(),
            text.iter().map(|byte| if *byte == b'/' { 0xff } else { *byte }).collect(),
        ];
        for bytes in damaged {
            durable::replace(&path, &bytes).expect("written");
            let Err(error) = Store::open(&desk.path()) else { panic!("it was opened") };
            assert!(error.to_string().contains("no list of branches any more"), "{error}");
        }
        durable::replace(&path, &text).expect("written");
        desk.store();
    }

    #[test]
    fn a_desk_is_found_from_any_folder_in_it() {
        let desk = TestDesk::new();
        desk.file(POST, "x");
        let store = Store::open(&desk.path().join("posts/2026")).expect("opens");
        let same = |a: &Path, b: &Path| a.canonicalize().ok() == b.canonicalize().ok();
        assert!(same(store.root(), &desk.path()));
        assert!(same(store.common_dir(), &desk.path().join(".git/newsroom")));
        let outside = Store::open(desk.path().parent().expect("a folder"));
        assert!(matches!(outside, Err(StorageError::NotADesk { .. })));
    }

    #[test]
    fn a_repository_without_settings_is_no_desk_and_may_become_one() {
        let desk = TestDesk::empty();
        let store = Store::create(&desk.path()).expect("made");
        assert_eq!(store.config("newsroom.branch").as_deref(), Some("main"));
        assert_eq!(store.tip(Line::Desk).expect("read"), None);
        assert!(store.on_desk_branch().expect("read"));
        assert!(matches!(Store::open(&desk.path()), Err(StorageError::NotADesk { .. })));
        Store::create(&desk.path()).expect("still none");
        desk.save("newsroom.toml", "");
        assert!(matches!(Store::create(&desk.path()), Err(StorageError::AlreadyADesk { .. })));
    }

    #[test]
    fn a_bare_repository_is_refused() {
        let desk = TestDesk::empty();
        assert!(
            git_in(desk.path().parent().expect("a folder"), &["init", "-q", "--bare", "desk"])
                .status
                .success()
        );
        assert!(matches!(Store::create(&desk.path()), Err(StorageError::Bare { .. })));
    }
}

//! What can go wrong where the desk lives.

use std::io;
use std::path::{Path, PathBuf};

use crate::storage::{CommitId, GitWork, InvalidObjectId};

/// A reading or writing of the desk that failed: what was attempted, on what.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// A file that nobody can mean.
    #[error("the blob {blob} has {size} bytes, more than any file of a desk")]
    TooLarge {
        /// Its name.
        blob: String,
        /// Its bytes, unpacked.
        size: usize,
    },
    /// No folder from here upward has a `newsroom.toml` at the top of a git repository.
    #[error("`{}` is not in a desk: no newsroom.toml at the top of a git repository", start.display())]
    NotADesk {
        /// Where the search began.
        start: PathBuf,
    },
    /// The repository belongs to somebody else on this machine, whose settings git will not follow.
    #[error("`{}` belongs to somebody else on this machine", path.display())]
    OtherOwner {
        /// The repository.
        path: PathBuf,
    },
    /// The repository's own settings name programs, and nobody here said that they may run.
    #[error(
        "this folder's own git settings name a program for that, and nobody here said that it may run"
    )]
    NotEntrusted {
        /// What a person types to say so.
        remedy: String,
    },
    /// Branches are kept in git's reftable format.
    #[error("branches are kept in the reftable format here, which this program cannot read")]
    RefTable,
    /// A desk is to be made where there is one.
    #[error("`{}` is a desk already", dir.display())]
    AlreadyADesk {
        /// The folder.
        dir: PathBuf,
    },
    /// A desk needs files, and a bare repository has none.
    #[error("`{}` is a bare repository: a desk needs a work tree", dir.display())]
    Bare {
        /// The repository.
        dir: PathBuf,
    },
    /// Git does not know who is writing.
    #[error("git does not know your name and e-mail address")]
    NoIdentity,
    /// Neither `newsroom.branch` nor HEAD names a branch.
    #[error("the desk has no branch: HEAD is detached and newsroom.branch is not set")]
    NoBranch,
    /// Several branches that are pushed have a `newsroom.toml`.
    #[error("which branch is the desk's? {} have a newsroom.toml", branches.join(", "))]
    SeveralDesks {
        /// Their full names.
        branches: Vec<String>,
    },
    /// A folder that is to be made is there and holds something.
    #[error("`{}` is there already and is not empty", path.display())]
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// What was cloned has no branch with a `newsroom.toml`.
    #[error("`{url}` is not a desk: none of its branches has a newsroom.toml")]
    NoDeskThere {
        /// Where it was cloned from.
        url: String,
    },
    /// A site did not answer, or not with what was asked for.
    #[error("cannot read {url}: {reason}")]
    Site {
        /// The address.
        url: String,
        /// Why not.
        reason: String,
    },
    /// A hook is there that we did not write, or hooks come from outside the repository.
    #[error("git runs `{}` as {name}, which newsroom did not write", path.display())]
    OtherHook {
        /// The hook's name.
        name: String,
        /// The file.
        path: PathBuf,
    },
    /// Another newsroom writes, and did not finish in time.
    #[error("{holder} is writing to this desk (lock `{}`)", path.display())]
    Locked {
        /// Who, as in `process 4711`.
        holder: String,
        /// The lock file.
        path: PathBuf,
    },
    /// The file changed after the decision about it was made; nothing was written.
    #[error("`{path}` changed meanwhile; nothing was written")]
    Moved {
        /// The file.
        path: String,
    },
    /// Git has two versions of a file, and nobody settled which.
    #[error("git has two versions of `{path}`, and nobody settled them; nothing was written")]
    Unmerged {
        /// The file.
        path: String,
    },
    /// Git itself has begun something and not ended it.
    #[error("a {} of git is under way here{}; nothing was written", work.name(), of_file(path.as_deref()))]
    UnderWay {
        /// What it is.
        work: GitWork,
        /// The file that it changes, where it is about one.
        path: Option<String>,
    },
    /// Other programs moved or held the branch until time was up.
    #[error("`{reference}` is in use by another program")]
    Busy {
        /// The branch's full name.
        reference: String,
    },
    /// A path that may not be written.
    #[error("`{path}` is not a path that can be written")]
    UnsafePath {
        /// The path.
        path: String,
    },
    /// Something else is where a plain file should be: a symbolic link, a folder, a device.
    #[error("`{path}` is not a plain file, and links are not followed")]
    NotAFile {
        /// The path from the desk's root.
        path: String,
    },
    /// A commit that is not in the repository.
    #[error("there is no commit {id} here")]
    NoCommit {
        /// Its name.
        id: CommitId,
    },
    /// What was written cannot be read back: the disk is full or failing.
    #[error("what was written could not be read back ({what}); the desk is as it was")]
    NotWritten {
        /// What was missing.
        what: String,
    },
    /// One of the two branches moved, the other could not; the next command finishes it.
    #[error("`{reference}` could not be moved; the next command will finish the change")]
    HalfWritten {
        /// The branch that was not moved.
        reference: String,
    },
    /// The repository holds something that cannot be read as what it should be.
    #[error("the repository is damaged: {what}")]
    Damaged {
        /// What was found.
        what: String,
    },
    /// The commit was to be signed and could not be.
    #[error("`{program}` did not sign: {message}")]
    Sign {
        /// The program git's settings name.
        program: String,
        /// Its words.
        message: String,
    },
    /// A program that is needed could not be run, or failed.
    #[error("could not {doing}: {message}")]
    Program {
        /// What was attempted.
        doing: String,
        /// The program's words.
        message: String,
    },
    /// Git's library failed.
    #[error("could not {doing}: {}", source.message())]
    Git {
        /// What was attempted.
        doing: String,
        /// Its error.
        source: git2::Error,
    },
    /// Another program holds git's index, or died with it.
    #[error(
        "another program has git's index; where none is at work here, take `{}` away", path.display()
    )]
    IndexHeld {
        /// Its lock.
        path: PathBuf,
    },
    /// The file system failed.
    #[error("could not {doing} `{}`: {source}", path.display())]
    Disk {
        /// What was attempted.
        doing: &'static str,
        /// On what.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// Another work tree shows the desk's branch, and would not follow what is written here.
    #[error("the desk is checked out in `{}`, and is written from there", path.display())]
    ShownElsewhere {
        /// That work tree.
        path: PathBuf,
    },
    /// The folder for a site holds something that no build wrote.
    #[error("`{}` holds something else; nothing was written", path.display())]
    NotASite {
        /// The folder.
        path: PathBuf,
    },
    /// A preview was to be written over the site for readers, or the other way round.
    #[error("`{}` holds {}; nothing was written", path.display(), if *preview { "a preview, which is not public" } else { "the site for readers" })]
    OtherSite {
        /// The folder.
        path: PathBuf,
        /// What it holds is a preview.
        preview: bool,
    },
    /// The cache failed; it was removed where it was damaged, and the next command makes it anew.
    #[error("could not use the cache: {source}")]
    Cache {
        /// SQLite's error.
        source: rusqlite::Error,
    },
}

impl From<InvalidObjectId> for StorageError {
    fn from(invalid: InvalidObjectId) -> Self {
        Self::Damaged { what: invalid.to_string() }
    }
}

fn of_file(path: Option<&str>) -> String {
    path.map_or_else(String::new, |path| format!(" and changes `{path}`"))
}

/// Says what git's library was asked to do when it failed.
pub(in crate::storage) fn git(
    doing: impl Into<String>,
) -> impl FnOnce(git2::Error) -> StorageError {
    move |source| StorageError::Git { doing: doing.into(), source }
}

/// Says what the file system was asked to do when it failed, and on what.
pub(crate) fn disk(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StorageError {
    move |source| StorageError::Disk { doing, path: path.to_owned(), source }
}

/// Turns git's "not found", and a branch before its first commit, into `None`.
pub(in crate::storage) fn found<T>(
    result: Result<T, git2::Error>,
) -> Result<Option<T>, git2::Error> {
    use git2::ErrorCode::{NotFound, UnbornBranch};
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if matches!(error.code(), NotFound | UnbornBranch) => Ok(None),
        Err(error) => Err(error),
    }
}

//! The site that the shared repository builds after each push it took.
//!
//! The push does not wait: it leaves a note that the site is wanted, and starts a build beside it. One
//! process builds at a time; who comes meanwhile leaves it to that one, which builds again as long as
//! the note is there. What went wrong is noted for `doctor` and for who pushes next.

use std::path::{Path, PathBuf};

use crate::desk::{OpError, Session};
use crate::model::Moment;
use crate::ops::build;
use crate::storage::{Line, Store};

/// The note that somebody wants a build, and the words of what went wrong with the last one.
const WANTED: &str = "site-wanted";

/// Empty where the last build went well.
const FAILED: &str = "site-failed";

/// Whose turn it is.
const BUILDING: &str = "site-build";

/// How the site of a repository stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It shows the newest release.
    Current,
    /// It does not, and a build is under way or nobody asked for one.
    Behind,
    /// The last build went wrong: how.
    Failed(String),
}

/// Whether a repository can build its site there.
///
/// # Errors
///
/// A folder that is something else, is git's own or cannot be written; a HEAD that is not the desk, for
/// nobody could say then which branch is.
pub fn may_be(store: &Store, folder: &Path, dry_run: bool) -> Result<(), OpError> {
    build::can_be_written(store, folder, dry_run)?;
    let record = store.tip(Line::Record).ok().flatten().is_some();
    if record && store.desk_root().ok().flatten().is_none() {
        return Err(OpError::bad(
            "there is a public record here, and this repository’s HEAD is not the desk that it is of",
            "git symbolic-ref HEAD refs/heads/main, or whatever the desk’s branch is called",
        ));
    }
    Ok(())
}

/// Has the repository build its site there after each push from now on, and builds it once where there
/// is something to be built.
///
/// # Errors
///
/// As for `build`; git's.
pub fn set_up(store: &Store, folder: &Path, now: Moment) -> Result<(), OpError> {
    if store.tip(Line::Record).ok().flatten().is_some() {
        build(store.root(), folder, now)?;
    }
    store.set_site_folder(folder)?;
    note(store, FAILED, "")
}

/// After a push: starts a build beside this program, where the repository has a site and the push
/// let something out. Gives what went wrong with the last one.
///
/// # Errors
///
/// A repository that cannot be written; a program that cannot be started.
pub fn after_push(
    store: &Store,
    released: bool,
    program: &Path,
) -> Result<Option<String>, OpError> {
    if store.site_folder().is_none() {
        return Ok(None);
    }
    let failed = store.note(FAILED).filter(|words| !words.is_empty());
    if released || failed.is_some() {
        note(store, WANTED, "yes")?;
        store.start_beside(program, &["hooks", "run", "site"])?;
    }
    Ok(failed)
}

/// Builds as long as somebody wants it, where nobody else does.
///
/// # Errors
///
/// A repository that cannot be read or written. What goes wrong with a build is noted.
pub fn run(start: &Path, now: Moment) -> Result<(), OpError> {
    let store = Store::open_in_hook(start)?;
    let Some(folder) = store.site_folder().map(PathBuf::from) else { return Ok(()) };
    let wanted = || store.note(WANTED).is_some_and(|said| said == "yes");
    while wanted() {
        // Whoever has the turn looks at the note once more after it gave the turn back.
        let Some(turn) = store.turn(BUILDING)? else { return Ok(()) };
        while wanted() {
            note(&store, WANTED, "")?;
            let failed = build(store.root(), &folder, now).err().map(|error| error.to_string());
            note(&store, FAILED, &failed.unwrap_or_default())?;
        }
        drop(turn);
    }
    Ok(())
}

/// How the site stands; `None` where the repository builds none.
///
/// # Errors
///
/// A repository that cannot be read.
pub fn standing(store: &Store) -> Result<Option<(String, Standing)>, OpError> {
    let Some(folder) = store.site_folder() else { return Ok(None) };
    let failed = store.note(FAILED).filter(|words| !words.is_empty());
    let tip = store.tip(Line::Record)?.map(String::from);
    let stands = match failed {
        _ if build::shown(Path::new(&folder)) == tip => Standing::Current,
        Some(words) => Standing::Failed(words),
        None => Standing::Behind,
    };
    Ok(Some((folder, stands)))
}

fn build(start: &Path, folder: &Path, now: Moment) -> Result<(), OpError> {
    let session = Session::open_on_server(start, now)?;
    let out = folder.to_owned();
    let request = build::Request { out, story: None, full: false, at: None, compress: true };
    build::run(&session, &request).map(drop)
}

fn note(store: &Store, name: &str, text: &str) -> Result<(), OpError> {
    if store.note(name).unwrap_or_default() != text {
        store.set_note(name, text)?;
    }
    Ok(())
}

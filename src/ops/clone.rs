//! `clone`: a desk from elsewhere, judged before any of its files is written.

use std::path::{Path, PathBuf};

use super::hooks::push;
use crate::desk::OpError;
use crate::desk::delivery::heard;
use crate::format;
use crate::judge::Audited;
use crate::model::{Desk, Moment, SETTINGS};
use crate::storage::{Clone, CommitId, Line, StorageError, Store};

/// What `clone` is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// From where: what git takes for a remote.
    pub url: String,
    /// The new folder; else named after the desk that is cloned.
    pub dir: Option<PathBuf>,
    /// The commit that the desk must begin with.
    pub root: Option<String>,
    /// Name and e-mail of whoever works in it, where git's own settings do not say so.
    pub me: Option<(String, String)>,
    /// Whether git may show its progress and ask on the terminal.
    pub seen: bool,
}

/// A desk that was cloned.
#[derive(Debug)]
pub struct Cloned {
    /// Its folder.
    pub dir: PathBuf,
    /// The newsroom's name.
    pub name: String,
    /// What was found in its history.
    pub audited: Audited,
    /// Whether its files were written: not where their names are odd.
    pub files: bool,
}

/// Clones a desk.
///
/// # Errors
///
/// What is no desk, or begins with another commit than was said: then no folder is left behind.
pub fn run(start: &Path, request: &Request, now: Moment) -> Result<Cloned, OpError> {
    let dir = start.join(request.dir.clone().unwrap_or_else(|| named_after(&request.url)));
    let clone = Clone::make(start, &request.url, &dir, request.seen)?;
    let no_desk = || StorageError::NoDeskThere { url: request.url.clone() };
    let store = clone.store().ok_or_else(no_desk)?;
    let root = store.desk_root()?.ok_or_else(no_desk)?;
    if let Some(said) = &request.root
        && !root.as_str().starts_with(&said.to_lowercase())
    {
        return Err(OpError::Findings(format!(
            "this is another desk: it begins with {root}, not with {said}; nothing was kept"
        )));
    }
    let audited = push::settle(store)?.ok_or_else(no_desk)?;
    let files = !audited.findings.iter().any(|found| found.code == "NA10");
    let name = name(store, &root);
    if let Some((name, email)) = &request.me {
        store.set_identity(name, email)?;
    }
    heard::remember(store, now, store.last_there()?);
    clone.keep(files)?;
    Ok(Cloned { dir, name, audited, files })
}

/// The folder git would choose: the last part of the address.
fn named_after(url: &str) -> PathBuf {
    let url = url.trim_end_matches('/').trim_end_matches("/.git").trim_end_matches(".git");
    let name = url.rsplit(['/', ':', '\\']).next().unwrap_or_default();
    PathBuf::from(if name.is_empty() { "desk" } else { name })
}

fn name(store: &Store, root: &CommitId) -> String {
    let tip = store.tip(Line::Desk).ok().flatten().unwrap_or_else(|| root.clone());
    let bytes = store.file(&tip, SETTINGS).ok().flatten().map(|(_, bytes)| bytes);
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let desk = text.and_then(|text| format::read::<Desk>(&text).ok());
    desk.map(|desk| desk.newsroom.name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_named_as_git_would() {
        for (url, name) in [
            ("https://git.courier.example/desk.git", "desk"),
            ("git@courier.example:desks/courier.git/", "courier"),
            ("courier.example:desk", "desk"),
            ("../courier/.git", "courier"),
            ("/", "desk"),
        ] {
            assert_eq!(named_after(url), PathBuf::from(name), "{url}");
        }
    }
}

//! `theme`: the files that pages are made with, the newsroom's own and those built in.

use std::collections::BTreeMap;

use crate::desk::{OpError, Session};
use crate::model::is_litter;
use crate::site::{self, Part};

/// Where the newsroom's own file of a name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Own {
    /// Saved in the work tree, not filed as it is.
    Saved,
    /// Filed at the desk, not released as it is.
    Filed,
    /// Readers' pages are made with it.
    Live,
}

/// A file that pages are made with.
#[derive(Debug, Clone)]
pub struct ThemeFile {
    /// What it is.
    pub part: Part,
    /// Where the newsroom's own stands, where it has one.
    pub own: Option<Own>,
}

/// Every file that is built in or the newsroom's own.
///
/// # Errors
///
/// A repository that cannot be read.
pub fn list(session: &Session) -> Result<Vec<ThemeFile>, OpError> {
    let mut own = own(session)?;
    let mut all: Vec<ThemeFile> = site::parts()
        .into_iter()
        .map(|part| ThemeFile { own: own.remove(&part.name), part })
        .collect();
    let more = own.into_iter();
    all.extend(more.map(|(name, own)| ThemeFile { part: site::part_of(&name), own: Some(own) }));
    Ok(all)
}

/// The file that pages are made with; with `built_in`, the one that came with the program.
///
/// # Errors
///
/// A name that nothing has; a file that is no text.
pub fn show(session: &Session, name: &str, built_in: bool) -> Result<String, OpError> {
    let path = format!("theme/{name}");
    let own = match built_in {
        true => None,
        false => saved_or_filed(session, &path)?,
    };
    match (own, site::part_of(name).built_in) {
        (Some(bytes), _) => String::from_utf8(bytes)
            .map_err(|_| OpError::bad(format!("{path} is no text"), "newsroom theme list")),
        (None, Some(text)) => Ok(text.to_owned()),
        (None, None) => Err(unknown(name)),
    }
}

/// Saves copies of what is built in where the newsroom has none of its own, to be gone on with; gives
/// each path and whether it is new. Without names, the pieces that a newsroom has its own of.
///
/// # Errors
///
/// A name that nothing is built in for; a folder that cannot be written.
pub fn init(session: &Session, names: &[String]) -> Result<Vec<(String, bool)>, OpError> {
    session.desk_branch_only()?;
    let blocks = site::parts().into_iter().filter(|part| part.is_block).map(|part| part.name);
    let names: Vec<String> = if names.is_empty() { blocks.collect() } else { names.to_vec() };
    let mut texts = Vec::new();
    for name in names {
        let text = site::begins_with(&name).filter(|_| site::is_plain(&name));
        texts.push((format!("theme/{name}"), text.ok_or_else(|| unknown(&name))?));
    }
    let mut done = Vec::new();
    for (path, text) in texts {
        let there = saved_or_filed(session, &path)?.is_some();
        let new = !there && (session.dry_run || session.store.save_new(&path, text.as_bytes())?);
        done.push((path, new));
    }
    Ok(done)
}

/// The newsroom's own files that are saved otherwise than they are filed, by their path.
///
/// # Errors
///
/// A repository that cannot be read.
pub fn unfiled(session: &Session) -> Result<Vec<String>, OpError> {
    let own = own(session)?.into_iter().filter(|(_, own)| *own == Own::Saved);
    Ok(own.map(|(name, _)| format!("theme/{name}")).collect())
}

/// The newsroom's own files by their name in `theme/`.
fn own(session: &Session) -> Result<BTreeMap<String, Own>, OpError> {
    let store = &session.store;
    let filed: BTreeMap<String, _> =
        store.files_under(&session.head, "theme")?.into_iter().collect();
    let live: BTreeMap<String, _> = match &session.record {
        Some(record) => store.files_under(record, "theme")?.into_iter().collect(),
        None => BTreeMap::new(),
    };
    let mut own = BTreeMap::new();
    for (path, blob) in &filed {
        let stands = if live.get(path) == Some(blob) { Own::Live } else { Own::Filed };
        own.insert(path.clone(), stands);
    }
    if store.on_desk_branch().unwrap_or(false) {
        let litter = |path: &String| path.rsplit('/').next().is_some_and(is_litter);
        for path in store.saved_under("theme")?.into_iter().filter(|path| !litter(path)) {
            let as_filed = match filed.get(&path) {
                Some(blob) => Some(store.blob(blob)?) == store.saved(&path)?,
                None => false,
            };
            if !as_filed {
                own.insert(path, Own::Saved);
            }
        }
    }
    let name = |path: String| path.strip_prefix("theme/").unwrap_or(&path).to_owned();
    Ok(own.into_iter().map(|(path, stands)| (name(path), stands)).collect())
}

fn saved_or_filed(session: &Session, path: &str) -> Result<Option<Vec<u8>>, OpError> {
    if session.store.on_desk_branch().unwrap_or(false)
        && let Some(bytes) = session.store.saved(path)?
    {
        return Ok(Some(bytes));
    }
    Ok(session.store.file(&session.head, path)?.map(|(_, bytes)| bytes))
}

fn unknown(name: &str) -> OpError {
    OpError::bad(format!("no file of a theme is called `{name}`"), "newsroom theme list")
}

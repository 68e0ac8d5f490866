//! `build`: the public record as pages and feeds.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::OpError;
use super::session::{SETTINGS, Session, utf8};
use crate::format::{self, Projection};
use crate::model::{Desk, DocPath, Ledger};
use crate::site::{self, Content, Entry, Record};
use crate::storage::{CommitId, Line, SiteFile, SiteWrite};

/// What `build` is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The folder to be written.
    pub out: std::path::PathBuf,
    /// The pages of this story alone.
    pub story: Option<DocPath>,
    /// Every file is written again, also where it is as it was.
    pub full: bool,
}

/// What was written; what would be, where nothing is.
#[derive(Debug)]
pub struct Built {
    /// The folder.
    pub out: std::path::PathBuf,
    /// How many files.
    pub files: usize,
    /// How many of them were other than before.
    pub changed: usize,
    /// How many stories and posts readers can see.
    pub documents: usize,
}

/// Builds the site from the record alone.
///
/// # Errors
///
/// No record here; a record or theme that cannot be read; a folder that cannot be written.
pub fn run(session: &Session, request: &Request) -> Result<Built, OpError> {
    let tip = tip(session)?;
    let record = record(session, &tip, Which::All)?;
    let documents = record.entries.iter().filter(|entry| entry.words.is_some()).count();
    let pages = match &request.story {
        Some(story) => site::build_story(&record, story),
        None => site::build(&record),
    };
    let pages = pages.map_err(|error| OpError::Findings(error.to_string()))?;
    let mut files = Vec::new();
    for page in pages {
        let bytes = match page.content {
            Content::Text(text) => text.into_bytes(),
            Content::Media { from } => match session.store.file(&tip, &from)? {
                Some((_, bytes)) => bytes,
                None => continue,
            },
        };
        files.push(SiteFile { path: page.path, bytes });
    }
    let count = files.len();
    let how = SiteWrite {
        whole: request.story.is_none(),
        afresh: request.full,
        dry_run: session.dry_run,
    };
    let changed = session.store.write_site(Path::new(&request.out), files, how)?;
    Ok(Built { out: request.out.clone(), files: count, changed, documents })
}

/// The newest commit of the record.
pub(super) fn tip(session: &Session) -> Result<CommitId, OpError> {
    session
        .record
        .clone()
        .ok_or_else(|| OpError::bad("the public record is not on this machine", "newsroom doctor"))
}

/// Which stories of the record are read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Which<'a> {
    All,
    /// That document's, and others of its name: these have a say in its address.
    NamedLike(&'a DocPath),
}

impl Which<'_> {
    fn has(self, path: &DocPath) -> bool {
        let name = |path: &DocPath| path.folder().rsplit('/').next().map(str::to_owned);
        match self {
            Self::All => true,
            Self::NamedLike(document) => name(path) == name(document),
        }
    }
}

/// The record as values.
pub(super) fn record(
    session: &Session,
    tip: &CommitId,
    which: Which<'_>,
) -> Result<Record, OpError> {
    let settings = session.store.file(tip, SETTINGS)?;
    let settings = settings.ok_or_else(|| OpError::NotFiled(format!("published:{SETTINGS}")))?;
    let text = utf8(SETTINGS, settings.1)?;
    let desk = format::read::<Desk>(&text)
        .map_err(|problems| OpError::problems("published:newsroom.toml", &text, problems))?;
    let mut theme = BTreeMap::new();
    for (path, blob) in session.store.files_under(tip, "theme")? {
        let name = path.trim_start_matches("theme/").to_owned();
        theme.insert(name, utf8(&path, session.store.blob(&blob)?)?);
    }
    let mut entries = Vec::new();
    for (path, blob) in session.store.files_under(tip, "releases")? {
        let doc = path.replacen("releases/", "posts/", 1);
        let Some(doc) = doc.parse().ok().filter(|doc| which.has(doc)) else { continue };
        let text = utf8(&path, session.store.blob(&blob)?)?;
        let ledger = format::read::<Ledger>(&text)
            .map_err(|problems| OpError::problems(&path, &text, problems))?;
        entries.push(entry(session, tip, doc, ledger)?);
    }
    Ok(Record { settings: desk.newsroom, entries, theme })
}

fn entry(
    session: &Session,
    tip: &CommitId,
    path: DocPath,
    ledger: Ledger,
) -> Result<Entry, OpError> {
    let mut versions = BTreeMap::new();
    let history = session.store.history(Line::Record, path.as_str())?;
    for step in &history {
        let Some(blob) = &step.blob else { continue };
        let bytes = session.store.blob(blob)?;
        let digest = crate::model::Digest::of(&bytes);
        let text = utf8(path.as_str(), bytes)?;
        let Ok(words) = Projection::read(&text) else { continue };
        for release in
            ledger.releases.iter().filter(|r| r.digest == digest && r.kind.carries_words())
        {
            versions.insert(release.n, words.clone());
        }
    }
    let words = match session.store.file(tip, path.as_str())? {
        Some((_, bytes)) => Projection::read(&utf8(path.as_str(), bytes)?).ok(),
        None => None,
    };
    let media = words
        .iter()
        .flat_map(Projection::files)
        .map(|(name, digest)| (name.to_owned(), digest))
        .collect();
    Ok(Entry { path, ledger, words, versions, media })
}

//! The desk's words as a record of their own: what readers would see if all of it went out now.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Source, own_theme};
use crate::desk::{Loaded, OpError, Session, utf8};
use crate::format::{self, Projection, position};
use crate::media;
use crate::model::{
    ContributorId, Desk, Digest, DocPath, Moment, Picture, Public, Release, SETTINGS, Site,
};
use crate::site::{Entry, OwnTheme, Pictures, Record};
use crate::storage::CommitId;
use crate::workflow::State;

/// The desk's words as they stand, saved ones before filed ones.
pub(super) struct DeskWords {
    /// As if they had all been released.
    pub(super) record: Record,
    /// What is not shown as it stands, and why: one line each.
    pub(super) remarks: Vec<String>,
}

/// Reads the desk's words.
pub(super) fn read(session: &Session) -> Result<DeskWords, OpError> {
    let public = match &session.record {
        Some(tip) => Source::read(session, tip.clone())?.whole()?.entries,
        None => Vec::new(),
    };
    let mut known: BTreeMap<DocPath, Entry> =
        public.into_iter().map(|entry| (entry.path.clone(), entry)).collect();
    let mut remarks = Vec::new();
    let Desk { newsroom, site, .. } = settings(session, &mut remarks)?;
    let mut entries = Vec::new();
    for path in documents(session)? {
        let public = match known.remove(&path) {
            Some(entry) => Some(entry),
            None => known.remove(&session.recorded(&path)?),
        };
        entries.extend(entry(session, &path, public, &mut remarks)?);
    }
    entries.extend(known.into_values());
    let pictures = measured(session, &entries)?;
    Ok(DeskWords {
        record: Record { settings: newsroom, entries, theme: theme(session, site)?, pictures },
        remarks,
    })
}

/// How large the pictures are; a preview gives no copies of them.
fn measured(session: &Session, entries: &[Entry]) -> Result<Pictures, OpError> {
    let mut known = Pictures::new();
    for (digest, path) in entries.iter().flat_map(Entry::pictures) {
        if known.contains_key(&digest) {
            continue;
        }
        if let Some((width, height)) = file(session, &path)?.as_deref().and_then(media::measure) {
            known.insert(digest, Picture { width, height, smaller: Vec::new() });
        }
    }
    Ok(known)
}

/// The bytes of a file of the theme or beside a document: as filed, as saved, or as the record has it.
pub(super) fn file(session: &Session, path: &str) -> Result<Option<Vec<u8>>, OpError> {
    let at = |tip: &CommitId| session.store.file(tip, path);
    // A theme is looked at while it is made; a picture is what its digest says.
    if path.starts_with("theme/")
        && session.store.on_desk_branch().unwrap_or(false)
        && let Some(bytes) = session.store.saved(path)?
    {
        return Ok(Some(bytes));
    }
    if let Some((_, bytes)) = at(&session.head)? {
        return Ok(Some(bytes));
    }
    if let Some(bytes) = session.saved_bytes(path)? {
        return Ok(Some(bytes));
    }
    let recorded = session.record.as_ref().map(at).transpose()?.flatten();
    Ok(recorded.map(|(_, bytes)| bytes))
}

/// The desk's own theme, saved files before filed ones.
///
/// # Errors
///
/// A template that is no UTF-8.
fn theme(session: &Session, site: Site) -> Result<OwnTheme, OpError> {
    let files = theme_files(session)?.into_iter().map(|path| (path.clone(), path)).collect();
    let theme = own_theme(files, |path| {
        let bytes = file(session, path)?.unwrap_or_default();
        Ok(utf8(path, bytes)?.into_bytes())
    })?;
    Ok(OwnTheme { site, ..theme })
}

/// The paths of the theme's files, filed and saved ones.
pub(super) fn theme_files(session: &Session) -> Result<BTreeSet<String>, OpError> {
    let filed = session.store.files_under(&session.head, "theme")?;
    let mut paths: BTreeSet<String> = filed.into_iter().map(|(path, _)| path).collect();
    if session.store.on_desk_branch().unwrap_or(false) {
        paths.extend(session.store.saved_under("theme")?);
    }
    Ok(paths)
}

/// The desk's own theme as it is filed.
///
/// # Errors
///
/// A template that is no UTF-8.
pub(super) fn filed_theme(session: &Session) -> Result<OwnTheme, OpError> {
    let filed = session.store.files_under(&session.head, "theme")?;
    let files = filed.into_iter().map(|(path, blob)| (path.clone(), (path, blob))).collect();
    let bytes =
        |(path, blob): &(String, _)| Ok(utf8(path, session.store.blob(blob)?)?.into_bytes());
    Ok(OwnTheme { site: session.desk.site.clone(), ..own_theme(files, bytes)? })
}

/// The stories and posts that are filed, or saved where none was before.
fn documents(session: &Session) -> Result<Vec<DocPath>, OpError> {
    let filed = session.store.files_under(&session.head, "posts")?;
    let mut paths: Vec<DocPath> = filed.iter().filter_map(|(path, _)| path.parse().ok()).collect();
    if session.store.on_desk_branch().unwrap_or(false) {
        let saved = session.store.unsaved_changes()?;
        paths.extend(saved.iter().filter_map(|path| path.parse::<DocPath>().ok()));
    }
    paths.sort();
    paths.dedup();
    Ok(paths)
}

fn settings(session: &Session, remarks: &mut Vec<String>) -> Result<Desk, OpError> {
    let filed = session.desk.clone();
    let Some(saved) = session.saved_bytes(SETTINGS)? else { return Ok(filed) };
    let text = String::from_utf8_lossy(&saved);
    match format::read::<Desk>(&text) {
        Ok(desk) => Ok(desk),
        Err(problems) => {
            let error = OpError::problems(SETTINGS, &text, problems);
            remarks.push(remark(&error, "the filed settings are shown"));
            Ok(filed)
        }
    }
}

/// A document as readers would have it; `public` is what they have now.
fn entry(
    session: &Session,
    path: &DocPath,
    public: Option<Entry>,
    remarks: &mut Vec<String>,
) -> Result<Option<Entry>, OpError> {
    let loaded = match session.load_saved(path) {
        Ok(loaded) => loaded,
        Err(error @ OpError::Problems { .. }) => {
            remarks.push(remark(&error, "its filed words are shown, where there are any"));
            match session.load(path) {
                Ok(loaded) => loaded,
                Err(OpError::Problems { .. }) => return Ok(public),
                Err(error) => return Err(error),
            }
        }
        Err(OpError::NotFiled(_)) => return Ok(public),
        Err(error) => return Err(error),
    };
    let Some(words) = words(session, &loaded)? else {
        remarks.push(format!(
            "{path}: two people changed the same words: not shown before `newsroom edit` settles it"
        ));
        return Ok(public);
    };
    let standing = &loaded.standing;
    let shown_as_public = matches!(standing.public, Public::Pulled | Public::Retracted)
        || standing.live == Some(words.digest())
        || standing.state == State::Spiked;
    if shown_as_public {
        Ok(public)
    } else {
        Ok(Some(released(session.now, &loaded, words, public)))
    }
}

/// What readers would see, with pictures that are only saved.
fn words(session: &Session, loaded: &Loaded) -> Result<Option<Projection>, OpError> {
    let mut files = loaded.files.clone();
    for name in loaded.missing_files() {
        if let Some(bytes) = file(session, &loaded.path.beside(&name)).ok().flatten() {
            files.insert(name, Digest::of(&bytes));
        }
    }
    Ok(format::project(&loaded.document, &files))
}

/// The document as if these words were its next release.
fn released(now: Moment, loaded: &Loaded, words: Projection, public: Option<Entry>) -> Entry {
    let mut ledger = loaded.ledger.clone().unwrap_or_default();
    let change = loaded.change();
    let last = ledger.releases.last();
    let release = Release {
        n: last.map_or(1, |last| last.n + 1),
        // A draft has its place by when it was filed, so that it keeps it until it is published.
        at: last.map_or(*loaded.document.created(), |last| now.max(last.at)),
        by: nobody(),
        kind: change.kind(),
        digest: words.digest(),
        round: ledger.round(),
        approved_by: Vec::new(),
        alone: false,
        corrections: change.corrections.iter().map(|correction| correction.id.clone()).collect(),
        tell_readers: String::new(),
        desk: String::new(),
    };
    let (mut versions, erased) =
        public.map(|entry| (entry.versions, entry.erased)).unwrap_or_default();
    versions.insert(release.n, words.clone());
    ledger.releases.push(release);
    let media = words.files().into_iter().map(|(name, digest)| (name.to_owned(), digest)).collect();
    Entry { path: loaded.path.clone(), ledger, words: Some(words), versions, erased, media }
}

/// Who let out what nobody did.
fn nobody() -> ContributorId {
    "nobody".parse().expect("a word is an id")
}

/// A file that cannot be read, with its first mistake and what is shown instead.
fn remark(error: &OpError, instead: &str) -> String {
    let OpError::Problems { path, text, problems, .. } = error else { return error.to_string() };
    let first = problems.first().map_or_else(String::new, |problem| {
        let line = position(text, problem.span.start).line;
        format!("line {line}: {}; ", problem.message)
    });
    format!("{path}: {first}{instead}")
}

//! `serve`, `build --desk`: the site at this moment, of the record alone or of the desk's words.

use std::collections::BTreeSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use super::folder::{SiteFile, SiteWrite};
use super::target::Changes;
use super::{Built, unreleased};
use crate::desk::{OpError, Session};
use crate::model::{DocPath, Moment, SETTINGS};
use crate::ops::build;
use crate::site::{self, Content, Record};
use crate::storage::{CommitId, SiteNotes};

/// Whose words a site is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// Those that readers have.
    Record,
    /// The desk's as they stand, drafts and saved files too; every page says so.
    Desk,
}

/// A site that can be looked at again and again while others work.
#[derive(Debug, Clone)]
pub struct Preview {
    /// A folder of the desk.
    pub start: PathBuf,
    /// Whose words are shown.
    pub words: Words,
    /// The time at which unreleased words are shown, where readers have earlier ones.
    pub now: Moment,
}

/// The desk at one moment.
pub struct Look {
    session: Session,
    words: Words,
    mark: Mark,
}

/// What a site depends on: equal marks, equal sites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    record: Option<CommitId>,
    /// The desk's newest commit, and what is saved and not filed.
    desk: Option<(CommitId, u64)>,
}

/// What was noted of one site and helps with the next.
#[derive(Debug, Default)]
pub struct Kept(Option<SiteNotes>);

/// The files of a site, or what changed of them.
#[derive(Debug)]
pub struct Site {
    /// Path from the site's root, and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// These are all there are; else the others stay as they are.
    pub whole: bool,
    /// The paths of files that are no more.
    pub gone: Vec<String>,
    /// How many stories and posts it shows.
    pub documents: usize,
    /// What of the desk is not shown as it stands, and why: one line each.
    pub remarks: Vec<String>,
}

/// A folder in which a change may be one of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The folder; it need not be there yet.
    pub folder: PathBuf,
    /// With all folders below it.
    pub deep: bool,
}

impl Preview {
    /// Opens the desk anew, as any command does.
    ///
    /// # Errors
    ///
    /// No desk there; settings that cannot be read.
    pub fn look(&self) -> Result<Look, OpError> {
        // Nothing is filed here, so no id is ever made.
        let letters = Box::new(|count| "0".repeat(count));
        let session = Session::open(&self.start, self.now, letters)?;
        let mark = mark(&session, self.words)?;
        Ok(Look { session, words: self.words, mark })
    }
}

impl Look {
    /// What the site depends on.
    pub fn mark(&self) -> &Mark {
        &self.mark
    }

    /// The site of that moment. With what was kept of an earlier one, only the files that may be
    /// other since; nothing is kept where it fails.
    ///
    /// # Errors
    ///
    /// No record here; a record, settings or a theme that cannot be read.
    pub fn site(&self, kept: &mut Kept) -> Result<Site, OpError> {
        let before = kept.0.take();
        match self.words {
            Words::Record => {
                let whole = before.is_none();
                let notes = before.unwrap_or_else(SiteNotes::in_memory);
                let mut changes = Changes::of(&notes);
                let done = build::follow(&self.session, &mut changes)?;
                let (files, gone) = (pairs(changes.files), changes.gone);
                kept.0 = Some(notes);
                let (documents, remarks) = (done.documents, done.remarks);
                Ok(Site { files, whole, gone, documents, remarks })
            }
            Words::Desk => {
                let (files, documents, remarks) = desk_files(&self.session, None)?;
                let files = pairs(files);
                Ok(Site { files, whole: true, gone: Vec::new(), documents, remarks })
            }
        }
    }

    /// Where to look for changes.
    pub fn places(&self) -> Vec<Place> {
        let (root, git) = (self.session.store.root(), self.session.store.common_dir().parent());
        let place = |folder: PathBuf, deep| Place { folder, deep };
        let mut places = Vec::new();
        if let Some(git) = git.map(Path::to_owned) {
            places.push(place(git.join("refs"), true));
            places.push(place(git, false));
        }
        if self.words == Words::Desk {
            places.push(place(root.to_owned(), false));
            places.push(place(root.join("posts"), true));
            places.push(place(root.join("theme"), true));
        }
        places
    }
}

/// Writes a preview of the desk's words into a folder of its own, and says what is not shown.
///
/// # Errors
///
/// As [`build::run`]; and where the folder holds the site for readers.
pub fn write(session: &Session, request: &build::Request) -> Result<Built, OpError> {
    let (files, documents, remarks) = desk_files(session, request.story.as_ref())?;
    let how = SiteWrite { afresh: request.full, dry_run: session.dry_run, preview: true };
    let mut dir = build::open(session, &request.out, how)?;
    for file in &files {
        dir.write(file)?;
    }
    if request.story.is_none() {
        let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        for path in dir.notes().files_in("")? {
            if !paths.contains(path.as_str()) {
                dir.remove(&path)?;
            }
        }
    }
    let (changed, mended) = dir.finish()?;
    Ok(Built {
        out: request.out.clone(),
        tip: None,
        files: files.len(),
        changed,
        mended,
        documents,
        made: 0,
        remarks,
    })
}

/// Files, how many documents they show, and remarks.
type Made = (Vec<SiteFile>, usize, Vec<String>);

fn pairs(files: Vec<SiteFile>) -> Vec<(String, Vec<u8>)> {
    files.into_iter().map(|file| (file.path, file.bytes)).collect()
}

fn desk_files(session: &Session, story: Option<&DocPath>) -> Result<Made, OpError> {
    let desk = unreleased::read(session)?;
    let documents = shown(&desk.record);
    let pages =
        site::preview(desk.record, story).map_err(|error| OpError::Findings(error.to_string()))?;
    let mut files = Vec::new();
    for page in pages {
        let bytes = match page.content {
            Content::Text(text) => Some(text.into_bytes()),
            Content::Media { from } => unreleased::file(session, &from)?,
            Content::Copy { .. } => None,
        };
        files.extend(bytes.map(|bytes| SiteFile { path: page.path, bytes }));
    }
    Ok((files, documents, desk.remarks))
}

/// How many stories and posts of a record have words.
fn shown(record: &Record) -> usize {
    record.entries.iter().filter(|entry| entry.words.is_some()).count()
}

fn mark(session: &Session, words: Words) -> Result<Mark, OpError> {
    let desk = match words {
        Words::Record => None,
        Words::Desk => Some((session.head.clone(), saved(session)?)),
    };
    Ok(Mark { record: session.record.clone(), desk })
}

/// A number that is another where other bytes are saved and not filed.
fn saved(session: &Session) -> Result<u64, OpError> {
    let mut hasher = DefaultHasher::new();
    if session.store.on_desk_branch().unwrap_or(false) {
        for path in session.store.unsaved_changes()? {
            path.hash(&mut hasher);
            session.saved_bytes(&path).ok().hash(&mut hasher);
        }
        session.saved_bytes(SETTINGS).ok().hash(&mut hasher);
        for path in unreleased::theme_files(session)? {
            path.hash(&mut hasher);
            unreleased::file(session, &path).ok().hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}

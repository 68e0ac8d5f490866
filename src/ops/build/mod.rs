//! `build`: the public record as pages and feeds.

mod folder;
mod kept;
mod make;
pub mod pack;
pub mod preview;
pub(crate) mod source;
mod target;
pub(crate) mod theme;
mod unreleased;
mod update;

use std::path::{Path, PathBuf};

use folder::{SiteDir, SiteWrite};
use source::Source;
use target::Changes;
use update::{Done, How, Update};

use crate::desk::{OpError, Session};
use crate::model::{DocPath, Moment, Newsroom};
use crate::site::{self, WELL_KNOWN};
use crate::storage::{CommitId, Line, StorageError, Store};

/// What `build` is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The folder to be written.
    pub out: PathBuf,
    /// The pages of this story alone.
    pub story: Option<DocPath>,
    /// Every page is made and every file written again, also where it is as it was.
    pub full: bool,
    /// The site as it was at that moment.
    pub at: Option<Moment>,
    /// Each file has packed ones beside it, `….gz` and `….br`, for a web server.
    pub compress: bool,
}

/// What was written; what would be, where nothing is.
#[derive(Debug)]
pub struct Built {
    /// The folder.
    pub out: PathBuf,
    /// The record's commit that it shows; none for a preview.
    pub tip: Option<CommitId>,
    /// How many files.
    pub files: usize,
    /// How many of them were other than before.
    pub changed: usize,
    /// Those that somebody had changed or taken away since the last build, or put there in their
    /// place; they were made again. Paths from the site's root.
    pub mended: Vec<String>,
    /// How many stories and posts readers can see.
    pub documents: usize,
    /// How many stories' pages were made; those of the others stand.
    pub made: usize,
    /// What of the desk's own theme or words is not shown, and why: one line each.
    pub remarks: Vec<String>,
}

/// Builds the site from the record alone.
///
/// # Errors
///
/// No record here; a record or theme that cannot be read; a folder that cannot be written.
pub fn run(session: &Session, request: &Request) -> Result<Built, OpError> {
    match brought_up(session, request) {
        // Notes that are damaged are gone once that is seen.
        Err(OpError::Storage(StorageError::Cache { .. })) => brought_up(session, request),
        built => built,
    }
}

fn brought_up(session: &Session, request: &Request) -> Result<Built, OpError> {
    tip(session)?;
    let how = SiteWrite { afresh: request.full, dry_run: session.dry_run, preview: false };
    let mut dir = open(session, &request.out, how)?;
    let tip = match request.at {
        Some(at) => tip_at(session, at)?,
        // A build that had the folder until now may have shown what came since.
        None => session.store.tip(Line::Record)?.map_or_else(|| tip(session), Ok)?,
    };
    let how = How { full: request.full, compress: request.compress };
    let standing = match request.story {
        Some(_) => None,
        None => update::standing(&dir, &tip, how)?,
    };
    let done = match (standing, &request.story) {
        (Some(done), _) => done,
        (None, story) => {
            let source = Source::read(session, tip.clone())?;
            let update = Update::new(session, &source, &mut dir, how)?;
            match story {
                Some(story) => update.story(story)?,
                None => update.whole()?,
            }
        }
    };
    let (changed, mended) = dir.finish()?;
    let mut remarks = done.remarks;
    if !done.has_url {
        remarks.push(format!(
            "newsroom.toml says no url, so the site has no {}: url = \"https://…\" under [newsroom], then newsroom publish newsroom.toml",
            Newsroom::NEEDS_URL
        ));
    }
    Ok(Built {
        out: request.out.clone(),
        tip: Some(tip),
        files: done.files,
        changed,
        mended,
        documents: done.documents,
        made: done.made,
        remarks,
    })
}

/// The record's commit that the site in a folder shows; `None` where it is none.
pub fn shown(folder: &Path) -> Option<String> {
    site::shown_commit(&folder::text(folder, WELL_KNOWN)?)
}

/// Brings a site in memory to what the record says.
fn follow(session: &Session, changes: &mut Changes) -> Result<Done, OpError> {
    let (tip, how) = (tip(session)?, How::default());
    if let Some(done) = update::standing(changes, &tip, how)? {
        return Ok(done);
    }
    let source = Source::read(session, tip)?;
    Update::new(session, &source, changes, how)?.whole()
}

/// Whether a site of that repository can be written into a folder.
///
/// # Errors
///
/// One that holds something else, is git's own, or cannot be written.
pub fn can_be_written(store: &Store, out: &Path, dry_run: bool) -> Result<(), OpError> {
    not_gits_own(store, out)?;
    let how = SiteWrite { dry_run, ..SiteWrite::default() };
    SiteDir::open(out, &store.site_notes(), how)?;
    Ok(())
}

fn not_gits_own(store: &Store, out: &Path) -> Result<(), OpError> {
    let within = folder::within(out, store.root()).is_some();
    if within && store.is_bare() {
        return Err(OpError::bad(
            "this is git’s own folder: no site is written into it",
            "newsroom build --out /srv/site",
        ));
    }
    Ok(())
}

/// The folder of a site where it may be: not among the desk's own files, and, within the desk's
/// folder, where git passes it over from then on.
fn open(session: &Session, out: &Path, how: SiteWrite) -> Result<SiteDir, OpError> {
    let within = folder::within(out, session.store.root()).filter(|path| !path.is_empty());
    let notes = session.store.site_notes();
    let Some(within) = within else { return Ok(SiteDir::open(out, &notes, how)?) };
    let first = within.split('/').next().unwrap_or_default();
    if ["posts", "releases", "theme", ".git"].contains(&first) {
        return Err(OpError::bad(
            format!("{first}/ is the desk’s own: no site is written into it"),
            "newsroom build --out site",
        ));
    }
    not_gits_own(&session.store, out)?;
    let dir = SiteDir::open(out, &notes, how)?;
    if !session.dry_run {
        session.store.pass_over(&within)?;
    }
    Ok(dir)
}

/// The newest commit of the record.
pub(super) fn tip(session: &Session) -> Result<CommitId, OpError> {
    session
        .record
        .clone()
        .ok_or_else(|| OpError::bad("the public record is not on this machine", "newsroom doctor"))
}

/// The newest commit of the record that readers could have met at that moment.
///
/// Order is the history's: what stands behind a later step was not there yet, whatever its date.
fn tip_at(session: &Session, at: Moment) -> Result<CommitId, OpError> {
    let store = &session.store;
    let mut newest = None;
    for commit in store.commits(&tip(session)?, &[])? {
        let made = store.commit_info(&commit)?.at;
        if made > at && newest.is_some() {
            break;
        }
        if made > at {
            return Err(OpError::bad(
                format!("the public record begins at {made}, later than {at}"),
                format!("newsroom build --at {made}"),
            ));
        }
        newest = Some(commit);
    }
    newest.map_or_else(|| tip(session), Ok)
}

//! `status --site`: whether readers of a site have what the record says.

use std::time::Duration;

use super::address::fetch_text;
use crate::desk::{OpError, Session};
use crate::model::{Moment, SETTINGS};
use crate::ops::build;
use crate::site::{self, WELL_KNOWN};
use crate::storage::CommitId;

/// How long a site may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a site shows, held against the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readers {
    /// The site.
    pub url: String,
    /// The record's commit that it shows.
    pub shows: String,
    /// How that stands to the record here.
    pub standing: Standing,
}

/// How what a site shows stands to the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It is the newest.
    Current,
    /// Readers do not have these acts, oldest first.
    Behind(Vec<Missing>),
    /// A commit that is not in the record here: newer, or of another record.
    Unknown,
}

/// An act on the record that readers do not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Its commit.
    pub commit: CommitId,
    /// When it was done.
    pub at: Moment,
    /// What was done, in its own words.
    pub title: String,
}

/// Asks the site at that address; the desk's own (`url` of its settings) where the text is empty.
///
/// # Errors
///
/// No address; a site that does not answer, or not with what `build` writes; no record here.
pub fn run(session: &Session, url: &str) -> Result<Readers, OpError> {
    let url = if url.is_empty() { session.desk.newsroom.url.as_str() } else { url };
    let url = url.trim_end_matches('/');
    if !url.starts_with("http://") && !url.starts_with("https://") {
        return Err(OpError::bad(
            if url.is_empty() {
                format!("the desk has no address of its site: url under [newsroom] in {SETTINGS}")
            } else {
                format!("`{url}` is not the address of a site")
            },
            "newsroom status --site https://…",
        ));
    }
    let file = format!("{url}/{WELL_KNOWN}");
    let text = fetch_text(&file, PATIENCE)?;
    let shows = site::shown_commit(&text).ok_or_else(|| {
        OpError::bad(
            format!("{file} does not say which state of the record the site shows"),
            "newsroom build, and put all of its folder there",
        )
    })?;
    let standing = standing(session, &shows)?;
    Ok(Readers { url: url.to_owned(), shows, standing })
}

fn standing(session: &Session, shows: &str) -> Result<Standing, OpError> {
    let (store, tip) = (&session.store, build::tip(session)?);
    let Ok(shown) = shows.parse::<CommitId>() else { return Ok(Standing::Unknown) };
    if shown == tip {
        return Ok(Standing::Current);
    }
    if !store.is_ancestor(&shown, &tip).unwrap_or(false) {
        return Ok(Standing::Unknown);
    }
    let missing = store.commits(&tip, &[shown])?.into_iter().map(|commit| {
        let info = store.commit_info(&commit)?;
        let title = info.message.lines().next().unwrap_or_default().to_owned();
        Ok(Missing { commit, at: info.at, title })
    });
    Ok(Standing::Behind(missing.collect::<Result<_, OpError>>()?))
}

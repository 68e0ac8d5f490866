//! A document's name, and where it stands.

use super::output::{Standing, Unreadable};
use super::shown;
use super::time::show_time;
use crate::cli::context::Context;
use crate::desk::{Loaded, Mistake, Session};
use crate::model::{DocPath, Public};
use crate::workflow::State;

/// A document as messages name it: `7f3c “Power cut across Port Selan”`.
pub fn name(loaded: &Loaded) -> String {
    let headline = loaded.document.headline();
    let headline = if headline.is_empty() { loaded.path.slug() } else { headline };
    format!("{} “{}”", loaded.short(), shown(headline))
}

/// That a file cannot be read, and where: `cannot be read: FILE:LINE`.
pub fn cannot_be_read(path: &DocPath, mistake: &Mistake) -> String {
    match mistake.line {
        Some(line) => format!("cannot be read: {path}:{line}"),
        None => format!("cannot be read: {path} is gone"),
    }
}

/// What whoever sees a document as it was last read is told of its file.
pub fn as_last_read(loaded: &Loaded) -> Option<String> {
    let edit = format!("newsroom edit {}", loaded.short());
    if let Some(unreadable) = loaded.cannot_be_read() {
        let what = cannot_be_read(&loaded.path, &unreadable.mistake);
        let why = shown(&unreadable.mistake.why);
        return Some(format!("{what} ({why}); this is how it was last read: {edit}"));
    }
    let saved = loaded.saved.is_some() && !loaded.takes_saved;
    saved.then(|| format!("what is saved in {} cannot be read; this is filed: {edit}", loaded.path))
}

/// Why a document's file cannot be read, as JSON has it.
pub fn unreadable(mistake: &Mistake) -> Unreadable {
    Unreadable { line: mistake.line, why: mistake.why.clone() }
}

/// Where a document stands, in words: `approved (these words, 9f2c); live, release 2`.
pub fn place(loaded: &Loaded) -> String {
    let standing = &loaded.standing;
    let words =
        standing.digest.map_or_else(String::new, |d| format!(" (these words, {})", d.short()));
    let release = loaded.ledger.as_ref().and_then(|ledger| ledger.releases.last());
    let public = match (standing.public, release) {
        (Public::Unpublished, _) => String::new(),
        (Public::Live, Some(release)) => format!("; live, release {}", release.n),
        (public, _) => format!("; {}", public.as_str()),
    };
    let stopped = if standing.stopped.is_some() { "; STOPPED" } else { "" };
    let state = match loaded.cannot_be_read() {
        Some(unreadable) => cannot_be_read(&loaded.path, &unreadable.mistake),
        None => state(standing.state).to_owned(),
    };
    format!("{state}{words}{public}{stopped}")
}

/// What the hour of a document does, where it has one: `not before 06:00 Kyiv, in 9 h 12 min`.
pub fn hour(context: &Context, session: &Session, loaded: &Loaded) -> Option<String> {
    // A notice waits for no hour.
    let at = (*loaded.document.publish_at()).filter(|_| loaded.document.retraction().is_none())?;
    let zone = context.zone(session, Some(&loaded.path));
    let told = format!("not before {}", show_time(at, zone, session.now));
    let standing = &loaded.standing;
    match (at > session.now, standing.state) {
        (true, State::AsPublished) => {
            Some(format!("{told}: readers have these words already; what is changed waits for it"))
        }
        (true, _) => Some(told),
        (false, _) if standing.public != Public::Unpublished => None,
        (false, _) => Some(format!("{told}: that has passed and holds nothing back")),
    }
}

/// A state in words.
pub fn state(state: State) -> &'static str {
    match state {
        State::Draft => "draft",
        State::InReview => "in review",
        State::Approved => "approved",
        State::AsPublished => "as published",
        State::Returned => "returned",
        State::Spiked => "spiked",
        State::NeedsMerge => "needs merge",
        State::Unreadable => "unreadable",
    }
}

/// Where a document stands, at the top level of JSON.
pub fn json(loaded: &Loaded, sent: Option<bool>) -> Standing {
    let standing = &loaded.standing;
    Standing {
        id: loaded.document.id().to_string(),
        path: loaded.path.to_string(),
        headline: loaded.document.headline().to_owned(),
        digest: standing.digest.map(|digest| digest.to_string()),
        state: standing.state,
        public: standing.public,
        release: loaded.ledger.as_ref().and_then(|l| l.releases.last()).map(|r| r.n),
        sent,
        stopped: standing.stopped.is_some(),
        unreadable: loaded.cannot_be_read().map(|found| unreadable(&found.mistake)),
    }
}

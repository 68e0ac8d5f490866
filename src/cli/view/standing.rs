//! A document's name, and where it stands.

use super::output::Standing;
use super::shown;
use crate::desk::Loaded;
use crate::model::Public;
use crate::workflow::State;

/// A document as messages name it: `7f3c “Power cut across Port Selan”`.
pub fn name(loaded: &Loaded) -> String {
    let headline = loaded.document.headline();
    let headline = if headline.is_empty() { loaded.path.slug() } else { headline };
    format!("{} “{}”", loaded.short(), shown(headline))
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
    format!("{}{words}{public}{stopped}", state(standing.state))
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
    }
}

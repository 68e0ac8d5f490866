//! Whether words may be approved, and all of several documents or none.

use std::collections::BTreeSet;

use super::error::OpError;
use super::loaded::{Loaded, refused};
use super::session::Session;
use crate::model::{Contributor, ContributorId, CorrectionKind};
use crate::workflow::{Refusal, approve};

/// Nothing where nothing was refused; the one refusal, or all of them.
pub(crate) fn all_or_nothing(
    asked: usize,
    mut refused: Vec<(String, String, Refusal)>,
) -> Result<(), OpError> {
    match refused.len() {
        0 => Ok(()),
        1 if asked == 1 => {
            let (doc, headline, refusal) = refused.remove(0);
            Err(OpError::Refused { doc, headline, refusal })
        }
        _ => Err(OpError::SomeRefused { others_done: false, asked, refused }),
    }
}

/// Nothing where no words changed since they were shown; the one document where they did, or all of
/// them.
pub(crate) fn all_as_shown(mut changed: Vec<(String, String)>) -> Result<(), OpError> {
    match changed.len() {
        0 => Ok(()),
        1 => {
            let (doc, now) = changed.remove(0);
            Err(OpError::WordsChanged { doc, now })
        }
        _ => {
            Err(OpError::SeveralChanged { docs: changed.into_iter().map(|(doc, _)| doc).collect() })
        }
    }
}

/// Four eyes from history, the words as they were shown here, the words that were named.
pub(crate) fn decide_approval(
    session: &Session,
    me: &Contributor,
    loaded: &Loaded,
    writers: &BTreeSet<ContributorId>,
    words: Option<&str>,
    must_be_shown: bool,
) -> Result<(), OpError> {
    let now = loaded.standing.digest.map(|digest| digest.to_string()).unwrap_or_default();
    let changed = match words {
        Some(words) => !now.starts_with(&words.to_lowercase()),
        None => session
            .last_shown(&me.id, loaded)
            .is_some_and(|shown| must_be_shown && Some(shown) != loaded.standing.digest),
    };
    let note = loaded.change().corrections.iter().any(|c| c.kind == CorrectionKind::EditorsNote);
    approve::approve(me, &loaded.standing, &session.desk, writers, note)
        .map_err(|refusal| refused(loaded, refusal))?;
    if changed {
        let short = now.get(..4).unwrap_or_default().to_owned();
        return Err(OpError::WordsChanged { doc: loaded.short(), now: short });
    }
    Ok(())
}

//! What a change amounts to.

use super::change::{Changes, ClaimField, FieldChange, FieldKind};
use super::minor::{what_happened, why_not_minor};
use super::piece::Piece;

/// What a change amounts to; every kind but the last may be one person's act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Readers see no difference.
    Nothing,
    /// A key event, a pin, coverage opened or closed.
    Layout,
    /// Credits were added.
    Byline,
    /// A caveat was added or made stronger, a claim flagged.
    Doubt,
    /// Typos, punctuation, white space, alternative texts, tags, links.
    Minor,
    /// Anything else.
    Words,
}

/// What a change amounts to: the gentlest kind that it can be.
pub fn class(changes: &Changes) -> Class {
    if changes.is_empty() {
        Class::Nothing
    } else if why_not_layout(changes).is_empty() {
        Class::Layout
    } else if why_not_byline(changes).is_empty() {
        Class::Byline
    } else if why_not_doubt(changes).is_empty() {
        Class::Doubt
    } else if why_not_minor(changes).is_empty() {
        Class::Minor
    } else {
        Class::Words
    }
}

/// Why a change is not of layout alone, in words for the desk; empty where it is.
pub fn why_not_layout(changes: &Changes) -> Vec<String> {
    changes.0.iter().filter(|change| !is_layout(change)).map(what_happened).collect()
}

/// Why a change does more than add credits (and change layout); empty where it does not.
pub fn why_not_byline(changes: &Changes) -> Vec<String> {
    let adds = |change: &FieldChange| change.place == FieldKind::Credit && change.before.is_none();
    let others = changes.0.iter().filter(|change| !adds(change) && !is_layout(change));
    let reasons: Vec<String> = others.map(what_happened).collect();
    if reasons.is_empty() && !changes.0.iter().any(adds) {
        return vec!["no credit was added".to_owned()];
    }
    reasons
}

/// Why a change does more than put something in doubt; empty where it does not.
///
/// It may flag new words as unverified, disputed or false, move a claim from the former of these
/// to the latter, add a caveat, or add words to one. A claim that is moved may have its caveat
/// put in other words.
pub fn why_not_doubt(changes: &Changes) -> Vec<String> {
    if changes.is_empty() {
        return vec!["nothing was put in doubt".to_owned()];
    }
    changes.0.iter().filter(|change| !is_doubt(changes, change)).map(what_happened).collect()
}

fn is_layout(change: &FieldChange) -> bool {
    matches!(change.place, FieldKind::KeyEvent | FieldKind::Pinned | FieldKind::Coverage)
}

fn is_doubt(changes: &Changes, change: &FieldChange) -> bool {
    let FieldKind::Claim(field) = change.place else { return false };
    let claim = change.field.rsplit_once(' ').map_or("", |(claim, _)| claim);
    let status = |wanted: fn(Option<&str>, Option<&str>) -> bool| {
        changes.0.iter().any(|other| {
            other.place == FieldKind::Claim(ClaimField::Status)
                && other.field.rsplit_once(' ').is_some_and(|(name, _)| name == claim)
                && wanted(other.before.as_deref(), other.after.as_deref())
        })
    };
    match field {
        ClaimField::Order => false,
        ClaimField::Status => is_more_doubtful(change.before.as_deref(), change.after.as_deref()),
        ClaimField::Quote | ClaimField::Source => status(|before, _| before.is_none()),
        ClaimField::Caveat => {
            change.after.is_some()
                && (!change.words.iter().any(|piece| matches!(piece, Piece::Gone(_)))
                    || status(is_more_doubtful))
        }
    }
}

/// Whether a claim's status went towards false, or came there with the claim.
fn is_more_doubtful(before: Option<&str>, after: Option<&str>) -> bool {
    const TOWARDS_FALSE: [&str; 4] = ["verified", "unverified", "disputed", "false"];
    let rank = |status| TOWARDS_FALSE.iter().position(|known| *known == status);
    match (before, after.and_then(rank)) {
        (None, Some(after)) => after > 0,
        (Some("withdrawn"), Some(after)) => after == TOWARDS_FALSE.len() - 1,
        (Some(before), Some(after)) => rank(before).is_some_and(|before| before < after),
        (_, None) => false,
    }
}

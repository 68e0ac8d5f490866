//! What was found out about words, where an act is taken back: it stays with the words that it is of.

use super::last::Act;
use crate::check::quote;
use crate::desk::{Loaded, OpError, Session};
use crate::model::{Check, Claim, Contributor, Document};

/// Checks stay; a claim that came to stand otherwise stands as before by a check of its own. A flag
/// stays as long as its words do.
pub(super) fn checks(
    view: &Session,
    me: &Contributor,
    before: &Document,
    after: &Document,
    target: &mut Document,
    now: &Loaded,
) -> Result<(), OpError> {
    for claim in after.claims() {
        let Some(was) = before.claim(&claim.id) else {
            let stands = before.quotable().iter().any(|text| text.contains(&claim.quote));
            if stands && now.document.claim(&claim.id).is_some() {
                let doc = now.short();
                return Err(OpError::bad(
                    format!(
                        "words that somebody doubted stay flagged until somebody says what was found ({})",
                        claim.id
                    ),
                    format!(
                        "newsroom verify-flag {doc} --claim {} --status withdrawn -m 'FLAGGED BY MISTAKE'",
                        claim.id
                    ),
                ));
            }
            continue;
        };
        let (was, status) = (was.clone(), was.status);
        let Some(kept) = target.claims_mut().iter_mut().find(|kept| kept.id == was.id) else {
            continue;
        };
        kept.checks.clone_from(&claim.checks);
        // What was found out since about the words that go is not said of those that come back.
        let found = now.document.claim(&claim.id).filter(|found| {
            found.quote != was.quote && found.status != claim.status && !found.status.is_open()
        });
        if let Some(found) = found {
            let doc = now.short();
            return Err(OpError::bad(
                format!(
                    "“{}” was found {} since, and is not taken back",
                    found.quote,
                    found.status.as_str()
                ),
                format!("newsroom edit {doc}"),
            ));
        }
        if claim.status != status {
            kept.checks.push(Check {
                at: view.now,
                by: me.id.clone(),
                status,
                evidence: String::new(),
                note: "undone".to_owned(),
            });
        }
    }
    Ok(())
}

/// Words that somebody came to doubt since are not taken away under the doubt.
pub(super) fn doubts_stay(now: &Loaded, back: &Document, after: &Document) -> Result<(), OpError> {
    let gone = |claim: &&Claim| {
        claim.status.is_open()
            && after.claim(&claim.id).is_none()
            && quote::stands(&now.document, &claim.quote)
            && !quote::stands(back, &claim.quote)
    };
    let Some(claim) = now.document.claims().iter().find(gone) else { return Ok(()) };
    let (doc, id) = (now.short(), &claim.id);
    Err(OpError::bad(
        format!("somebody doubts “{}” since ({id}), and these words would go", claim.quote),
        format!(
            "say what was found: newsroom verify-flag {doc} --claim {id} --status withdrawn -m 'WHY'; or newsroom edit {doc}"
        ),
    ))
}

/// A draft that was dropped comes back with what its own person found out, and not with what others
/// did: those say it themselves.
pub(super) fn only_own_findings(
    now: &Loaded,
    before: Option<&Document>,
    me: &Contributor,
    act: &Act,
) -> Result<(), OpError> {
    let theirs = before.into_iter().flat_map(Document::claims).find(|claim| {
        let known = now.document.claim(&claim.id);
        claim.checks.iter().any(|check| {
            check.by != me.id && !known.is_some_and(|known| known.checks.contains(check))
        })
    });
    let (Some(claim), Some(parent)) = (theirs, act.info.parents.first()) else { return Ok(()) };
    let doc = now.short();
    Err(OpError::bad(
        format!(
            "somebody else looked into “{}” in that draft, and only they can say so again",
            claim.quote
        ),
        format!("its words: newsroom show {doc} --at {}", &parent.as_str()[..12]),
    ))
}

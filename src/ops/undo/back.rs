//! The way back of an act at the desk: the words before come back as a new step, over what others
//! did since.

use super::last::Act;
use super::undoing::Undoing;
use super::{steps, table};
use crate::check::quote;
use crate::desk::aside::DROP;
use crate::desk::{Edit, Loaded, OpError, Session};
use crate::format;
use crate::merge;
use crate::model::{
    Check, Claim, Contributor, Desk, Digest, DocPath, Document, Review, SETTINGS, Verdict,
};
use crate::storage::{BlobId, CommitId, PathChange};
use crate::workflow::{Act as Right, authorize};

/// Puts into `undoing` what takes an act back, looked at from `view`.
pub(super) fn of(
    view: &Session,
    me: &Contributor,
    act: &Act,
    undoing: &mut Undoing,
) -> Result<(), OpError> {
    table::refuse_plain(view, act)?;
    let changed = view.store.changes(act.info.parents.first(), &act.info.id)?;
    if changed.iter().any(|change| change.path == SETTINGS) {
        return settings(view, me, act, &changed, undoing);
    }
    let documents = changed.iter().filter(|one| one.path.parse::<DocPath>().is_ok()).count();
    for change in &changed {
        let said = undoing.said.len();
        let Ok(path) = change.path.parse::<DocPath>() else { continue };
        let aside = changed.iter().find(|other| other.path == path.aside());
        match aside {
            Some(PathChange { old: None, .. }) => from_aside(view, &path, change, undoing)?,
            Some(_) => {
                return Err(OpError::bad(
                    "what was set aside is back, and to set it aside again is a correction",
                    format!(
                        "newsroom correct {} --set-aside --tell-readers 'WHAT WAS WRONG'",
                        path.slug()
                    ),
                ));
            }
            None => document(view, me, act, &path, change, undoing)?,
        }
        // Of several, each line names the one that it is about.
        let lines = undoing.said.iter_mut().skip(said).filter(|_| documents > 1);
        lines.for_each(|line| *line = format!("{}: {line}", path.slug()));
    }
    if undoing.edits.is_empty() {
        return Err(table::nothing_left(view, act));
    }
    Ok(())
}

/// The settings as they were before, where nobody changed them since.
fn settings(
    view: &Session,
    me: &Contributor,
    act: &Act,
    changed: &[PathChange],
    undoing: &mut Undoing,
) -> Result<(), OpError> {
    authorize(me, Right::Settings).map_err(OpError::NotAllowed)?;
    let change = changed.iter().find(|change| change.path == SETTINGS);
    let now = view.store.entry(&view.head, SETTINGS)?;
    let before = change.and_then(|change| change.old.clone());
    let (Some(before), true) = (before, change.is_some_and(|change| change.new == now)) else {
        return Err(OpError::bad(
            "newsroom.toml was changed since: nothing was undone",
            format!("git diff {} -- newsroom.toml", &act.info.id.as_str()[..12]),
        ));
    };
    let text = String::from_utf8_lossy(&view.store.blob(&before)?).into_owned();
    let desk = format::read::<Desk>(&text).map_err(|problems| OpError::unfit(&problems))?;
    undoing.settings = Some(Box::new(desk));
    undoing.said.push("newsroom.toml is as it was before".to_owned());
    Ok(())
}

/// A draft over the live words, for which others were set aside, is dropped again.
fn from_aside(
    view: &Session,
    path: &DocPath,
    change: &PathChange,
    undoing: &mut Undoing,
) -> Result<(), OpError> {
    let loaded = view.load(path)?;
    let after = read(view, path, change.new.as_ref())?;
    if after.as_ref().map(|after| digest(view, path, after)).transpose()?
        != Some(loaded.standing.digest)
    {
        return Err(changed_since(&loaded));
    }
    let (edit, gone) = view.without_draft(loaded)?;
    undoing.edits.push(edit);
    undoing.along.extend(gone);
    undoing.said.push("the draft is dropped, and what was set aside for it is back".to_owned());
    Ok(())
}

/// One document: its words as before, and the way back of each step that was taken on it.
fn document(
    view: &Session,
    me: &Contributor,
    act: &Act,
    path: &DocPath,
    change: &PathChange,
    undoing: &mut Undoing,
) -> Result<(), OpError> {
    let loaded = view.load(path)?;
    let Some(after) = read(view, path, change.new.as_ref())? else {
        return Err(changed_since(&loaded));
    };
    let before = read(view, path, change.old.as_ref())?;
    let was = digest(view, path, &after)?;
    let same_words = before
        .as_ref()
        .map(|before| digest(view, path, before))
        .transpose()?
        .is_some_and(|before| before == was);
    let taken = steps::added(before.as_ref(), &after);
    let let_out = |step: &Review| matches!(step.verdict, Verdict::Submitted | Verdict::Approved);
    if (!same_words || taken.iter().any(let_out)) && released_since(view, act, &loaded, was)? {
        return Err(table::seen_by_readers(view, "", std::slice::from_ref(path)));
    }
    if act.action == DROP {
        only_own_findings(&loaded, before.as_ref(), me, act)?;
    }
    let mut edit = Edit::of(loaded, |_| {});
    match &before {
        None => steps::of_new(view, me, path, &taken, &mut edit, &mut undoing.said)?,
        Some(before) => {
            words(view, me, before, &after, &mut edit)?;
            edit.know_files(view)?;
            let words_back = edit.standing(view).digest != edit.loaded.standing.digest;
            if edit.document != edit.loaded.document {
                undoing.said.push("the words before are back, as a step of its own".to_owned());
            }
            let step = steps::Undone { before, taken: &taken, words_back };
            steps::back(view, me, &step, &mut edit, &mut undoing.said)?;
        }
    }
    if edit.document != edit.loaded.document {
        undoing.edits.push(edit);
    }
    Ok(())
}

/// Whether readers see these words by a release that came after the act.
fn released_since(
    view: &Session,
    act: &Act,
    loaded: &Loaded,
    words: Option<Digest>,
) -> Result<bool, OpError> {
    if words.is_none() || loaded.standing.live != words {
        return Ok(false);
    }
    let ledger = loaded.ledger.iter().flat_map(|ledger| &ledger.releases);
    for release in ledger.rev().filter(|release| Some(release.digest) == words) {
        let desk: Option<CommitId> = release.desk.parse().ok();
        if let Some(desk) = desk
            && view.store.is_ancestor(&act.info.id, &desk)?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A draft that was dropped comes back with what its own person found out, and not with what others
/// did: those say it themselves.
fn only_own_findings(
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

/// The words before in the place of those after, with all that was changed since.
fn words(
    view: &Session,
    me: &Contributor,
    before: &Document,
    after: &Document,
    edit: &mut Edit,
) -> Result<(), OpError> {
    if !edit.loaded.document.conflicts().is_empty() {
        let doc = edit.loaded.short();
        return Err(OpError::bad(
            format!("two people changed the same words of {doc}: that is settled first"),
            format!("newsroom edit {doc}"),
        ));
    }
    let mut target = before.clone();
    target.reviews_mut().clone_from(after.reviews());
    checks(view, me, before, after, &mut target, &edit.loaded)?;
    if target == *after {
        return Ok(());
    }
    let merged = merge::merge(Some(after), &edit.loaded.document, &target);
    if merged.conflicts {
        return Err(changed_since(&edit.loaded));
    }
    let mut document = merged.document;
    document.reviews_mut().clone_from(edit.loaded.document.reviews());
    // A correction that no release has carried was only a draft; what readers were told stays told.
    let told = edit.loaded.live.as_ref().map(|live| live.corrections.clone()).unwrap_or_default();
    document.corrections_mut().retain(|one| {
        before.corrections().contains(one)
            || !after.corrections().contains(one)
            || told.contains(one)
    });
    doubts_stay(&edit.loaded, &document, after)?;
    edit.document = document;
    Ok(())
}

/// Words that somebody came to doubt since are not taken away under the doubt.
fn doubts_stay(now: &Loaded, back: &Document, after: &Document) -> Result<(), OpError> {
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

/// Checks stay; a claim that came to stand otherwise stands as before by a check of its own. A flag
/// stays as long as its words do.
fn checks(
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

fn read(
    view: &Session,
    path: &DocPath,
    blob: Option<&BlobId>,
) -> Result<Option<Document>, OpError> {
    let Some(blob) = blob else { return Ok(None) };
    Ok(format::read_bytes(path, view.store.blob(blob)?).ok().map(|(_, document)| document))
}

fn digest(view: &Session, path: &DocPath, document: &Document) -> Result<Option<Digest>, OpError> {
    Ok(format::digest(document, &view.file_digests(path, document)?))
}

/// Somebody changed the same words since: theirs are not touched.
pub(super) fn changed_since(loaded: &Loaded) -> OpError {
    OpError::bad(
        format!("the same words of {} were changed since: nothing was undone", loaded.short()),
        format!("newsroom log {0}, then newsroom edit {0}", loaded.short()),
    )
}

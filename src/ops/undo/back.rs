//! The way back of an act at the desk: the words before come back as a new step, over what others
//! did since.

use super::last::Act;
use super::undoing::Undoing;
use super::{claims, steps, table};
use crate::desk::aside::DROP;
use crate::desk::{Edit, Loaded, OpError, Session};
use crate::format;
use crate::merge;
use crate::model::{Contributor, Desk, Digest, DocPath, Document, Review, SETTINGS, Verdict};
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
        return Err(match view.is_sent(&loaded) {
            Some(false) => OpError::bad(
                "these words were released since, on this machine alone: who did that undoes it first",
                format!("newsroom log {}", loaded.short()),
            ),
            _ => table::seen_by_readers(view, "", std::slice::from_ref(path)),
        });
    }
    if act.action == DROP {
        claims::only_own_findings(&loaded, before.as_ref(), me, act)?;
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
    claims::checks(view, me, before, after, &mut target, &edit.loaded)?;
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
    claims::doubts_stay(&edit.loaded, &document, after)?;
    edit.document = document;
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

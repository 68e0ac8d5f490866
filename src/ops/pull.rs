//! `pull`, `restore` and the words of an earlier release again.

use super::publish;
use crate::desk::live::{is_own, with_live_words};
use crate::desk::release::Letting;
use crate::desk::{Done, Edit, OpError, Session, refused};
use crate::model::ReleaseKind;
use crate::workflow::{Act, authorize, pull};

/// What `pull` and `restore` are asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The document, as a person calls it.
    pub doc: String,
    /// What readers are told in its place.
    pub tell_readers: String,
}

/// Takes it down at once.
///
/// # Errors
///
/// A role without the right; a document that is not live.
pub fn pull(session: &mut Session, request: &Request) -> Result<Done, OpError> {
    session.take_down();
    act(session, request, ReleaseKind::Pull)
}

/// Whether what the person tells readers with a pull waits for an editor.
///
/// # Errors
///
/// Somebody whom the desk does not know.
pub fn waits_for_an_editor(session: &Session) -> Result<bool, OpError> {
    let (me, _) = session.me()?;
    Ok(authorize(&me, Act::Pull).is_err())
}

/// Puts it back as it was.
///
/// # Errors
///
/// A role without the right; a document that is not pulled; a legal stop.
pub fn restore(session: &mut Session, request: &Request) -> Result<Done, OpError> {
    act(session, request, ReleaseKind::Restore)
}

fn act(session: &mut Session, request: &Request, kind: ReleaseKind) -> Result<Done, OpError> {
    let (me, _) = session.me()?;
    let path = session.resolve(&request.doc)?;
    let loaded = session.as_last_read(&path)?;
    if request.tell_readers.trim().is_empty() {
        return Err(OpError::bad(
            "readers must be told what happened, in its place",
            format!("newsroom {} {} --tell-readers 'WHY'", kind.as_str(), loaded.short()),
        ));
    }
    let decision = match kind {
        ReleaseKind::Pull => pull::pull(&me, &loaded.standing, is_own(&me, &loaded)),
        _ => pull::restore(&me, &loaded.standing),
    };
    decision.map_err(|refusal| refused(&loaded, refusal))?;
    if let Some(digest) = loaded.standing.live.filter(|_| kind == ReleaseKind::Restore) {
        session.not_erased(&loaded.path, digest)?;
    }
    let words = if kind == ReleaseKind::Pull { None } else { loaded.live.clone() };
    let letting = Letting {
        loaded,
        kind,
        words,
        approved_by: Vec::new(),
        alone: kind == ReleaseKind::Pull && waits_for_an_editor(session)?,
        tell_readers: request.tell_readers.clone(),
        files: Vec::new(),
    };
    session.release(kind.as_str(), Vec::new(), &[letting])
}

/// Puts the words of an earlier release into the desk's file, to be approved and released again;
/// with `approve`, all of it in one step or not at all.
///
/// # Errors
///
/// No such release; a role that may not write; saved changes that are not filed; the gate's reasons.
pub fn words_again(
    session: &mut Session,
    doc: &str,
    n: u32,
    approve: bool,
) -> Result<Done, OpError> {
    let (me, _) = session.me()?;
    authorize(&me, Act::Write)?;
    let loaded = session.load(&session.resolve(doc)?)?;
    if let Some(path) = loaded.unfiled() {
        return Err(OpError::Unfiled { path, doc: loaded.short() });
    }
    let release = loaded.ledger.as_ref().and_then(|ledger| ledger.release(n)).cloned();
    let release = release.ok_or_else(|| {
        OpError::bad(format!("there is no release {n}"), format!("newsroom log {doc}"))
    })?;
    session.not_erased(&loaded.path, release.digest)?;
    let words = session.released(&loaded.path, release.digest)?.ok_or_else(|| {
        OpError::bad(
            format!("the words of release {n} are not on this machine"),
            "git fetch, where another machine has them",
        )
    })?;
    let mut document = with_live_words(&loaded.document, &words);
    // What readers were told stays told: corrections are never taken back with the words.
    document.corrections_mut().clone_from(loaded.document.corrections());
    let mut edit = Edit { loaded, document, files: Vec::new() };
    edit.know_files(session)?;
    if approve {
        let request = publish::Request { approve, ..publish::Request::default() };
        return publish::in_one_step(session, "words again", edit, &request);
    }
    session.file("words again", vec![edit])
}

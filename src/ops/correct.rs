//! `correct` and `retract`: what readers saw is put right or withdrawn, and they are told why.

use crate::desk::aside::{has_unfinished, over_live};
use crate::desk::{Amendment, Done, Edit, OpError, Session, refused};
use crate::diff::gone;
use crate::model::{Correction, CorrectionId, CorrectionKind, Document, Retraction, Verdict};
use crate::workflow::{correct, retract, submit};

/// What `correct` is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The documents, as a person calls them: all or none.
    pub docs: Vec<String>,
    /// What readers are told; may follow later, before the release.
    pub tell_readers: Option<String>,
    /// Misled, wrong, or a note on the whole; else that of the correction that waits, else wrong.
    pub kind: Option<CorrectionKind>,
    /// The old words are not shown again.
    pub withhold_before: bool,
    /// What changes.
    pub words: Amendment,
    /// Submits it at once.
    pub submit: bool,
    /// A remark for the desk.
    pub note: String,
}

/// Drafts a correction over the live words.
///
/// # Errors
///
/// What readers never saw, or saw retracted; words that do not fit.
pub fn run(session: &mut Session, request: &Request) -> Result<Done, OpError> {
    let (me, _) = session.me()?;
    let mut edits = Vec::new();
    let mut remarks = Vec::new();
    for path in session.resolve_each(&request.docs)? {
        let loaded = session.load_saved(&path)?;
        correct::correct(&me, &loaded.standing).map_err(|refusal| refused(&loaded, refusal))?;
        let pending = !loaded.change().corrections.is_empty();
        let aside = !pending && has_unfinished(&loaded);
        let mut edit = if pending { Edit::of(loaded, |_| {}) } else { over_live(session, loaded)? };
        let applied = request.words.apply(session, &mut edit.document)?;
        edit.files.extend(applied.files);
        edit.keep_metadata(session, &me, &applied.kept)?;
        let mut said = applied.remarks;
        said.extend(edit.take_files_along(session)?);
        let note = request.tell_readers.clone().unwrap_or_default();
        note_correction(session, &mut edit.document, request, &note, pending);
        if request.submit {
            submit::submit(&me, &edit.standing(session))
                .map_err(|refusal| refused(&edit.loaded, refusal))?;
            edit.review(session, &me.id, Verdict::Submitted, &request.note);
        } else if !request.note.is_empty() {
            edit.review(session, &me.id, Verdict::Comment, &request.note);
        }
        if aside {
            said.push("unfinished words are set aside; the release puts them back".to_owned());
        }
        remarks.push(said);
        edits.push(edit);
    }
    let mut done = session.file("correct", edits)?;
    for (outcome, said) in done.outcomes.iter_mut().zip(remarks) {
        outcome.remarks = said;
    }
    for loaded in done.outcomes.iter().map(|one| one.loaded.clone()).collect::<Vec<_>>() {
        let words = loaded.live.as_ref().map(|live| gone(live, loaded.words().as_ref()));
        session.name_resting(&mut done, &loaded.path, &words.unwrap_or_default());
    }
    Ok(done)
}

/// A new correction, or more words for the one that waits for release.
fn note_correction(
    session: &Session,
    document: &mut Document,
    request: &Request,
    note: &str,
    pending: bool,
) {
    if pending
        && let Some(waiting) = document.corrections_mut().last_mut()
        && request.kind.is_none_or(|kind| waiting.kind == kind || note.is_empty())
    {
        if !note.is_empty() {
            note.clone_into(&mut waiting.note);
        }
        waiting.kind = request.kind.unwrap_or(waiting.kind);
        waiting.withhold_before |= request.withhold_before;
        return;
    }
    let id = new_id(session, document);
    document.corrections_mut().push(Correction {
        id,
        kind: request.kind.unwrap_or(CorrectionKind::Correction),
        note: note.to_owned(),
        withhold_before: request.withhold_before,
    });
}

fn new_id(session: &Session, document: &Document) -> CorrectionId {
    loop {
        let id: CorrectionId = format!("x-{}", session.letters(4)).parse().expect("four letters");
        if !document.corrections().iter().any(|correction| correction.id == id) {
            return id;
        }
    }
}

/// What `retract` is asked for.
#[derive(Debug, Clone)]
pub struct Withdrawal {
    /// The document, as a person calls it.
    pub doc: String,
    /// What readers are told.
    pub tell_readers: String,
    /// Submits it at once.
    pub submit: bool,
}

/// Drafts a retraction: a notice with the reason takes the words' place once it is released.
///
/// # Errors
///
/// What readers never saw, or saw retracted; no reason for readers.
pub fn retract(session: &mut Session, request: &Withdrawal) -> Result<Done, OpError> {
    let (me, _) = session.me()?;
    let path = session.resolve(&request.doc)?;
    let loaded = session.load_saved(&path).or_else(|_| session.as_last_read(&path))?;
    retract::retract(&me, &loaded.standing).map_err(|refusal| refused(&loaded, refusal))?;
    if request.tell_readers.trim().is_empty() {
        return Err(OpError::bad(
            "readers must be told why it is withdrawn",
            format!("newsroom retract {} --tell-readers 'WHY'", loaded.short()),
        ));
    }
    let note = request.tell_readers.clone();
    let mut edit = Edit::of(loaded, |document| {
        *document.retraction_mut() = Some(Retraction { note });
    });
    if request.submit {
        edit.review(session, &me.id, Verdict::Submitted, "");
    }
    let words = edit.loaded.live.as_ref().map(|live| gone(live, None));
    let mut done = session.file("retract", vec![edit])?;
    session.name_resting(&mut done, &path, &words.unwrap_or_default());
    Ok(done)
}

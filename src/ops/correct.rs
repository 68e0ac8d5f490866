//! `correct` and `retract`: what readers saw is put right or withdrawn, and they are told why.

use crate::desk::aside::{DROP, has_unfinished, over_live, to_correct};
use crate::desk::{Amendment, Done, Edit, Loaded, OpError, Session, SetAside, Words, refused};
use crate::diff::gone;
use crate::model::{Correction, CorrectionId, CorrectionKind, Document, Retraction, Verdict};
use crate::workflow::{Act, State, authorize, correct, retract, submit};

/// What `correct` is asked for.
#[derive(Debug, Clone, Default)]
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
    /// A retraction that waits for an editor is set aside.
    pub set_aside: bool,
}

/// The retractions of these documents that wait for an editor, and that a correction sets aside: each
/// by its name, in words.
///
/// # Errors
///
/// A name that fits nothing; a file that cannot be read.
pub fn retractions_that_wait(session: &Session, docs: &[String]) -> Result<Vec<String>, OpError> {
    let mut waiting = Vec::new();
    for path in session.resolve_each(docs)? {
        waiting.extend(retraction_that_waits(&session.load_saved(&path)?));
    }
    Ok(waiting)
}

fn retraction_that_waits(loaded: &Loaded) -> Option<String> {
    let aside = SetAside::at(&loaded.document, &loaded.standing);
    (aside.retraction && aside.waits()).then(|| {
        format!(
            "{}: {} waits here, and what it withdraws stays live",
            loaded.short(),
            aside.named()
        )
    })
}

/// What a correction begins with.
#[derive(Debug)]
pub struct Begins {
    /// The document.
    pub loaded: Loaded,
    /// The words that are to be put right: those of a correction that is drafted, else the live ones.
    pub words: Words,
    /// What a drafted one tells readers.
    pub note: String,
}

/// What a correction of a document begins with.
///
/// # Errors
///
/// What readers never saw; no right; words that are set aside already.
pub fn begins(session: &Session, doc: &str, set_aside: bool) -> Result<Begins, OpError> {
    let (me, _) = session.me()?;
    let loaded = session.load_saved(&session.resolve(doc)?)?;
    correct::correct(&me, &loaded.standing).map_err(|refusal| refused(&loaded, refusal))?;
    if !set_aside {
        refuse_to_set_aside(&loaded)?;
    }
    if is_drafted(&loaded) {
        let note = loaded.document.corrections().last().map_or("", |waiting| &waiting.note);
        let (words, note) = (Words::of(&loaded.document), note.to_owned());
        return Ok(Begins { loaded, words, note });
    }
    let edit = to_correct(session, loaded)?;
    let words = Words::of(&edit.document);
    Ok(Begins { loaded: edit.loaded, words, note: String::new() })
}

/// Whether a correction is drafted that is not out.
fn is_drafted(loaded: &Loaded) -> bool {
    loaded.document.retraction().is_none() && !loaded.change().corrections.is_empty()
}

/// A retraction that waits is set aside only by somebody who says so.
fn refuse_to_set_aside(loaded: &Loaded) -> Result<(), OpError> {
    let Some(waiting) = retraction_that_waits(loaded) else { return Ok(()) };
    let doc = loaded.short();
    Err(OpError::bad(
        format!("{waiting}: a correction would set it aside until that is published"),
        format!(
            "an editor lets it out: newsroom publish {doc} --approve; to set it aside: newsroom correct {doc} --set-aside"
        ),
    ))
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
        let pending = is_drafted(&loaded);
        let aside = SetAside::at(&loaded.document, &loaded.standing);
        if !request.set_aside {
            refuse_to_set_aside(&loaded)?;
        }
        let mut edit =
            if pending { Edit::of(loaded, |_| {}) } else { to_correct(session, loaded)? };
        let aside = edit.sets_aside().then_some(aside);
        let applied = request.words.apply(session, &mut edit.document);
        let applied = applied.map_err(|error| about(error, &edit.loaded, request.docs.len()))?;
        edit.files.extend(applied.files);
        edit.keep_metadata(session, &me, &applied.kept)?;
        let mut said = applied.remarks;
        said.extend(edit.take_files_along(session)?);
        let note = request.tell_readers.clone().unwrap_or_default();
        said.extend(note_correction(session, &mut edit.document, request, &note, pending));
        if request.submit {
            submit::submit(&me, &edit.standing(session))
                .map_err(|refusal| refused(&edit.loaded, refusal))?;
            edit.review(session, &me.id, Verdict::Submitted, &request.note);
        } else if !request.note.is_empty() {
            edit.review(session, &me.id, Verdict::Comment, &request.note);
        }
        if let Some(aside) = aside {
            let back = if aside.waits() { ", in the queue where they were" } else { "" };
            let (what, back) = match aside.retraction {
                true => (aside.named(), back.replace("they were", "it was")),
                false => (aside.named(), back.to_owned()),
            };
            said.push(format!("set aside: {what}; the release puts that back{back}"));
            if aside.publish_at.is_some() && aside.state == State::Approved {
                let doc = edit.loaded.short();
                said.push(format!(
                    "it was approved to go out at an hour, and does not as long as it is set aside; once the correction is out: newsroom approve {doc}"
                ));
            }
        }
        remarks.push(said);
        edits.push(edit);
    }
    let mut done = session.file("correct", edits)?;
    for (outcome, said) in done.outcomes.iter_mut().zip(remarks) {
        outcome.remarks.extend(said);
    }
    for loaded in done.outcomes.iter().map(|one| one.loaded.clone()).collect::<Vec<_>>() {
        let words = loaded.live.as_ref().map(|live| gone(live, loaded.words().as_ref()));
        session.name_resting(&mut done, &loaded.path, &words.unwrap_or_default());
    }
    Ok(done)
}

/// What does not fit, with the name of the document that it is about where several were asked for.
fn about(error: OpError, loaded: &Loaded, asked: usize) -> OpError {
    match error {
        OpError::BadInput { message, remedy } if asked > 1 => {
            let (doc, headline) = (loaded.short(), loaded.document.headline());
            OpError::bad(format!("{doc} “{headline}”: {message}; nothing was filed"), remedy)
        }
        other => other,
    }
}

/// Drops what is drafted over the words that readers see: these are the desk's again, or what was
/// set aside for the draft. What was dropped stays in history.
///
/// # Errors
///
/// What readers never saw; documents with nothing drafted; changes that somebody saved.
pub fn drop_draft(session: &mut Session, docs: &[String]) -> Result<Done, OpError> {
    let (me, _) = session.me()?;
    let (mut edits, mut along, mut remarks) = (Vec::new(), Vec::new(), Vec::new());
    let was = session.head.as_str().get(..12).unwrap_or_default().to_owned();
    for path in session.resolve_each(docs)? {
        let loaded = session.load(&path)?;
        correct::correct(&me, &loaded.standing).map_err(|refusal| refused(&loaded, refusal))?;
        if let Some(path) = loaded.unfiled() {
            return Err(OpError::Unfiled { path, doc: loaded.short() });
        }
        if let Some(waiting) = retraction_that_waits(&loaded)
            && authorize(&me, Act::Approve).is_err()
            && !loaded.standing.submitted_by.contains(&me.id)
        {
            let doc = loaded.short();
            return Err(OpError::bad(
                format!("{waiting}: it is dropped by who submitted it, or by an editor"),
                format!("newsroom comment {doc} -m 'WHY IT SHOULD BE DROPPED'"),
            ));
        }
        let mut said = vec![format!(
            "dropped: {}; its words are kept: newsroom show {} --at {was}",
            SetAside::at(&loaded.document, &loaded.standing).named(),
            loaded.short()
        )];
        if let Some((edit, under)) = from_under(session, &loaded)? {
            said.push(format!("what is under it is back: {}", under.named()));
            edits.push(edit);
            remarks.push(said);
            continue;
        }
        let aside = session.set_aside(&loaded)?;
        said.extend(aside.map(|aside| format!("what was set aside is back: {}", aside.named())));
        let (edit, gone) = session.without_draft(loaded)?;
        edits.push(edit);
        along.extend(gone);
        remarks.push(said);
    }
    let mut done = session.file_along(DROP, edits, along)?;
    for (outcome, said) in done.outcomes.iter_mut().zip(remarks) {
        outcome.remarks.extend(said);
    }
    Ok(done)
}

/// A new correction, or more words for the one that waits for release. Tells which line for readers it
/// takes the place of.
fn note_correction(
    session: &Session,
    document: &mut Document,
    request: &Request,
    note: &str,
    pending: bool,
) -> Option<String> {
    if pending
        && let Some(waiting) = document.corrections_mut().last_mut()
        && request.kind.is_none_or(|kind| waiting.kind == kind || note.is_empty())
    {
        let other = !note.is_empty() && !waiting.note.is_empty() && waiting.note != note;
        let was = other.then(|| std::mem::take(&mut waiting.note));
        if !note.is_empty() {
            note.clone_into(&mut waiting.note);
        }
        waiting.kind = request.kind.unwrap_or(waiting.kind);
        waiting.withhold_before |= request.withhold_before;
        return was.map(|was| format!("in the place of the line for readers “{was}”"));
    }
    let id = new_id(session, document);
    document.corrections_mut().push(Correction {
        id,
        kind: request.kind.unwrap_or(CorrectionKind::Correction),
        note: note.to_owned(),
        withhold_before: request.withhold_before,
    });
    None
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
    let (mut edit, remark) = over_unfinished(session, loaded, request)?;
    *edit.document.retraction_mut() = Some(Retraction { note: request.tell_readers.clone() });
    let conflict = edit.standing(session).digest.is_none();
    if request.submit && !conflict {
        edit.review(session, &me.id, Verdict::Submitted, "");
    }
    let words = edit.loaded.live.as_ref().map(|live| gone(live, None));
    let mut done = session.file("retract", vec![edit])?;
    done.outcomes[0].remarks.extend(remark);
    if conflict {
        let doc = done.outcomes[0].loaded.short();
        done.outcomes[0].remarks.push(format!(
            "it is not submitted, for two people's words are to be put together first: newsroom edit {doc}; meanwhile: newsroom pull {doc}"
        ));
    }
    session.name_resting(&mut done, &path, &words.unwrap_or_default());
    Ok(done)
}

/// The document over which a retraction is drafted, and what is to be said of what waits there: other
/// words stay under it, and two people's that wait to be put together are set aside, for nothing that is
/// amiss with words keeps a retraction waiting.
fn over_unfinished(
    session: &Session,
    loaded: Loaded,
    request: &Withdrawal,
) -> Result<(Edit, Option<String>), OpError> {
    let (doc, there) = (loaded.short(), SetAside::at(&loaded.document, &loaded.standing));
    if loaded.standing.state == State::NeedsMerge
        && let Ok(edit) = over_live(session, loaded.clone())
    {
        let said =
            format!("set aside: {}; newsroom correct {doc} --drop has them back", there.named());
        return Ok((edit, Some(said)));
    }
    let said = match loaded.document.retraction() {
        Some(before) if before.note == request.tell_readers => None,
        Some(before) => {
            let by = there.named().replacen("a retraction", "", 1);
            Some(format!("in the place of the line for readers “{}”{by}", before.note))
        }
        None if has_unfinished(&loaded) => Some(format!(
            "under it: {}; they are back where the retraction is dropped: newsroom correct {doc} --drop",
            there.named()
        )),
        None => None,
    };
    Ok((Edit::of(loaded, |_| {}), said))
}

/// The document without the retraction that is drafted over words which readers do not have, and what
/// these are; nothing where there are none.
fn from_under(session: &Session, loaded: &Loaded) -> Result<Option<(Edit, SetAside)>, OpError> {
    if loaded.document.retraction().is_none() {
        return Ok(None);
    }
    let mut under = Edit::of(loaded.clone(), |document| *document.retraction_mut() = None);
    under.know_files(session)?;
    let standing = under.standing(session);
    let words = SetAside::at(&under.document, &standing);
    Ok((standing.digest != standing.live).then_some((under, words)))
}

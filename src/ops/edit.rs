//! `edit`: other words in a post or story, by options or as a whole file from an editor.

use crate::desk::merging::merge_texts;
use crate::desk::{Amendment, Done, Edit, Loaded, OpError, Session, ToEdit, refused};
use crate::format;
use crate::model::{Document, Public, Verdict};
use crate::workflow::{Act, authorize, submit};

/// What `edit` is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The document, as a person calls it.
    pub doc: String,
    /// What changes.
    pub words: Amendment,
    /// The whole text of the file, from an editor.
    pub text: Option<Text>,
    /// Submits it at once; `Some(true)`: urgent.
    pub submit: Option<bool>,
    /// A remark for the desk.
    pub note: String,
}

/// The whole text of a file, from an editor.
#[derive(Debug, Clone)]
pub struct Text {
    /// What the editor was opened with.
    pub base: String,
    /// What was saved in it.
    pub saved: String,
}

/// Files other words.
///
/// # Errors
///
/// A role that may not write; words that do not fit; a text that cannot be read.
pub fn run(session: &mut Session, request: &Request) -> Result<Done, OpError> {
    let (me, _) = session.me()?;
    authorize(&me, Act::Write)?;
    let mut remarks = Vec::new();
    let (loaded, text) = match &request.text {
        Some(text) => {
            let ToEdit { loaded, text: now, .. } = session.named_to_edit(&request.doc)?;
            let text = up_to_date(&loaded, text, &now, &mut remarks)?;
            (loaded, Some(text))
        }
        None => (session.named(&request.doc)?, None),
    };
    let mut document = match &text {
        Some(text) => from_text(&loaded, text)?,
        None => loaded.document.clone(),
    };
    let applied = request.words.apply(session, &mut document)?;
    remarks.extend(applied.remarks);
    settle_conflicts(request, &loaded, &mut document);
    let mut edit = Edit { loaded, document, files: applied.files };
    if let Some(text) = text {
        // The file is then what the editor saved; what it was before is what is expected there.
        edit.loaded.document = from_text(&edit.loaded, &text)?;
        edit.loaded.text = text;
        edit.loaded.saved = session.saved_text(&edit.loaded.path)?;
        edit.loaded.takes_saved = true;
    }
    edit.keep_metadata(session, &me, &applied.kept)?;
    remarks.extend(edit.take_files_along(session)?);
    if let Some(urgent) = request.submit {
        submit::submit(&me, &edit.standing(session))
            .map_err(|refusal| refused(&edit.loaded, refusal))?;
        edit.review(session, &me.id, Verdict::Submitted, &request.note);
        edit.last_review().expect("just added").urgent = urgent;
    } else if !request.note.is_empty() {
        edit.review(session, &me.id, Verdict::Comment, &request.note);
    }
    remarks.extend(retracted(&edit.loaded));
    let unchanged = edit.loaded.filed.as_ref().is_some_and(|(_, filed)| *filed == edit.text());
    if unchanged && edit.files.is_empty() {
        return Err(OpError::bad("nothing changed", ""));
    }
    let mut done = session.file("edit", vec![edit])?;
    done.outcomes[0].remarks.extend(remarks);
    done.outcomes[0].took_along &= request.text.is_none();
    Ok(done)
}

/// What is said where readers see the notice of a retraction for good, or are to see one.
fn retracted(loaded: &Loaded) -> Option<String> {
    let doc = loaded.short();
    if loaded.standing.public != Public::Retracted && loaded.document.retraction().is_some() {
        return Some(format!(
            "a retraction waits here: what is approved and let out is its notice, and readers never see these words; to drop it: newsroom correct {doc} --drop"
        ));
    }
    (loaded.standing.public == Public::Retracted).then(|| {
        format!(
            "it was retracted, for good: readers see the notice, and never these words; for new ones: newsroom add --story {} --headline 'WHAT HAPPENED'",
            loaded.path.story()
        )
    })
}

/// The text of an editor with what was filed while somebody wrote in it.
fn up_to_date(
    loaded: &Loaded,
    text: &Text,
    now: &str,
    remarks: &mut Vec<String>,
) -> Result<String, OpError> {
    if text.base == now {
        return Ok(text.saved.clone());
    }
    let before = from_text(loaded, &text.saved)?.conflicts().len();
    let merged = merge_texts(text.base.as_bytes(), text.saved.as_bytes(), now.as_bytes());
    let merged = merged.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(|| {
        OpError::bad("somebody else changed it meanwhile, and the two cannot be put together", "")
    })?;
    remarks.push("somebody else filed a change while you wrote: it is in it too".to_owned());
    if from_text(loaded, &merged)?.conflicts().len() > before {
        remarks
            .push("you both changed the same words: both are kept, and edit settles it".to_owned());
    }
    Ok(merged)
}

/// The document that an edited text says; steps at the desk cannot be edited away.
fn from_text(loaded: &Loaded, text: &str) -> Result<Document, OpError> {
    let document = format::read_document(&loaded.path, text)
        .map_err(|problems| OpError::problems(loaded.path.as_str(), text, problems))?;
    if document.id() != loaded.document.id() {
        return Err(OpError::bad("the id of a document never changes", "put the old id back"));
    }
    Ok(document)
}

/// Words that two people changed at once are settled by the field being set.
fn settle_conflicts(request: &Request, loaded: &Loaded, document: &mut Document) {
    if request.text.is_some() {
        return;
    }
    let settled: Vec<String> = loaded
        .document
        .conflicts()
        .iter()
        .filter(|conflict| match conflict.field.as_str() {
            "headline" | "title" => request.words.headline.is_some(),
            "body" => request.words.body.is_some(),
            field => request.words.adjust.iter().any(|adjust| adjust.field == field),
        })
        .map(|conflict| conflict.field.clone())
        .collect();
    document.conflicts_mut().retain(|conflict| !settled.contains(&conflict.field));
}

//! `check --fix`: what is safe to mend, filed in one commit.

use super::asked::{Fixed, Request, wanted};
use super::folder;
use crate::check::{self, Context, Settings, Subject};
use crate::desk::{Around, Edit, OpError, Session, says};
use crate::format;
use crate::model::{DocPath, Document};
use crate::workflow::{Act, State, authorize};

/// How the commit is called.
const ACTION: &str = "check --fix";

/// Files that were mended, and those that could not be filed, with why.
type Done = (Vec<Fixed>, Vec<(String, String)>);

/// Files every mend that is safe, in one commit.
pub(super) fn fix(session: &mut Session, request: &Request) -> Result<Done, OpError> {
    if session.store.is_bare() {
        return Err(OpError::bad(
            "this repository has no files to mend: it is bare",
            "newsroom check --fix, in a clone of it",
        ));
    }
    let (me, _) = session.me()?;
    authorize(&me, Act::Write)?;
    let (mut edits, mut fixed, mut not_fixed) = (Vec::new(), Vec::new(), Vec::new());
    for (path, edit) in mends(session, request)? {
        // What cannot be filed, as somebody else's step in it, keeps no other from being mended.
        let edit = edit.and_then(|edit| {
            session.plan(ACTION, std::slice::from_ref(&edit))?;
            Ok(edit)
        });
        match edit {
            Ok(edit) => {
                fixed.push(what_became(session, &edit));
                edits.push(edit);
            }
            Err(error) => not_fixed.push((path.to_string(), error.to_string())),
        }
    }
    if !edits.is_empty() {
        session.file(ACTION, edits)?;
    }
    Ok((fixed, not_fixed))
}

/// Each document that can be mended, as it is to be.
#[expect(clippy::type_complexity, reason = "a path, and its edit or why there is none")]
fn mends(
    session: &Session,
    request: &Request,
) -> Result<Vec<(DocPath, Result<Edit, OpError>)>, OpError> {
    let desk = session.desk.clone();
    let settings = Settings::new(&desk);
    let around = Around::new(session, request.is_for_few());
    let context = Context { settings: &settings, neighbours: &around };
    let mut mends = Vec::new();
    let entries = folder::entries(session, &request.paths)?;
    let folders = folder::of_stories(&entries, &request.paths);
    for path in folders.iter().flat_map(folder::Folder::documents) {
        let Ok(Some(bytes)) = session.store.saved(path.as_str()) else { continue };
        let Ok(text) = format::text_of(bytes) else { continue };
        if !wanted(&request.paths, path.as_str()) {
            continue;
        }
        let Some((mended, document)) = mend(&path, &text, &context) else { continue };
        let edit = session.load_as(&path, &mended).map(|loaded| Edit {
            loaded,
            document,
            files: Vec::new(),
        });
        let is_filed = |edit: &Edit| {
            edit.loaded.filed.as_ref().is_some_and(|(blob, filed)| {
                edit.text() == *filed
                    && session.store.blob(blob).is_ok_and(|b| b == filed.as_bytes())
            })
        };
        if !edit.as_ref().is_ok_and(is_filed) {
            mends.push((path, edit));
        }
    }
    Ok(mends)
}

/// The text with its form mended, and what it is to say; `None` where there is nothing to mend.
fn mend(path: &DocPath, text: &str, context: &Context<'_>) -> Option<(String, Document)> {
    let in_form = check::mended(path, text);
    let has_form = in_form.is_some();
    let (mended, document) = match in_form {
        Some(mended) => mended,
        None => (text.to_owned(), format::read_document(path, text).ok()?),
    };
    let fixed = check::fix_document(&Subject::new(path, &mended, &document), context);
    let changes = has_form || fixed.is_some();
    changes.then(|| (mended, fixed.unwrap_or(document)))
}

/// What somebody might not expect of a mend: unfiled words go along, steps at the desk count no more.
fn what_became(session: &Session, edit: &Edit) -> Fixed {
    let (loaded, filed) = (&edit.loaded, edit.loaded.filed.as_ref());
    let saved = loaded.saved.as_deref().unwrap_or_default();
    let before = session.load(&loaded.path).ok().map(|before| before.standing);
    let before = before.filter(|before| before.digest != edit.standing(session).digest);
    Fixed {
        path: loaded.path.to_string(),
        doc: loaded.short(),
        took_along: filed.is_none_or(|(_, filed)| !says(saved.as_bytes(), filed)),
        was_in_review: before.as_ref().is_some_and(|before| before.state == State::InReview),
        lapsed: before.map(|before| before.approved_by).unwrap_or_default(),
    }
}

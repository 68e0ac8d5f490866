//! The way back of each step at the desk.

use crate::desk::{Edit, OpError, Session};
use crate::model::{Contributor, DocPath, Document, Review, Verdict};
use crate::workflow::submission::submission_in;
use crate::workflow::{Act, Standing, State, authorize};

/// What an act did to a document that was there before.
pub(super) struct Undone<'a> {
    /// The document before.
    pub(super) before: &'a Document,
    /// The steps it added.
    pub(super) taken: &'a [Review],
    /// Its words come back, so that what was said of the others counts no more.
    pub(super) words_back: bool,
}

/// The steps that an act added.
pub(super) fn added(before: Option<&Document>, after: &Document) -> Vec<Review> {
    let known = before.map_or(0, |before| before.reviews().len());
    after.reviews().get(known..).unwrap_or_default().to_vec()
}

/// A post or story that the act filed: dropped by whoever may, else taken out of the queue.
pub(super) fn of_new(
    view: &Session,
    me: &Contributor,
    path: &DocPath,
    taken: &[Review],
    edit: &mut Edit,
    said: &mut Vec<String>,
) -> Result<(), OpError> {
    let doc = edit.loaded.short();
    if path.is_story() && view.store.files_under(&view.head, path.folder())?.len() > 1 {
        return Err(OpError::bad(
            "posts are filed in that story by now: nothing was undone",
            format!("newsroom story close {}", path.story()),
        ));
    }
    if authorize(me, Act::Spike).is_ok() {
        edit.review(view, &me.id, Verdict::Spiked, "undone");
        said.push(format!("{doc} is dropped; newsroom submit {doc} has it back"));
        return Ok(());
    }
    if taken.iter().any(|review| review.verdict == Verdict::Submitted) {
        withdraw(view, me, edit, said);
        said.push(format!("it stays a draft; an editor drops it: newsroom spike {doc}"));
        return Ok(());
    }
    Err(OpError::bad(
        format!(
            "{doc} is filed, and nothing that is filed is taken out of the desk; as a draft nobody reads it"
        ),
        format!("to change it: newsroom edit {doc}; an editor drops it: newsroom spike {doc}"),
    ))
}

/// The way back of each step that an act took on a document.
pub(super) fn back(
    view: &Session,
    me: &Contributor,
    undone: &Undone<'_>,
    edit: &mut Edit,
    said: &mut Vec<String>,
) -> Result<(), OpError> {
    let doc = edit.loaded.short();
    for step in undone.taken {
        match step.verdict {
            // The same words were submitted before the act, and are by that still.
            Verdict::Submitted
                if undone.words_back
                    && submission_in(undone.before, (step.digest, step.round), &step.by)
                        .is_some() => {}
            Verdict::Submitted | Verdict::Approved if undone.words_back => {
                withdraw(view, me, edit, said);
                // It was said of words that come back as these no more, until somebody writes them again.
                let last = edit.last_review().expect("just added");
                (last.digest, last.round) = (step.digest, step.round);
            }
            Verdict::Withdrawn if undone.words_back => {}
            Verdict::Submitted if standing_of(view, undone.before, edit).state == State::Spiked => {
                edit.review(view, &me.id, Verdict::Spiked, "undone");
                said.push("it is dropped again".to_owned());
            }
            Verdict::Submitted | Verdict::Approved => {
                if edit.loaded.standing.digest == step.digest {
                    withdraw(view, me, edit, said);
                }
            }
            Verdict::Spiked => {
                authorize(me, Act::Revive).map_err(OpError::NotAllowed)?;
                edit.review(view, &me.id, Verdict::Submitted, "undone: it is not dropped");
                // Its own submission revives it, and stands for nothing else.
                if !standing_of(view, undone.before, edit).approved_by.contains(&me.id) {
                    let note = "undone: it is not submitted either";
                    edit.review(view, &me.id, Verdict::Withdrawn, note);
                }
                said.push("it is no longer dropped".to_owned());
            }
            Verdict::Stopped => {
                authorize(me, Act::Clear).map_err(|_| {
                    OpError::bad(
                        "a legal stop is lifted by somebody who may, and by nobody else",
                        format!("newsroom clear {doc} -m 'WHY IT MAY GO OUT'"),
                    )
                })?;
                edit.review(view, &me.id, Verdict::Cleared, "undone");
                said.push("the stop is lifted".to_owned());
            }
            Verdict::Cleared => {
                authorize(me, Act::Stop).map_err(OpError::NotAllowed)?;
                let stop = undone.before.reviews().iter().rev();
                let stop = stop.clone().find(|review| review.verdict == Verdict::Stopped).cloned();
                let note = stop.as_ref().map_or("undone", |stop| stop.note.as_str());
                edit.review(view, &me.id, Verdict::Stopped, note);
                let last = edit.last_review().expect("just added");
                last.until = stop.and_then(|stop| stop.until);
                said.push("it is stopped again".to_owned());
            }
            Verdict::Returned | Verdict::Second => return Err(stays(&doc, step.verdict)),
            Verdict::Comment | Verdict::Withdrawn => {}
        }
    }
    Ok(())
}

/// What was said of these words is taken back, as long as it counts.
fn withdraw(view: &Session, me: &Contributor, edit: &mut Edit, said: &mut Vec<String>) {
    let approved = edit.standing(view).approved_by.contains(&me.id);
    edit.review(view, &me.id, Verdict::Withdrawn, "undone");
    said.push(match approved {
        true => "the approval is withdrawn".to_owned(),
        false => "it is not submitted any more".to_owned(),
    });
}

/// Where the document was before the act.
fn standing_of(view: &Session, before: &Document, edit: &Edit) -> Standing {
    let (digest, ledger) = (edit.loaded.standing.digest, edit.loaded.ledger.as_ref());
    Standing::of(before, digest, ledger, &view.desk)
}

/// A step that stands until somebody takes another one.
fn stays(doc: &str, verdict: Verdict) -> OpError {
    match verdict {
        Verdict::Returned => OpError::bad(
            format!("{doc} stays returned until its words change or you approve them"),
            format!(
                "newsroom approve {doc}, or say more: newsroom comment {doc} -m 'WHAT YOU MEANT'"
            ),
        ),
        _ => OpError::bad(
            format!("{doc} was read a second time, and that is not unread"),
            format!("newsroom correct {doc} --tell-readers 'WHAT WAS WRONG'"),
        ),
    }
}

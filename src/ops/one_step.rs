//! `credit`, `pin`, `unpin`: one step over the live words, whatever the desk is writing.

use super::change::{Done, Edit};
use super::error::OpError;
use super::live_words::over_live;
use super::publish;
use super::session::Session;
use super::words::Words;
use crate::model::{Credit, DocPath, Document, Public};
use crate::workflow::{Act, authorize};

/// Adds credits; where it is live, in a release of its own.
///
/// # Errors
///
/// A role without the right; the gate's reasons.
pub fn credit(session: &mut Session, doc: &str, credits: Vec<Credit>) -> Result<Done, OpError> {
    let path = session.resolve(doc)?;
    let words = Words { credits, ..Words::default() };
    change(session, &path, "credit", |session, document| {
        words.apply(session, document)?;
        Ok(())
    })
}

/// Shows a post first in its story.
///
/// # Errors
///
/// A role without the right; the gate's reasons.
pub fn pin(session: &mut Session, doc: &str) -> Result<Done, OpError> {
    let path = session.resolve(doc)?;
    if path.is_story() {
        return Err(OpError::bad("a post is pinned, not a story", "newsroom pin POST"));
    }
    let id = session.load(&path)?.document.id().clone();
    change(session, &path.story_path(), "pin", |_, document| {
        set_pinned(document, Some(id.clone()));
        Ok(())
    })
}

/// Shows no post first.
///
/// # Errors
///
/// A role without the right; the gate's reasons.
pub fn unpin(session: &mut Session, story: &str) -> Result<Done, OpError> {
    let path = session.resolve(story)?.story_path();
    change(session, &path, "unpin", |_, document| {
        set_pinned(document, None);
        Ok(())
    })
}

fn set_pinned(document: &mut Document, id: Option<crate::model::DocId>) {
    if let Document::Story(story) = document {
        story.pinned = id;
    }
}

/// Opens or closes coverage.
///
/// # Errors
///
/// A role without the right; the gate's reasons.
pub fn coverage(
    session: &mut Session,
    story: &str,
    coverage: crate::model::Coverage,
) -> Result<Done, OpError> {
    let (me, _) = session.me()?;
    authorize(&me, Act::CloseStory)?;
    let path = session.resolve_story(story)?;
    let words = Words { coverage: Some(coverage), ..Words::default() };
    let action = match coverage {
        crate::model::Coverage::Live => "reopen",
        crate::model::Coverage::Closed => "close",
    };
    change(session, &path, action, |session, document| {
        words.apply(session, document)?;
        Ok(())
    })
}

fn change(
    session: &mut Session,
    path: &DocPath,
    action: &str,
    act: impl Fn(&Session, &mut Document) -> Result<(), OpError>,
) -> Result<Done, OpError> {
    let (me, _) = session.me()?;
    authorize(&me, Act::Write)?;
    let loaded = session.load_saved(path)?;
    let live = loaded.standing.public == Public::Live;
    if !live {
        let mut edit = Edit::of(loaded, |_| {});
        act(session, &mut edit.document)?;
        unchanged(&edit)?;
        return session.file(action, vec![edit]);
    }
    let mut edit = over_live(session, loaded)?;
    act(session, &mut edit.document)?;
    unchanged(&edit)?;
    publish::in_one_step(session, action, edit, &publish::Request::default())
}

fn unchanged(edit: &Edit) -> Result<(), OpError> {
    if edit.document == edit.loaded.document {
        Err(OpError::bad("nothing changes: it is so already", ""))
    } else {
        Ok(())
    }
}

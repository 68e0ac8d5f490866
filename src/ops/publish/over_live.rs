//! A change over the live words, whatever the desk is writing: filed and let out in one step.

use crate::desk::aside::over_live;
use crate::desk::{Done, Edit, OpError, Session};
use crate::model::{DocPath, Document, Public};
use crate::ops::publish;
use crate::workflow::{Act, authorize};

/// Makes a change: over the words that readers have, in a release of its own; where they have none,
/// in the desk's alone.
///
/// # Errors
///
/// A role without the right; a change that changes nothing; the gate's reasons.
pub(crate) fn file_or_release(
    session: &mut Session,
    path: &DocPath,
    action: &str,
    act: impl Fn(&Session, &mut Document) -> Result<(), OpError>,
) -> Result<Done, OpError> {
    let (me, _) = session.me()?;
    authorize(&me, Act::Write)?;
    let loaded = session.load_saved(path)?;
    let live = loaded.standing.public == Public::Live;
    let mut edit = if live { over_live(session, loaded)? } else { Edit::of(loaded, |_| {}) };
    act(session, &mut edit.document)?;
    unchanged(&edit)?;
    if live {
        publish::in_one_step(session, action, edit, &publish::Request::default())
    } else {
        session.file(action, vec![edit])
    }
}

fn unchanged(edit: &Edit) -> Result<(), OpError> {
    if edit.document == edit.loaded.document {
        Err(OpError::bad("nothing changes: it is so already", ""))
    } else {
        Ok(())
    }
}

//! A change over the live words, whatever the desk is writing: filed and let out in one step.

use crate::desk::aside::over_live;
use crate::desk::{Done, Edit, OpError, Session};
use crate::model::{DocPath, Document, Public};
use crate::ops::publish;
use crate::workflow::{Act, authorize};

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

//! Changing `newsroom.toml`.

use super::error::OpError;
use super::session::Session;
use crate::format;
use crate::model::{Desk, SETTINGS};
use crate::storage::{Change, Plan, Saved};
use crate::workflow::{Act, authorize};

/// Files the settings as they are to be, in one commit whose title tells the action and on what.
///
/// # Errors
///
/// A role without the right; changes that somebody saved there and did not file; a value that no
/// file may have; a repository that cannot be written.
pub(crate) fn change_settings(
    session: &mut Session,
    action: &str,
    what: &str,
    desk: Desk,
) -> Result<(), OpError> {
    change_settings_as(session, action, what, desk, Vec::new())
}

/// The same, with more lines at the end of the commit's message.
///
/// # Errors
///
/// As [`change_settings`].
pub(crate) fn change_settings_as(
    session: &mut Session,
    action: &str,
    what: &str,
    desk: Desk,
    more: Vec<(String, String)>,
) -> Result<(), OpError> {
    let (me, _) = session.me()?;
    authorize(&me, Act::Settings)?;
    let saved = session.store.saved(SETTINGS)?;
    if saved.as_deref().is_some_and(|saved| saved != session.settings.as_bytes()) {
        return Err(OpError::Unfiled { path: SETTINGS.to_owned(), doc: SETTINGS.to_owned() });
    }
    let text = format::rewrite(&session.settings, &session.desk, &desk);
    format::read::<Desk>(&text).map_err(|problems| OpError::unfit(&problems))?;
    let action_line = ("Newsroom-Action".to_owned(), action.replace(' ', "-"));
    let plan = Plan {
        title: format!("{action}: {what}"),
        body: String::new(),
        trailers: [action_line].into_iter().chain(more).collect(),
        files: vec![Change {
            path: SETTINGS.to_owned(),
            expected: session.store.entry(&session.head, SETTINGS)?,
            content: Some(text.clone().into_bytes()),
            saved: Saved::Take { seen: saved },
        }],
        as_of: None,
    };
    session.write(vec![plan], Box::new(|_| Vec::new()), Vec::new())?;
    if !session.dry_run {
        session.desk = desk;
        session.settings = text;
    }
    Ok(())
}

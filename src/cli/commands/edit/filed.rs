//! What a person wrote in the editor is filed, and its words stay on this machine until then.

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::editor::Edited;
use crate::cli::input::unfiled::not_filed;
use crate::cli::view::outcome;
use crate::ops::edit::{self, Request};

/// Files it at the desk as it is by now: time has passed, and others may have filed while the editor
/// was open.
pub(super) fn filed<T>(
    context: &mut Context,
    edited: Edited<T>,
    request: &Request,
    again: &str,
) -> Result {
    context.surroundings.look_at_the_clock();
    let done = context.session().and_then(|mut session| {
        let done = edit::run(&mut session, request)?;
        Ok((session, done))
    });
    let (session, done) = done.map_err(|error| not_filed(error, &edited, again))?;
    if !session.dry_run {
        edited.settle();
    }
    outcome::show(context, &session, "edited", &done)
}

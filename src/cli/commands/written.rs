//! What a person wrote in the editor: it is filed, and stays on this machine until then.

use clap::FromArgMatches;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::editor::Edited;
use crate::cli::input::unfiled::{is_kept, not_filed};
use crate::desk::Session;

/// Files it at the desk as it is by now: time has passed, and others may have filed while the editor
/// was open.
pub(super) fn filed<T, D>(
    context: &mut Context,
    edited: Edited<T>,
    again: &str,
    file: impl FnOnce(&mut Session, &T) -> Result<D>,
) -> Result<(Session, D)> {
    context.surroundings.look_at_the_clock();
    let done = context.session().and_then(|mut session| {
        let done = file(&mut session, &edited.value)?;
        Ok((session, done))
    });
    let (session, done) = done.map_err(|error| not_filed(error, &edited, again))?;
    if session.dry_run {
        context.remark(&is_kept(&edited, again));
    } else {
        edited.settle();
    }
    Ok((session, done))
}

/// What the command line that began it asked of a command, where it is one of that.
pub(super) fn meant<A: FromArgMatches>(
    context: &Context,
    typed: &[String],
    command: &str,
) -> Option<A> {
    let matches = (context.whole)().try_get_matches_from(typed).ok()?;
    A::from_arg_matches(matches.subcommand_matches(command)?).ok()
}

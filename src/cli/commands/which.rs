//! Which post or story is meant, where a command that takes one was given none.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};
use crate::cli::view::summary;
use crate::desk::{Session, Summary};

/// How many are told where nobody can choose.
const TOLD: usize = 8;

/// One of those that the command could take: chosen on a terminal, else told in the error.
pub(super) fn which(
    context: &Context,
    session: &Session,
    command: &str,
    could: &[Summary],
) -> Result<String> {
    let Some(first) = could.first() else {
        let error = CliError::usage(format!("there is nothing to {command} here now"));
        return Err(error.hint("newsroom list"));
    };
    if let Some(prompt) = context.prompt() {
        let items: Vec<String> = could.iter().map(|one| summary::choice(session, one)).collect();
        let at = prompt.choose(&format!("Which to {command} (Ctrl-C ends)"), &items)?;
        return Ok(could[at].path.to_string());
    }
    let mut message = format!("{command} takes a post or story, and could take:");
    for one in could.iter().take(TOLD) {
        message.push_str(&format!("\n  {}", summary::choice(session, one)));
    }
    if could.len() > TOLD {
        message.push_str(&format!("\n  and {} more", could.len() - TOLD));
    }
    Err(CliError::usage(message).hint(format!("newsroom {command} {}", first.short())))
}

//! `newsroom undo`

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::view::undo as view;
use crate::ops::undo;

/// Take back the last thing you did on this desk
///
/// By another step, which says so: nothing is taken out of the desk's history. An approval is
/// withdrawn, words before come back, a release that was not sent never was. What readers have seen
/// is never undone in silence: it says how to pull it, or to have the words before again. Once more
/// goes on to the act before that one.
#[derive(Debug, Args)]
pub struct Arguments {}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let mut session = context.session()?;
        let undoing = undo::look(&session)?;
        if let Some(prompt) = context.prompt().filter(|_| !session.dry_run) {
            context.print(&view::asked(context, &session, &undoing))?;
            if !prompt.confirm("Undo it?", true, context.global.yes)? {
                context.remark("nothing was undone");
                return Ok(0);
            }
        }
        let told = view::Told::of(&undoing);
        let done = undo::run(&mut session, undoing)?;
        view::show(context, &session, &told, &done)
    }
}

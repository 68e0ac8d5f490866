//! `newsroom claims`

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::complete;
use crate::cli::view::claim;
use crate::ops::claims;

/// What still has to be verified, live and false first, then what is open for longest
#[derive(Debug, Args)]
pub struct Arguments {
    /// Only what is open
    #[arg(long)]
    open: bool,
    /// Only of that story
    #[arg(long, value_name = "STORY", add = complete::stories())]
    story: Option<String>,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let (session, _) = context.session_in_step()?;
        let story = context.story_path(&session, self.story.as_ref())?;
        let rows = claims::run(&session, story, self.open)?;
        if context.global.json {
            context.json(&claim::json(&rows))?;
        } else {
            context.print(&claim::table(context, &session, &rows))?;
        }
        Ok(0)
    }
}

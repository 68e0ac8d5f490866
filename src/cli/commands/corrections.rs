//! `newsroom corrections`

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::complete;
use crate::cli::input::time::parse_since;
use crate::cli::view::correction;
use crate::ops::corrections;

/// What was put right, pulled and retracted, newest first
#[derive(Debug, Args)]
pub struct Arguments {
    /// Of that story
    #[arg(long, value_name = "STORY", add = complete::stories())]
    story: Option<String>,
    /// Not before
    #[arg(long, value_name = "WHEN")]
    since: Option<String>,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let session = context.session()?;
        let story = context.story_path(&session, self.story.as_ref())?;
        let zone = context.zone(&session, story.as_ref());
        let since = self.since.map(|text| parse_since(&text, session.now, zone)).transpose()?;
        let rows = corrections::run(&session, story, since)?;
        if context.global.json {
            context.json(&correction::json(&rows))?;
        } else {
            context.print(&correction::text(context, &session, &rows))?;
        }
        Ok(0)
    }
}

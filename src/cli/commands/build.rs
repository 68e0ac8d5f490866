//! `newsroom build`

use std::path::PathBuf;

use clap::Args;

use super::Result;
use crate::cli::context::Context;
use crate::cli::view::time::{parse_past, show_time};
use crate::cli::view::{outcome, output, shown};
use crate::ops::build::{self, Request};

/// What readers may see, as pages and feeds: ready to be put on a web server
///
/// Built from the public record alone: no draft can get into it. Stories of which nothing was
/// released since the last build stay as they are; each file is replaced whole.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder to be written
    #[arg(long, value_name = "DIR", default_value = "site")]
    out: PathBuf,
    /// The pages of that story alone
    #[arg(long, value_name = "STORY", add = super::completions::stories())]
    story: Option<String>,
    /// Make every page and write every file again, also those that are as they were
    #[arg(long)]
    full: bool,
    /// What readers met at that time
    #[arg(long, value_name = "TIME", conflicts_with = "story")]
    at: Option<String>,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let session = context.session()?;
        let story = context.story_path(&session, self.story.as_ref())?;
        let out = context.folder().join(self.out);
        let at = self
            .at
            .as_ref()
            .map(|at| parse_past(at, session.now, context.zone(&session, None)))
            .transpose()?;
        let built = build::run(&session, &Request { out, story, full: self.full, at })?;
        if context.global.json {
            context.json(&output::Built {
                version: output::VERSION,
                out: built.out.display().to_string(),
                files: built.files,
                changed: built.changed,
                documents: built.documents,
                made: built.made,
                commit: built.tip.to_string(),
                dry_run: session.dry_run,
            })?;
        } else {
            let then = at.map(|at| show_time(at, context.zone(&session, None), session.now));
            let then = then.map(|then| format!(", as of {then}")).unwrap_or_default();
            context.print(&format!(
                "{}{} files in {} ({} changed): {} stories and posts that readers can see{then}",
                outcome::not_written(&session),
                built.files,
                shown(&built.out.display().to_string()),
                built.changed,
                built.documents
            ))?;
        }
        Ok(0)
    }
}

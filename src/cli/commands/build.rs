//! `newsroom build`

use std::path::PathBuf;

use clap::Args;

use super::Result;
use crate::cli::context::Context;
use crate::cli::view::{outcome, output, shown};
use crate::ops::build::{self, Request};

/// What readers may see, as pages and feeds: ready to be put on a web server
///
/// Built from the public record alone: no draft can get into it. Files that are as they were are
/// left untouched.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder to be written
    #[arg(long, value_name = "DIR", default_value = "site")]
    out: PathBuf,
    /// The pages of that story alone
    #[arg(long, value_name = "STORY", add = super::completions::stories())]
    story: Option<String>,
    /// Write every file again, also those that are as they were
    #[arg(long)]
    full: bool,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let session = context.session()?;
        let story = context.story_path(&session, self.story.as_ref())?;
        let out = context.folder().join(self.out);
        let built = build::run(&session, &Request { out, story, full: self.full })?;
        if context.global.json {
            context.json(&output::Built {
                version: output::VERSION,
                out: built.out.display().to_string(),
                files: built.files,
                changed: built.changed,
                documents: built.documents,
                dry_run: session.dry_run,
            })?;
        } else {
            context.print(&format!(
                "{}{} files in {} ({} changed): {} stories and posts that readers can see",
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

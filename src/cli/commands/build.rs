//! `newsroom build`

use std::path::PathBuf;

use clap::Args;

use super::Result;
use crate::cli::context::Context;
use crate::ops::build::{self, Request};

/// The public record as pages and feeds
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder to be written
    #[arg(long, value_name = "DIR", default_value = "site")]
    out: PathBuf,
    /// The pages of that story alone
    #[arg(long, value_name = "STORY", add = super::completions::stories())]
    story: Option<String>,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let session = context.session()?;
        let story = context.story_path(&session, self.story.as_ref())?;
        let out = context.folder().join(self.out);
        let built = build::run(&session, &Request { out, story })?;
        if context.global.json {
            context.json(&serde_json::json!({
                "version": 1,
                "out": built.out,
                "files": built.files,
                "changed": built.changed,
                "documents": built.documents,
            }))?;
        } else {
            context.print(&format!(
                "{} files in {} ({} changed): {} stories and posts that readers can see",
                built.files,
                built.out.display(),
                built.changed,
                built.documents
            ))?;
        }
        Ok(0)
    }
}

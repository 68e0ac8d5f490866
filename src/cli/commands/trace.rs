//! `newsroom trace`

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::complete;
use crate::cli::input::time::parse_past;
use crate::cli::view::trace as view;
use crate::ops::trace::{self, Request};

/// Blame for a sentence: who wrote and changed each word, who approved and released it, when readers
/// saw it
#[derive(Debug, Args)]
pub struct Arguments {
    /// The words, or a part of them; capitals, spaces, quotes and dashes may be written otherwise
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    /// As it was then: what readers saw, who had approved it
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// In that story alone
    #[arg(long, value_name = "STORY", add = complete::stories())]
    story: Option<String>,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let session = context.session()?;
        let story = context.story_path(&session, self.story.as_ref())?;
        let zone = context.zone(&session, story.as_ref());
        let at = self.at.map(|text| parse_past(&text, session.now, zone)).transpose()?;
        let words = context.text(&self.words.join(" "))?;
        let whole = story.is_some();
        let trace = trace::run(&session, &Request { words, at, story })?;
        if context.global.json {
            context.json(&view::json(&session, &trace))?;
        } else {
            context.page(&session, &view::text(context, &session, &trace, whole))?;
        }
        Ok(0)
    }
}

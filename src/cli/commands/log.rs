//! `newsroom log`

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::options::Doc;
use crate::cli::view::log as view;
use crate::ops::log;

/// The life of a post: who wrote, approved and released what, and when
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    on: Doc,
    /// With commits, and with the share of words that each person wrote
    #[arg(long)]
    proof: bool,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let session = context.session()?;
        let life = log::run(&session, &self.on.doc)?;
        if context.global.json {
            context.json(&view::json(&session, &life))?;
        } else {
            let text = view::text(context, &session, &life, self.proof);
            context.page(&session, &text)?;
        }
        Ok(0)
    }
}

//! `newsroom spike`

use clap::Args;

use crate::cli::act;
use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::options::{Doc, Why};
use crate::ops::review::Step;

/// Drop what was never published; any submit by an editor revives it
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    on: Doc,
    #[command(flatten)]
    why: Why,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let note = context.text(&self.why.note)?;
        act::step(context, vec![self.on.doc], note, Step::Spike, "spiked")
    }
}

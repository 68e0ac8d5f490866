//! `newsroom unpin`

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::complete;
use crate::cli::view::outcome;
use crate::ops::pin;

/// Show no post first
#[derive(Debug, Args)]
pub struct Arguments {
    /// The story
    #[arg(value_name = "STORY", add = complete::stories())]
    story: String,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let mut session = context.session()?;
        let done = pin::unpin(&mut session, &self.story)?;
        outcome::show(context, &session, "unpinned in", &done)
    }
}

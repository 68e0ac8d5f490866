//! `newsroom pin`

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::complete;
use crate::cli::view::outcome;
use crate::ops::pin;

/// Show a post first in its story
#[derive(Debug, Args)]
pub struct Arguments {
    /// The post
    #[arg(value_name = "DOC", add = complete::documents())]
    doc: String,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let mut session = context.session()?;
        let done = pin::pin(&mut session, &self.doc)?;
        outcome::show(context, &session, "pinned in", &done)
    }
}

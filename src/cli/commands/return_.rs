//! `newsroom return`

use clap::Args;

use crate::cli::act;
use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::options::Doc;
use crate::ops::review::Step;

/// Back to the reporter, with a reason
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    on: Doc,
    /// What is to be done about it; never public
    #[arg(short = 'm', value_name = "TEXT", allow_hyphen_values = true)]
    note: String,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let note = context.text(&self.note)?;
        act::step(context, vec![self.on.doc], note, Step::Return, "returned")
    }
}

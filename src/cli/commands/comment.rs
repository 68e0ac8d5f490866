//! `newsroom comment`

use clap::Args;

use crate::cli::act;
use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::options::Doc;
use crate::ops::review::Step;

/// A remark for the desk; never public
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    on: Doc,
    /// The remark
    #[arg(short = 'm', value_name = "TEXT", allow_hyphen_values = true)]
    note: String,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let note = context.text(&self.note)?;
        act::step(context, vec![self.on.doc], note, Step::Comment, "commented on")
    }
}

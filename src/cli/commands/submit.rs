//! `newsroom submit`

use clap::Args;

use crate::cli::act;
use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::options::{Docs, Remark};
use crate::ops::review::Step;

/// These words are ready to be read
///
/// Changes that you saved and did not file are taken along.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    on: Docs,
    /// To be read before others
    #[arg(long)]
    urgent: bool,
    #[command(flatten)]
    remark: Remark,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let note = self.remark.read(context)?;
        let step = Step::Submit { urgent: self.urgent };
        act::step(context, self.on.docs, note, step, "submitted")
    }
}

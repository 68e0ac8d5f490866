//! `newsroom second`

use clap::Args;

use crate::cli::act;
use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::options::{Docs, Remark};
use crate::ops::review::Step;

/// The second read that a release done alone still owes
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    on: Docs,
    #[command(flatten)]
    remark: Remark,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let note = self.remark.read(context)?;
        act::step(context, self.on.docs, note, Step::Second, "read a second time:")
    }
}

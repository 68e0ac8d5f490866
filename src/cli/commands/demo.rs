//! `newsroom demo`

use std::path::PathBuf;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::demo;
use crate::cli::error::Result;

/// A night at a desk: three people, a hundred commands, and the page that readers see
///
/// Everything in it is invented. Each command is run by this program as that person would run it.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A new folder for the desk; else one among the temporary files
    #[arg(value_name = "DIR")]
    directory: Option<PathBuf>,
    /// Say what is done, without what each command prints
    #[arg(long)]
    quiet: bool,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let directory = self.directory.map(|directory| context.folder().join(directory));
        demo::play(context, directory, self.quiet)
    }
}

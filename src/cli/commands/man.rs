//! `newsroom man`

use std::path::PathBuf;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::view::shown;

/// Manual pages: on standard output, or one file a command in DIR
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder to be written
    #[arg(value_name = "DIR")]
    directory: Option<PathBuf>,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let command = (context.whole)();
        match self.directory {
            Some(directory) => {
                let directory = context.folder().join(directory);
                let shown = shown(&directory.display().to_string());
                if context.global.dry_run {
                    return context.text_out(format!(
                        "nothing was written (-n): manual pages would be in {shown}\n"
                    ));
                }
                #[expect(
                    clippy::disallowed_methods,
                    reason = "the folder is named as an argument"
                )]
                std::fs::create_dir_all(&directory)?;
                clap_mangen::generate_to(command, &directory)?;
                context.text_out(format!("manual pages in {shown}\n"))
            }
            None => {
                let mut page = Vec::new();
                clap_mangen::Man::new(command).render(&mut page)?;
                context.text_out(String::from_utf8_lossy(&page).into_owned())
            }
        }
    }
}

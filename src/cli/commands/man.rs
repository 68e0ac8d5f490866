//! `newsroom man`

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::view::manual::{self, Page};
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
        let pages = manual::pages((context.whole)())?;
        let Some(directory) = self.directory else {
            let first = pages.first().map_or_else(Vec::new, |page| page.text.clone());
            return context.text_out(String::from_utf8_lossy(&first).into_owned());
        };
        let directory = context.folder().join(directory);
        let shown = shown(&directory.display().to_string());
        if context.global.dry_run {
            return context
                .text_out(format!("nothing was written (-n): manual pages would be in {shown}\n"));
        }
        write(&directory, &pages)?;
        context.text_out(format!("manual pages in {shown}\n"))
    }
}

#[expect(clippy::disallowed_methods, reason = "the folder is named as an argument")]
fn write(directory: &Path, pages: &[Page]) -> std::io::Result<()> {
    std::fs::create_dir_all(directory)?;
    pages.iter().try_for_each(|page| std::fs::write(directory.join(&page.file), &page.text))
}

//! `newsroom merge-driver`

use std::path::PathBuf;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::view::shown;
use crate::ops::merge_driver;
use crate::ops::merge_driver::{Merged, Request};

/// What git runs to merge a story, a post or the settings
///
/// Set up by init, clone and the first command in a plain clone (merge.newsroom.driver). It puts two
/// versions together by field, paragraph and id; reviews and checks of both stay. The same words
/// changed twice are both kept in the file, until newsroom edit settles it.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The file as it was when both sides parted
    #[arg(value_name = "%O")]
    base: PathBuf,
    /// The file as it is here; the result is written there
    #[arg(value_name = "%A")]
    ours: PathBuf,
    /// The file as it is there
    #[arg(value_name = "%B")]
    theirs: PathBuf,
    /// Its path in the desk
    #[arg(value_name = "%P")]
    path: String,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let folder = context.folder();
        let request = Request {
            base: folder.join(self.base),
            ours: folder.join(self.ours),
            theirs: folder.join(self.theirs),
            path: self.path,
        };
        let path = shown(&request.path);
        match merge_driver::run(&request)? {
            Merged::Whole | Merged::Lines => Ok(0),
            Merged::Conflicts(fields) => {
                context.remark(&format!(
                    "{path}: two people changed the same words ({}); both are kept\n  newsroom edit {path} settles it",
                    shown(&fields.join(", "))
                ));
                Ok(0)
            }
            Merged::Markers => {
                context.remark(&format!(
                    "{path} could not be merged by meaning: it is marked as git does"
                ));
                Ok(1)
            }
        }
    }
}

//! `newsroom approve`

use clap::Args;

use super::which::which;
use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::complete;
use crate::cli::input::options::Remark;
use crate::cli::view::outcome;
use crate::ops::list;
use crate::ops::review::{self, Request, Step};

/// These exact words may be let out
///
/// Refused where the words changed since they were last shown to you here; newsroom diff DOC --from
/// shown tells what changed since.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The posts or stories: all or none; without one it is asked for
    #[arg(value_name = "DOC", add = complete::to_approve())]
    docs: Vec<String>,
    /// The words that are meant: the letters behind `these words`, as in 9f2c
    #[arg(long, value_name = "LETTERS")]
    words: Option<String>,
    /// Approve each post's story as well, where it has new words
    #[arg(long)]
    with_story: bool,
    #[command(flatten)]
    remark: Remark,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let note = self.remark.read(context)?;
        let (mut session, _) = context.session_in_step()?;
        let mut docs = self.docs;
        if docs.is_empty() {
            docs.push(which(context, &session, "approve", &list::to_approve(&session)?)?);
        }
        if self.with_story {
            docs.extend(review::stories_to_approve(&session, &docs)?);
        }
        let step = Step::Approve { words: self.words };
        let done = review::run(&mut session, &Request { docs, note, step })?;
        outcome::show(context, &session, "approved", &done)
    }
}

//! `newsroom approve`

use clap::Args;

use super::Result;
use crate::cli::context::Context;
use crate::cli::view::outcome;
use crate::ops::step::{self, Request, Step};

/// These exact words may be let out
///
/// Refused where the words changed since they were last shown to you here; newsroom diff DOC --from
/// shown tells what changed since.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The posts or stories: all or none
    #[arg(value_name = "DOC", required = true, add = super::completions::documents())]
    docs: Vec<String>,
    /// The words that are meant: the letters behind `these words`, as in 9f2c
    #[arg(long, value_name = "LETTERS")]
    words: Option<String>,
    /// Approve each post's story as well, where it has new words
    #[arg(long)]
    with_story: bool,
    /// A remark for the desk; never public
    #[arg(short = 'm', value_name = "TEXT", allow_hyphen_values = true)]
    note: Option<String>,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let note = self.note.map(|note| context.text(&note)).transpose()?.unwrap_or_default();
        let (mut session, _) = context.session_in_step()?;
        let mut docs = self.docs;
        if self.with_story {
            docs.extend(step::stories_to_approve(&session, &docs)?);
        }
        let step = Step::Approve { words: self.words };
        let done = step::run(&mut session, &Request { docs, note, step })?;
        outcome::show(context, &session, "approved", &done)
    }
}

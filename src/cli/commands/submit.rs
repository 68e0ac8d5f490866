//! `newsroom submit`

use clap::Args;

use super::Result;
use crate::cli::context::Context;
use crate::cli::view::outcome;
use crate::ops::step::{self, Request, Step};

/// These words are ready to be read
///
/// Changes that you saved and did not file are taken along.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The posts or stories: all or none
    #[arg(value_name = "DOC", required = true, add = super::completions::documents())]
    docs: Vec<String>,
    /// To be read before others
    #[arg(long)]
    urgent: bool,
    /// A remark for the desk; never public
    #[arg(short = 'm', value_name = "TEXT", allow_hyphen_values = true)]
    note: Option<String>,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let note = self.note.map(|note| context.text(&note)).transpose()?.unwrap_or_default();
        let mut session = context.session()?;
        let step = Step::Submit { urgent: self.urgent };
        let done = step::run(&mut session, &Request { docs: self.docs, note, step })?;
        outcome::show(context, &session, "submitted", &done)
    }
}

//! `newsroom pull`

use clap::Args;

use super::Result;
use crate::cli::context::Context;
use crate::cli::view::outcome;
use crate::ops::takedown::{self, Request};

/// Take it down at once, while it is checked
#[derive(Debug, Args)]
pub struct Arguments {
    /// The post or story
    #[arg(value_name = "DOC", add = super::completions::documents())]
    doc: String,
    /// What readers are told, in its place
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    tell_readers: String,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let tell_readers = context.text(&self.tell_readers)?;
        let mut session = context.session()?;
        if takedown::waits_for_an_editor(&session)? {
            outcome::echo_later(context, &tell_readers);
        } else {
            outcome::echo(context, &tell_readers);
        }
        let done = takedown::pull(&mut session, &Request { doc: self.doc, tell_readers })?;
        outcome::show(context, &session, "pulled", &done)
    }
}

//! `newsroom stop`

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::complete;
use crate::cli::input::options::{Doc, Why};
use crate::cli::view::outcome;
use crate::ops::review;
use crate::ops::review::{Request, Step};

/// A legal stop: blocks release whatever the words, until somebody who may clears it
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    on: Doc,
    #[command(flatten)]
    why: Why,
    /// Who is asked to clear it
    #[arg(long, value_name = "WHO", add = complete::people())]
    until: Option<String>,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let note = context.text(&self.why.note)?;
        let mut session = context.session()?;
        let until = match &self.until {
            Some(who) => Some(session.contributor(who)?.id.clone()),
            None => None,
        };
        let request = Request { docs: vec![self.on.doc], note, step: Step::Stop { until } };
        let done = review::run(&mut session, &request)?;
        outcome::show(context, &session, "stopped", &done)
    }
}

//! `newsroom retract`

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::options::Doc;
use crate::cli::view::outcome;
use crate::ops::correct;
use crate::ops::correct::Withdrawal;

/// Withdraw it for good; a notice with the reason takes its place once it is approved and published
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    on: Doc,
    /// Why, for readers
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    tell_readers: String,
    /// Submit it at once
    #[arg(long)]
    submit: bool,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let tell_readers = context.text(&self.tell_readers)?;
        let mut session = context.session()?;
        let request = Withdrawal { doc: self.on.doc, tell_readers, submit: self.submit };
        let done = correct::retract(&mut session, &request)?;
        outcome::echo(context, &session, &done, &request.tell_readers);
        outcome::show(context, &session, "drafted the retraction of", &done)
    }
}

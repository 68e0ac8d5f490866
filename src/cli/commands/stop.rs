//! `newsroom stop`

use clap::Args;

use super::Result;
use crate::cli::context::Context;
use crate::cli::view::outcome;
use crate::ops::step::{self, Request, Step};

/// A legal stop: blocks release whatever the words, until somebody who may clears it
#[derive(Debug, Args)]
pub struct Arguments {
    /// The post or story
    #[arg(value_name = "DOC", add = super::completions::documents())]
    doc: String,
    /// Why; never public
    #[arg(short = 'm', value_name = "TEXT", allow_hyphen_values = true)]
    note: String,
    /// Who is asked to clear it
    #[arg(long, value_name = "WHO", add = super::completions::people())]
    until: Option<String>,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let note = context.text(&self.note)?;
        let mut session = context.session()?;
        let until = match &self.until {
            Some(who) => Some(session.contributor(who)?.id.clone()),
            None => None,
        };
        let request = Request { docs: vec![self.doc], note, step: Step::Stop { until } };
        let done = step::run(&mut session, &request)?;
        outcome::show(context, &session, "stopped", &done)
    }
}

/// `newsroom clear`
pub(super) mod clear {
    use super::{Args, Context, Request, Result, Step, outcome, step};

    /// The legal stop is lifted
    #[derive(Debug, Args)]
    pub struct Arguments {
        /// The post or story
        #[arg(value_name = "DOC", add = crate::cli::commands::completions::documents())]
        doc: String,
        /// Why it may go out; never public
        #[arg(short = 'm', value_name = "TEXT", allow_hyphen_values = true)]
        note: String,
    }

    impl Arguments {
        /// Runs the command.
        pub fn run(self, context: &mut Context) -> Result {
            let note = context.text(&self.note)?;
            let mut session = context.session()?;
            let request = Request { docs: vec![self.doc], note, step: Step::Clear };
            let done = step::run(&mut session, &request)?;
            outcome::show(context, &session, "cleared", &done)
        }
    }
}

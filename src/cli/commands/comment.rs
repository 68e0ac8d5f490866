//! `newsroom comment`

use clap::Args;

use super::Result;
use crate::cli::context::Context;
use crate::cli::view::outcome;
use crate::ops::step::{self, Request, Step};

/// A remark for the desk; never public
#[derive(Debug, Args)]
pub struct Arguments {
    /// The post or story
    #[arg(value_name = "DOC", add = super::completions::documents())]
    doc: String,
    /// The remark
    #[arg(short = 'm', value_name = "TEXT", allow_hyphen_values = true)]
    note: String,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let note = context.text(&self.note)?;
        let mut session = context.session()?;
        let request = Request { docs: vec![self.doc], note, step: Step::Comment };
        let done = step::run(&mut session, &request)?;
        outcome::show(context, &session, "commented on", &done)
    }
}

//! `newsroom credit`

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::complete;
use crate::cli::input::options::{Doc, credit};
use crate::cli::view::outcome;
use crate::ops::credit;

/// Add a credit; where it is live, in one step over the live words
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    on: Doc,
    /// Whom (an id, an outsider's full name, or `you`), as what, from where
    #[arg(value_name = "WHO[:ROLE[:PLACE]]", required = true, add = complete::credits())]
    who: Vec<String>,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let mut session = context.session()?;
        let mut credits = Vec::new();
        for who in &self.who {
            credits.push(credit(context, &session, who)?);
        }
        let done = credit::credit(&mut session, &self.on.doc, credits)?;
        outcome::show(context, &session, "credited", &done)
    }
}

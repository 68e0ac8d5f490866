//! `newsroom credit`

use clap::Args;

use super::Result;
use crate::cli::context::Context;
use crate::cli::options::credit;
use crate::cli::view::outcome;
use crate::ops::one_step;

/// Add a credit; where it is live, in one step over the live words
#[derive(Debug, Args)]
pub struct Arguments {
    /// The post or story
    #[arg(value_name = "DOC", add = super::completions::documents())]
    doc: String,
    /// Whom (an id, an outsider's full name, or `you`), as what, from where
    #[arg(value_name = "WHO[:ROLE[:PLACE]]", required = true, add = super::completions::people())]
    who: Vec<String>,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let mut session = context.session()?;
        let mut credits = Vec::new();
        for who in &self.who {
            credits.push(credit(&session, who)?);
        }
        let done = one_step::credit(&mut session, &self.doc, credits)?;
        outcome::show(context, &session, "credited", &done)
    }
}

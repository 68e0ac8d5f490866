//! `newsroom log`

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::options::Doc;
use crate::cli::view::log as view;
use crate::ops::{log, proof};

/// The life of a post: who wrote, approved and released what, and when
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    on: Doc,
    /// With what each release rests on: whose the words are and who approved them, with the share of
    /// words that the approver wrote, the rules in force, the signatures, and the commands by which a
    /// stranger checks it
    #[arg(long)]
    proof: bool,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let session = context.session()?;
        let life = log::run(&session, &self.on.doc)?;
        let path = &life.loaded.path;
        let proof = self.proof.then(|| proof::run(&session, path)).transpose()?;
        match (context.global.json, &proof) {
            (true, Some(proof)) => context.json(&view::proven_json(&session, &life, proof))?,
            (true, None) => context.json(&view::json(&session, &life))?,
            (false, _) => {
                let text = view::text(context, &session, &life, proof.as_ref());
                context.page(&session, &text)?;
            }
        }
        Ok(0)
    }
}

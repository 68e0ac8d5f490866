//! `newsroom source`

use clap::{Args, Subcommand};

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::complete;
use crate::cli::input::options::Doc;
use crate::cli::view::{document, outcome};
use crate::ops::source;

/// Who is behind a post
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// The sources of a post or story
    List {
        #[command(flatten)]
        on: Doc,
    },
    /// Say that you know who an anonymous source is
    Know {
        #[command(flatten)]
        on: Doc,
        /// The source: its id, or words of its description
        #[arg(value_name = "S", add = complete::sources())]
        source: String,
    },
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let mut session = context.session()?;
        match self.action {
            Action::List { on } => {
                let loaded = session.named(&on.doc)?;
                if context.global.json {
                    context.json(&document::sources_json(&session, &loaded))?;
                } else {
                    context.print(&document::sources(&loaded))?;
                }
                Ok(0)
            }
            Action::Know { on, source } => {
                let done = source::know_source(&mut session, &on.doc, &source)?;
                outcome::show(context, &session, "vouched for a source of", &done)
            }
        }
    }
}

//! `newsroom pin`

use clap::Args;

use super::Result;
use crate::cli::context::Context;
use crate::cli::view::outcome;
use crate::ops::one_step;

/// Show a post first in its story
#[derive(Debug, Args)]
pub struct Arguments {
    /// The post
    #[arg(value_name = "DOC", add = super::completions::documents())]
    doc: String,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let mut session = context.session()?;
        let done = one_step::pin(&mut session, &self.doc)?;
        outcome::show(context, &session, "pinned in", &done)
    }
}

/// `newsroom unpin`
pub(super) mod unpin {
    use super::{Args, Context, Result, one_step, outcome};

    /// Show no post first
    #[derive(Debug, Args)]
    pub struct Arguments {
        /// The story
        #[arg(value_name = "STORY", add = crate::cli::commands::completions::stories())]
        story: String,
    }

    impl Arguments {
        /// Runs the command.
        pub fn run(self, context: &mut Context) -> Result {
            let mut session = context.session()?;
            let done = one_step::unpin(&mut session, &self.story)?;
            outcome::show(context, &session, "unpinned in", &done)
        }
    }
}

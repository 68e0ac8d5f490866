//! `newsroom status`

use clap::Args;

use super::Result;
use crate::cli::context::{Context, kept_folder};
use crate::cli::kept::Kept;
use crate::cli::view::status as view;
use crate::ops::status;

/// What is urgent, what waits for you, what was not sent
#[derive(Debug, Args)]
pub struct Arguments {}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let session = context.session()?;
        let status = status::run(&session)?;
        if context.global.json {
            context.json(&view::json(&session, &status))?;
        } else {
            let left = Kept::subjects(&kept_folder(&session));
            context.print(&view::text(context, &session, &status, &left))?;
        }
        Ok(0)
    }
}

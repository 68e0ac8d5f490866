//! `newsroom status`

use clap::Args;

use crate::cli::context::{Context, kept_folder};
use crate::cli::error::Result;
use crate::cli::input::kept::Kept;
use crate::cli::view::status as view;
use crate::ops::status;
use crate::ops::status::site;

/// What is urgent, what waits for you, what was not sent
#[derive(Debug, Args)]
pub struct Arguments {
    /// Ask a site as well whether its readers have the newest release; without URL the desk's own
    #[arg(long, value_name = "URL", num_args = 0..=1, default_missing_value = "")]
    site: Option<String>,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let (session, delivery) = context.session_in_step()?;
        let readers = self.site.map(|url| site::run(&session, &url)).transpose()?;
        let status = status::run(&session)?;
        if context.global.json {
            context.json(&view::json(&session, &status, delivery.as_ref(), readers.as_ref()))?;
        } else {
            let left = Kept::subjects(&kept_folder(&session));
            let readers = readers.map(|readers| view::readers(context, &session, &readers));
            let text = view::text(context, &session, &status, &left);
            context.print(&(readers.unwrap_or_default() + &text))?;
        }
        Ok(0)
    }
}

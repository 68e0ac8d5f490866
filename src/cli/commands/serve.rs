//! `newsroom serve`

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};
use crate::cli::interrupt;
use crate::cli::view::{Foreign, output};
use crate::ops::build::preview::{Preview, Words};
use crate::server::{self, ServerError};

/// The site in your browser, following the desk: a release is on an open page at once
///
/// What readers may see, from the public record alone, at an address that only this machine can
/// reach. Ctrl-C ends it.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The port; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 8080)]
    port: u16,
    /// The desk's words as they stand, drafts and saved files too; each page says that it is a preview
    #[arg(long)]
    desk: bool,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        interrupt::tidily();
        let words = if self.desk { Words::Desk } else { Words::Record };
        let preview = Preview { start: context.folder(), words, now: context.surroundings.now };
        let server = server::open(preview, self.port)?;
        for remark in &server.remarks {
            context.remark(&Foreign::lines(remark).to_string());
        }
        let (address, documents) = (server.address(), server.documents);
        if context.global.json {
            let (version, files, desk) = (output::VERSION, server.files, self.desk);
            context.json(&output::Serving { version, address, desk, files, documents })?;
        } else {
            let whose = if self.desk {
                "of the desk, drafts too, not public"
            } else {
                "that readers can see"
            };
            context.print(&format!(
                "{address}: {documents} stories and posts {whose}\nCtrl-C ends it"
            ))?;
        }
        server.run(Box::new(|line| {
            use std::io::Write;
            let _ = writeln!(std::io::stderr().lock(), "{}", Foreign::lines(line));
        }))?;
        Ok(0)
    }
}

impl From<ServerError> for CliError {
    fn from(error: ServerError) -> Self {
        let message = error.to_string();
        match error {
            ServerError::Site(error) => error.into(),
            ServerError::Taken { .. } => {
                Self::system(message).hint("a free one: newsroom serve --port 0")
            }
            ServerError::Listen { .. } => Self::system(message).hint("newsroom serve --port 0"),
            ServerError::System(_) => Self::system(message),
        }
    }
}

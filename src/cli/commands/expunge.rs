//! `newsroom expunge`

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::options::Doc;
use crate::cli::view::expunge as view;
use crate::ops::expunge;
use crate::ops::expunge::Request;

/// Erase a release's words from the public record, by a court's order: two admins
///
/// The first admin files the order, and nothing is erased. When another admin runs the same
/// command, a notice that names the words by their digest takes their place, and the record is made
/// again from that release on: all else in it stays as it was. What has to be done elsewhere is
/// listed. What readers see now is corrected, retracted or pulled first.
///
/// Corrections' notes and other words that readers were told stay, and so does the desk's own
/// history, which is not public.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    on: Doc,
    /// The number of the release whose words are to go
    #[arg(long, value_name = "N")]
    release: u32,
    /// What was ordered and by which court, for the desk; never public
    #[arg(short = 'm', value_name = "ORDER", allow_hyphen_values = true)]
    order: String,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let order = context.text(&self.order)?;
        let mut session = context.session()?;
        let request = Request { doc: self.on.doc, release: self.release, order };
        let done = expunge::run(&mut session, &request)?;
        if context.global.json {
            context.json(&view::json(&session, &done))?;
        } else {
            context.print(&view::text(&session, &done))?;
            for warning in &done.warnings {
                context.remark(&format!("warning: {}", crate::cli::view::shown(warning)));
            }
        }
        Ok(0)
    }
}

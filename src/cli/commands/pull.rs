//! `newsroom pull`

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::options::{Doc, Notice};
use crate::cli::view::outcome;
use crate::model::Public;
use crate::ops::pull;
use crate::ops::pull::Request;

/// Take it down at once, while it is checked
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    on: Doc,
    #[command(flatten)]
    notice: Notice,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let tell_readers = context.text(&self.notice.tell_readers)?;
        let mut session = context.session()?;
        if pull::waits_for_an_editor(&session)? {
            outcome::echo_later(context, &tell_readers);
        } else {
            let told = (Public::Live, tell_readers.as_str());
            outcome::echo_at_once(context, &session, &self.on.doc, told);
        }
        let done = pull::pull(&mut session, &Request { doc: self.on.doc, tell_readers })?;
        outcome::show(context, &session, "pulled", &done)
    }
}

//! `newsroom doctor`

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::view::doctor as view;
use crate::ops::doctor;

/// Is everything in order on this machine?
#[derive(Debug, Args)]
pub struct Arguments {
    /// Mend what can be mended without losing anything
    #[arg(long)]
    fix: bool,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let mut session = context.session_or_bare()?;
        let report = doctor::run(&mut session, self.fix)?;
        if context.global.json {
            context.json(&view::json(&report, session.dry_run))?;
        } else {
            if self.fix && session.dry_run {
                context.remark("nothing was mended (-n)");
            }
            context.print(&view::text(&report))?;
        }
        Ok(u8::from(report.iter().any(|line| line.is_wrong())))
    }
}

//! `newsroom status`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::context::{Context, kept_folder};
use crate::cli::error::{CliError, Result};
use crate::cli::input::kept::Kept;
use crate::cli::input::time::parse_since;
use crate::cli::view::shift as shift_view;
use crate::cli::view::status as view;
use crate::desk::OpError;
use crate::ops::status;
use crate::ops::status::{night, shift, site};

/// What is urgent, what waits for you, what was not sent
#[derive(Debug, Args)]
pub struct Arguments {
    /// Ask a site as well whether its readers have the newest release; without URL the desk's own
    #[arg(long, value_name = "URL", num_args = 0..=1, default_missing_value = "")]
    site: Option<String>,
    /// End with 1 where something is wrong for readers: words that are false or rest on such, what
    /// its sender took back, what cannot be read, what is due or was released and is not out
    #[arg(long)]
    exit_code: bool,
    /// For who comes next: what happened since then, act by act, and who has what
    #[arg(long, value_name = "SINCE")]
    shift: Option<String>,
    /// The shift in which form
    #[arg(long, value_name = "FORMAT", requires = "shift")]
    format: Option<Format>,
    /// Write it to that file, in place of standard output; for html
    #[arg(long, value_name = "FILE", requires = "format")]
    out: Option<PathBuf>,
}

/// How a shift is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading here
    Text,
    /// One page: the night by person, and how long each thing waited
    Html,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        self.check(context)?;
        let (session, delivery) = context.session_in_step()?;
        let readers = self.site.map(|url| site::run(&session, &url)).transpose()?;
        let status = status::run(&session)?;
        let rings = !view::alarms(&session, &status, readers.as_ref()).is_empty();
        let zone = context.zone(&session, None);
        let since =
            self.shift.as_ref().map(|text| parse_since(text, session.now, zone)).transpose()?;
        if since.is_some_and(|since| since > session.now) {
            return Err(CliError::usage("that shift has not begun")
                .hint("since when it is told: newsroom status --shift 18:00"));
        }
        let shift =
            since.map(|at| Ok::<_, OpError>((at, shift::run(&session, at)?))).transpose()?;
        if let (Some(Format::Html), Some((since, shift))) = (self.format, &shift) {
            let page = night::page(&session, zone, *since, shift)?;
            match &self.out {
                Some(out) => context.write_out(out, &page, shift_view::MARK)?,
                None => context.print(&page)?,
            }
        } else if context.global.json {
            let shift = shift.as_ref().map(|(since, shift)| shift_view::json(*since, shift));
            let (asked, readers) = (delivery.as_ref(), readers.as_ref());
            context.json(&view::json(&session, &status, asked, readers, shift))?;
        } else {
            let left = Kept::commands(&kept_folder(&session));
            let readers = readers.map(|readers| view::readers(context, &session, &readers));
            let text = view::text(context, &session, &status, &left);
            let shift = shift.map(|(since, shift)| {
                format!("\n{}", shift_view::text(context, &session, since, &shift))
            });
            context.print(&(readers.unwrap_or_default() + &text + &shift.unwrap_or_default()))?;
        }
        Ok(u8::from(self.exit_code && rings))
    }

    /// What cannot be asked for together.
    fn check(&self, context: &Context) -> Result<()> {
        let html = self.format == Some(Format::Html);
        if (html && context.global.json) || (self.out.is_some() && !html) {
            let what = if html { "a page is not JSON" } else { "--out is for --format html" };
            return Err(CliError::usage(what)
                .hint("newsroom status --shift 18:00 --format html --out shift.html"));
        }
        Ok(())
    }
}

//! `newsroom check`

use std::borrow::Cow;

use clap::Args;

use crate::check;
use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};
use crate::cli::view::findings::{self, Format};
use crate::cli::view::shown;
use crate::ops::check as check_op;
use crate::ops::check::{Checked, Request};

/// Hold files to the schema and to the desk's rules
///
/// Looks at files as they are saved, and judges no facts. Exits with 1 where anything of level
/// error is found (with --strict: a warning too).
#[derive(Debug, Args)]
pub struct Arguments {
    /// Files or folders, from the desk's root; else everything
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// For whom it is printed
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Warnings fail too
    #[arg(long)]
    strict: bool,
    /// Mend what is safe, and file it
    #[arg(long)]
    fix: bool,
    /// Explain a rule, by its code or name
    #[arg(long, value_name = "CODE", conflicts_with_all = ["paths", "format", "strict", "fix"])]
    explain: Option<String>,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        if let Some(code) = &self.explain {
            let text = check::explain(code).ok_or_else(|| {
                CliError::usage(format!("no rule is `{}`", shown(code)))
                    .hint("newsroom check --format json names the codes of what it found")
            })?;
            return context.text_out(text);
        }
        let mut session = context.session()?;
        let request = Request { paths: self.paths, fix: self.fix };
        let checked = check_op::run(&mut session, &request)?;
        let format = if context.global.json { Format::Json } else { self.format };
        context.print(&text(context, &checked, format))?;
        let mended = if session.dry_run { "would be mended (-n)" } else { "mended" };
        for path in &checked.fixed {
            context.remark(&format!("{mended}: {}", shown(path)));
        }
        Ok(u8::from(outcome(&checked).fails(self.strict)))
    }
}

fn outcome(checked: &Checked) -> findings::Outcome<'_> {
    findings::Outcome::of_files(&checked.findings, checked.files, &checked.skipped)
}

fn text(context: &Context, checked: &Checked, format: Format) -> String {
    let outcome = outcome(checked);
    if format != Format::Human {
        return findings::printed(&outcome, format, &shown);
    }
    let text_of = |path: &str| checked.texts.get(path).map(|text| Cow::Borrowed(text.as_str()));
    findings::human(&outcome, &text_of, &shown, context.colour())
}

//! `newsroom check`

use std::borrow::Cow;

use clap::Args;

use crate::check;
use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};
use crate::cli::input::complete;
use crate::cli::view::findings::{self, Format};
use crate::cli::view::shown;
use crate::ops::check as check_op;
use crate::ops::check::{Checked, Fixed, Request};

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
    #[arg(long, value_name = "CODE", add = complete::check_rules(), conflicts_with_all = ["paths", "format", "strict", "fix"])]
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
        let mut session = context.session_or_bare()?;
        let request = Request { paths: self.paths, fix: self.fix };
        let checked = check_op::run(&mut session, &request)?;
        let format = if context.global.json { Format::Json } else { self.format };
        context.print(&text(context, &checked, format))?;
        for fixed in &checked.fixed {
            for line in mended(fixed, session.dry_run) {
                context.remark(&line);
            }
        }
        for (path, why) in &checked.not_fixed {
            context.remark(&format!("not mended: {}: {}", shown(path), shown(why)));
        }
        Ok(u8::from(outcome(&checked).fails(self.strict)))
    }
}

/// What became of a file that was mended, and what of it somebody might not expect.
fn mended(fixed: &Fixed, dry_run: bool) -> Vec<String> {
    let (path, doc) = (shown(&fixed.path), &fixed.doc);
    let (done, filed) =
        if dry_run { ("would be mended (-n)", "would be filed") } else { ("mended", "were filed") };
    let mut lines = vec![format!("{done}: {path}")];
    if fixed.took_along {
        lines.push(format!(
            "{path}: words that were saved and not filed yet {filed} with it; newsroom log {doc} shows the step"
        ));
    }
    if !fixed.lapsed.is_empty() {
        let who: Vec<&str> = fixed.lapsed.iter().map(|who| who.as_str()).collect();
        lines.push(format!(
            "{path}: the approval of {} was of other words and counts no more; newsroom approve {doc}",
            who.join(", ")
        ));
    } else if fixed.was_in_review {
        lines.push(format!(
            "{path}: other words were submitted, and these are a draft; newsroom submit {doc}"
        ));
    }
    lines
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

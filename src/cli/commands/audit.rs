//! `newsroom audit`

use clap::Args;

use crate::audit::explain;
use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};
use crate::cli::input::complete;
use crate::cli::view::findings::{self, Format};
use crate::cli::view::{audit as view, shown};
use crate::judge::Request;
use crate::ops::audit;

/// Prove from history that every step was lawful
///
/// Judges each commit of the desk and of the public record by the rights of its time: who typed
/// what in whose name, which words were approved, whether the record was edited or rewritten.
/// Exits with 1 where something was not lawful and no admin answered for it.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Only these steps of the desk, as in OLD..NEW
    #[arg(value_name = "RANGE")]
    range: Option<String>,
    /// Judge everything anew, whatever was audited before
    #[arg(long)]
    full: bool,
    /// The commit that the desk must begin with
    #[arg(long, value_name = "ID")]
    root: Option<String>,
    /// For whom it is printed
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Explain a rule, by its code or name
    #[arg(long, value_name = "CODE", add = complete::audit_rules(), exclusive = true)]
    explain: Option<String>,
    /// Answer for a finding: it stays on show, and fails no longer
    #[arg(long, num_args = 2, value_names = ["COMMIT", "CODE"], requires = "message", conflicts_with_all = ["range", "full", "root"])]
    accept: Option<Vec<String>>,
    /// Why it is accepted
    #[arg(short = 'm', long, value_name = "REASON", requires = "accept")]
    message: Option<String>,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        if let Some(code) = &self.explain {
            let text = explain(code).ok_or_else(|| {
                CliError::usage(format!("no rule is `{}`", shown(code)))
                    .hint("newsroom audit --format json names the codes of what it found")
            })?;
            return context.text_out(text);
        }
        if let (Some(accept), Some(reason)) = (&self.accept, &self.message) {
            return self.accept(context, &accept[0], &accept[1], reason);
        }
        let session = context.session()?;
        let request = Request {
            range: self.range.clone(),
            full: self.full,
            root: self.root.as_deref().map(root).transpose()?,
            now: Some(context.surroundings.now),
            without: None,
        };
        let mut audited = audit::run(&session.store, &request)?;
        audited.asks_for = session.asks_for_newer().map(|asked| asked.version);
        let format = if context.global.json { Format::Json } else { self.format };
        match format {
            Format::Human => context.print(&view::text(&audited))?,
            Format::Json => context.json(&view::json(&audited))?,
            other => context.print(&findings::printed(&view::outcome(&audited), other, &shown))?,
        }
        Ok(u8::from(audited.fails()))
    }

    fn accept(&self, context: &Context, commit: &str, code: &str, reason: &str) -> Result {
        if reason.trim().is_empty() {
            return Err(CliError::usage("somebody will ask why it was accepted")
                .hint(format!("newsroom audit --accept {commit} {code} -m REASON")));
        }
        let mut session = context.session()?;
        let (finding, _) = audit::accept(&mut session, commit, code, reason)?;
        if context.global.json {
            context.json(&view::json(&audit::run(&session.store, &Request::default())?))?;
        } else {
            let what = if session.dry_run { "would be accepted (-n)" } else { "accepted" };
            context.print(&format!("{what}: {}\n", view::line(&finding)))?;
        }
        Ok(0)
    }
}

/// The beginning of a desk as somebody says it: so much of a commit's name that nobody can make
/// another commit whose name begins with it.
pub(super) fn root(said: &str) -> Result<String> {
    let said = said.trim();
    if (32..=64).contains(&said.len()) && said.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(said.to_lowercase());
    }
    Err(CliError::usage(format!(
        "`{}` is not the whole name of a commit, and part of one can be made to fit",
        shown(said)
    ))
    .hint("somebody who has the desk sees it with newsroom doctor"))
}

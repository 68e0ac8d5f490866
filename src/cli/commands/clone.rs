//! `newsroom clone`

use std::path::PathBuf;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};
use crate::cli::view::{audit as view, output, shown};
use crate::ops::clone;
use crate::ops::clone::{Cloned, Request};

/// A desk from elsewhere, judged before any of its files is written
///
/// Fetches both lines with git, pins the commit that the desk begins with and audits everything.
/// With --root nothing else than that very desk is taken. Exits with 1 where a step of its history
/// was not lawful; the clone is kept then, to be looked at.
#[derive(Debug, Args)]
pub struct Arguments {
    /// From where: whatever git takes
    #[arg(value_name = "URL")]
    url: String,
    /// A new folder; else named after the desk
    #[arg(value_name = "DIR")]
    directory: Option<PathBuf>,
    /// The commit that the desk must begin with: ask somebody who has it
    #[arg(long, value_name = "ID")]
    root: Option<String>,
    /// Who you are in this clone, where git's own settings do not say so: `NAME <EMAIL>`
    #[arg(long, value_name = "WHO", value_parser = person)]
    #[arg(
        help = "Who you are in this clone, where git's own settings do not say so: 'NAME <EMAIL>'"
    )]
    me: Option<(String, String)>,
}

/// `NAME <EMAIL>`, as git writes people.
fn person(text: &str) -> std::result::Result<(String, String), String> {
    let form = || "write it as 'GIVEN FAMILY <YOU@EXAMPLE>'".to_owned();
    let (name, rest) = text.split_once('<').ok_or_else(form)?;
    let (email, _) = rest.split_once('>').ok_or_else(form)?;
    let (name, email) = (name.trim(), email.trim());
    if name.is_empty() || !email.contains('@') {
        Err(form())
    } else {
        Ok((name.into(), email.into()))
    }
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let root = self.root.as_deref().map(super::audit::root).transpose()?;
        let start = context.folder();
        if context.global.dry_run {
            return Err(CliError::usage(
                "a clone cannot be rehearsed: only what came can be judged",
            )
            .hint(format!("git ls-remote {}", shell_words::quote(&self.url))));
        }
        let request = Request {
            seen: context.surroundings.stderr_terminal && !context.global.json,
            url: self.url,
            dir: self.directory,
            root,
            me: self.me,
        };
        let cloned = clone::run(&start, &request, context.surroundings.now)?;
        context.set_up(&cloned.dir);
        let audited = &cloned.audited;
        if context.global.json {
            context.json(&output::Cloned {
                version: output::VERSION,
                desk: cloned.dir.display().to_string(),
                name: cloned.name.clone(),
                root: audited.root.to_string(),
                trusted: match request.root {
                    Some(_) => output::Trust::Said,
                    None => output::Trust::FirstUse,
                },
                files: cloned.files,
                audit: view::json(audited),
            })?;
        } else {
            context.print(&text(&cloned, &request))?;
        }
        Ok(u8::from(audited.fails()))
    }
}

fn text(cloned: &Cloned, request: &Request) -> String {
    let root = &cloned.audited.root;
    let mut out =
        format!("“{}” in {}\n", shown(&cloned.name), shown(&cloned.dir.display().to_string()));
    out += &match &request.root {
        Some(_) => format!("it begins at {root}, as you said\n"),
        None => format!(
            "TRUSTED ON FIRST USE: nothing here proves which desk this is. It begins at\n    {root}\nAsk somebody who has it whether that is so; CI and new machines take no other with\n    newsroom clone {} --root {root}\n",
            shell_words::quote(&shown(&request.url))
        ),
    };
    out += &view::text(&cloned.audited);
    if !cloned.files {
        out += "its files were NOT WRITTEN: names in it could lead outside the folder or hide each other\n";
    }
    out
}

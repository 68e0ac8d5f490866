//! `newsroom theme`

use clap::{Args, Subcommand};

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::view::columns::Columns;
use crate::cli::view::{output, shown};
use crate::ops::theme::{self, Own, ThemeFile};

/// The files that pages are made with: the newsroom's own over those built in
///
/// Colours, fonts and the logo need no file: they are settings, of the table `site` in newsroom.toml.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Every file, what it is, and whose it is
    List,
    /// The file that pages are made with
    Show {
        /// Which, as in masthead.html or messages/uk.ftl
        #[arg(value_name = "FILE")]
        name: String,
        /// The one that came with the program, also where the newsroom has its own
        #[arg(long)]
        built_in: bool,
    },
    /// Save copies of what is built in, to go on with
    ///
    /// Without a name, the pieces of pages that a newsroom has its own of. No file that is there is
    /// touched. messages/it.ftl begins a language that is not built in.
    Init {
        /// Which
        #[arg(value_name = "FILE")]
        names: Vec<String>,
    },
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let session = context.session()?;
        match self.action {
            Action::List => list(context, &theme::list(&session)?),
            Action::Show { name, built_in } => {
                context.text_out(theme::show(&session, &name, built_in)?)
            }
            Action::Init { names } => {
                let done = theme::init(&session, &names)?;
                init(context, &done, session.dry_run)
            }
        }
    }
}

fn list(context: &Context, files: &[ThemeFile]) -> Result {
    if context.global.json {
        context.json(&output::ThemeFiles {
            version: output::VERSION,
            files: files.iter().map(row).collect(),
        })?;
        return Ok(0);
    }
    let mut columns = Columns::new();
    for file in files {
        let whose = match file.own {
            None => "built in",
            Some(Own::Saved) => "yours, not filed",
            Some(Own::Filed) => "yours, not released",
            Some(Own::Live) => "yours",
        };
        columns.row([shown(&file.part.name).as_str(), whose, file.part.about]);
    }
    context.print(&columns.text(context))?;
    Ok(0)
}

fn row(file: &ThemeFile) -> output::ThemeRow {
    output::ThemeRow {
        name: file.part.name.clone(),
        about: file.part.about.to_owned(),
        built_in: file.part.built_in.is_some(),
        own: file.own.map(|own| match own {
            Own::Saved => output::OwnFile::Saved,
            Own::Filed => output::OwnFile::Filed,
            Own::Live => output::OwnFile::Live,
        }),
    }
}

fn init(context: &Context, done: &[(String, bool)], dry_run: bool) -> Result {
    let saved: Vec<String> =
        done.iter().filter(|(_, new)| *new).map(|(path, _)| path.clone()).collect();
    if context.global.json {
        let version = output::VERSION;
        context.json(&output::ThemeSaved { version, saved, dry_run })?;
        return Ok(0);
    }
    for (path, new) in done {
        let said = match (new, dry_run) {
            (false, _) => "there already",
            (true, true) => "would be saved (-n)",
            (true, false) => "saved",
        };
        context.print(&format!("{said}: {}", shown(path)))?;
    }
    if !saved.is_empty() && !dry_run {
        context.remark("to look at it while you change it: newsroom serve --desk");
        context.remark(
            "then: git add theme, git commit theme -m 'WHAT CHANGED', newsroom publish newsroom.toml",
        );
    }
    Ok(0)
}

//! `newsroom hooks`

use std::io::Read;
use std::path::{Component, Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};
use crate::cli::view::findings::{self, Outcome};
use crate::cli::view::{audit as view, ci, output, shown, timer};
use crate::judge::Audited;
use crate::ops::hooks;
use crate::ops::hooks::Installed;
use crate::storage::SITE_NOT_BUILT;

/// Have git hold the desk's rules: before a commit, before a push, on the server, in CI
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Check what is staged before each commit, and audit what goes out before each push
    ///
    /// With --server, in the repository that everybody sends to: judges each push before anything
    /// of it is taken, and has git refuse to rewrite or delete branches.
    Install {
        /// This repository is the one that everybody sends to
        #[arg(long)]
        server: bool,
        /// With --server: the site is built into that folder after each push that lets something out
        #[arg(long, value_name = "DIR", requires = "server")]
        site: Option<PathBuf>,
    },
    /// Print the configuration of a forge's CI that checks and audits every push, or builds the site
    Ci {
        /// The forge
        #[arg(value_name = "FORGE")]
        forge: ci::Forge,
        /// In place of that, the job that builds the site at each release and puts it on the forge's Pages
        #[arg(long)]
        site: bool,
    },
    /// Print what releases whatever is due each minute, and keeps in step with the others
    Timer {
        /// What starts it
        #[arg(value_name = "KIND")]
        kind: timer::Timer,
    },
    /// What git runs
    #[command(hide = true)]
    Run {
        /// The hook's name (githooks(5))
        #[arg(value_name = "HOOK")]
        hook: Hook,
        /// What git adds
        #[arg(value_name = "ARGUMENT", trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

/// A hook of git.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Hook {
    /// Before a commit
    PreCommit,
    /// Before a push
    PrePush,
    /// Before a push is taken
    PreReceive,
    /// After a push was taken
    PostReceive,
    /// Beside what follows a push: the site, as long as somebody wants it
    Site,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        match self.action {
            Action::Install { server, site } => install(context, server, site),
            Action::Ci { forge, site } => {
                let job = if site { ci::Job::Site } else { ci::Job::Rules };
                context.remark(ci::remark(forge, job));
                context.text_out(ci::text(forge, job).to_owned())
            }
            Action::Timer { kind } => {
                let session = context.session()?;
                let program = context.surroundings.program()?;
                context.remark(timer::remark(kind));
                context.text_out(timer::text(kind, session.store.root(), &program))
            }
            Action::Run { hook, .. } => run(context, hook),
        }
    }
}

fn install(context: &Context, server: bool, site: Option<PathBuf>) -> Result {
    let dry_run = context.global.dry_run;
    let program = context.surroundings.program()?;
    let site = site.map(|site| (plain(&context.folder().join(site)), context.surroundings.now));
    let installed = hooks::install(&context.folder(), &program, server, site, dry_run)?;
    if context.global.json {
        context.json(&output::HooksInstalled {
            version: output::VERSION,
            hooks: installed.hooks.iter().map(|(path, _)| path.display().to_string()).collect(),
            settings: installed.settings.iter().map(ToString::to_string).collect(),
            audit: installed.audited.as_ref().map(view::json),
            site: installed.site.as_ref().map(|site| site.display().to_string()),
            dry_run,
        })?;
    } else {
        context.print(&text(&installed, dry_run))?;
    }
    Ok(u8::from(installed.audited.is_some_and(|audited| audited.fails())))
}

/// A path without steps that lead back.
fn plain(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, part| {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
        plain
    })
}

fn text(installed: &Installed, dry_run: bool) -> String {
    let mut out = String::new();
    for (path, new) in &installed.hooks {
        let done = match (new, dry_run) {
            (false, _) => "as it was",
            (true, true) => "would be installed (-n)",
            (true, false) => "installed",
        };
        out += &format!("{done}: {}\n", shown(&path.display().to_string()));
    }
    for key in &installed.settings {
        out += &format!("git config {key} true\n");
    }
    if let Some(audited) = &installed.audited {
        out += &view::text(audited);
    }
    if let Some(site) = &installed.site {
        let (site, is) =
            (shown(&site.display().to_string()), if dry_run { "would be" } else { "is" });
        out += &format!("after each push that lets something out, the site {is} built in {site}\n");
    }
    out
}

fn run(context: &mut Context, hook: Hook) -> Result {
    let (folder, now) = (context.folder(), context.surroundings.now);
    match hook {
        Hook::PreCommit => {
            let mut surroundings = context.surroundings.clone();
            let letters = Box::new(move |count| surroundings.random_letters(count));
            let Some(checked) = hooks::before_commit(&folder, now, letters)? else { return Ok(0) };
            let outcome = Outcome::of_files(&checked.findings, checked.files, &[]);
            let fails = outcome.fails(false);
            if fails {
                let text_of = |path: &str| checked.texts.get(path).map(|text| text.as_str().into());
                let colour = context.surroundings.colour_errors;
                context.remark(findings::human(&outcome, &text_of, &shown, colour).trim_end());
                context.remark("nothing was committed; newsroom check --explain CODE tells more");
            }
            Ok(u8::from(fails))
        }
        Hook::PrePush => {
            let judged = hooks::before_push(&folder, &lines()?, now)?;
            Ok(told(context, judged, "nothing was pushed"))
        }
        Hook::Site => {
            hooks::site::run(&folder, now)?;
            Ok(0)
        }
        Hook::PreReceive => {
            let judged = hooks::before_receiving(&folder, &lines()?, now)?;
            Ok(told(context, judged, "nothing of this push was taken"))
        }
        Hook::PostReceive => {
            let program = context.surroundings.program()?;
            if let Some(failed) = hooks::after_receiving(&folder, &lines()?, &program)? {
                context.remark(&format!("{SITE_NOT_BUILT} after the last push: {failed}"));
                context.remark("it is being built again; on the server: newsroom doctor");
            }
            Ok(0)
        }
    }
}

/// Tells what is not lawful; gives the exit code.
fn told(context: &Context, audited: Option<Audited>, done: &str) -> u8 {
    let Some(audited) = audited.filter(Audited::fails) else { return 0 };
    context.remark(view::text(&audited).trim_end());
    context.remark(&format!("{done}; newsroom audit --explain CODE tells more"));
    1
}

/// What git writes to a hook.
fn lines() -> Result<String> {
    let mut text = String::new();
    let read = std::io::stdin().lock().read_to_string(&mut text);
    read.map_err(|error| CliError::system(format!("git's lines cannot be read: {error}")))?;
    Ok(text)
}

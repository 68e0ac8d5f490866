//! `newsroom completions`

use clap::{Args, ValueEnum};
use clap_complete::env::Shells;

use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};

/// Completions for a shell: commands, options, ids, stories and people
///
/// For bash: source <(newsroom completions bash)
#[derive(Debug, Args)]
pub struct Arguments {
    /// The shell
    shell: Shell,
}

/// A shell.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shell {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let name = match self.shell {
            Shell::Bash => "bash",
            Shell::Elvish => "elvish",
            Shell::Fish => "fish",
            Shell::Powershell => "powershell",
            Shell::Zsh => "zsh",
        };
        let shells = Shells::builtins();
        let shell = shells
            .completer(name)
            .ok_or_else(|| CliError::usage(format!("no completions for {name}")))?;
        let mut script = Vec::new();
        shell.write_registration("COMPLETE", "newsroom", "newsroom", "newsroom", &mut script)?;
        context.text_out(String::from_utf8_lossy(&script).into_owned())
    }
}

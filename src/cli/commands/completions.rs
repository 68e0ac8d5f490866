//! `newsroom completions`

use clap::{Args, ValueEnum};

use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};
use crate::cli::input::complete::shells;

/// Completions for a shell: commands, options, posts, stories, people, tags, claims
///
/// For bash, in ~/.bashrc: source <(newsroom completions bash). For zsh, in ~/.zshrc behind compinit:
/// source <(newsroom completions zsh). For fish, in ~/.config/fish/config.fish: newsroom completions
/// fish | source. zsh and fish show the headline beside an id and the name beside a person. Tab only
/// looks: it writes nothing, and where it finds nothing it is silent.
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
        let script = shells::script(name)?
            .ok_or_else(|| CliError::usage(format!("no completions for {name}")))?;
        context.text_out(script)
    }
}

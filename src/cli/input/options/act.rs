//! What an act is on, and what is said with it. Where a command says one of these otherwise, it has
//! an argument of its own.

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::complete;

/// One post or story.
#[derive(Debug, Clone, Args)]
pub struct Doc {
    /// The post or story
    #[arg(value_name = "DOC", add = complete::documents())]
    pub doc: String,
}

/// Several posts or stories.
#[derive(Debug, Clone, Args)]
pub struct Docs {
    /// The posts or stories: all or none
    #[arg(value_name = "DOC", required = true, add = complete::documents())]
    pub docs: Vec<String>,
}

/// Why an act is done, which has to be said.
#[derive(Debug, Clone, Args)]
pub struct Why {
    /// Why; never public
    #[arg(short = 'm', value_name = "TEXT", allow_hyphen_values = true)]
    pub note: String,
}

/// What may be said with an act.
#[derive(Debug, Clone, Args)]
pub struct Remark {
    /// A remark for the desk; never public
    #[arg(short = 'm', value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,
}

/// What readers find where something was.
#[derive(Debug, Clone, Args)]
pub struct Notice {
    /// What readers are told, in its place
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub tell_readers: String,
}

/// Whether changed words are ready to be read.
#[derive(Debug, Clone, Copy, Args)]
pub struct Submission {
    /// Submit it at once
    #[arg(long)]
    pub submit: bool,
    /// To be read before others
    #[arg(long, requires = "submit")]
    pub urgent: bool,
}

impl Remark {
    /// Its text; empty where nothing was said.
    pub fn read(&self, context: &mut Context) -> Result<String> {
        let note = self.note.as_deref().map(|note| context.text(note)).transpose()?;
        Ok(note.unwrap_or_default())
    }
}

impl Submission {
    /// Whether it is urgent, where it is to be submitted.
    pub fn urgent(self) -> Option<bool> {
        self.submit.then_some(self.urgent)
    }
}

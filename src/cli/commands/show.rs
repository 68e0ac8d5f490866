//! `newsroom show`

use clap::{Args, ValueEnum};

use super::Result;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::view::{document, outcome};
use crate::ops::show::{self, Version};

/// The words of a post or story
#[derive(Debug, Args)]
pub struct Arguments {
    /// The post or story
    #[arg(value_name = "DOC", add = super::completions::documents())]
    doc: String,
    /// As readers see it
    #[arg(long, conflicts_with_all = ["release", "at"])]
    live: bool,
    /// As released under that number
    #[arg(long, value_name = "N", conflicts_with = "at")]
    release: Option<u32>,
    /// As filed in that commit
    #[arg(long, value_name = "COMMIT")]
    at: Option<String>,
    /// How
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// How a document is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// The file, or the released words in their canonical form
    Toml,
    /// Headline and body
    Markdown,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let session = context.session()?;
        let loaded = show::desk(&session, &self.doc)?;
        let version = match (self.live, self.release, self.at) {
            (true, _, _) => Version::Live,
            (_, Some(n), _) => Version::Release(n),
            (_, _, Some(commit)) => Version::Commit(commit),
            _ => Version::Desk,
        };
        if context.global.json {
            context.json(&outcome::document_json(&session, &loaded))?;
            return Ok(0);
        }
        if version == Version::Desk && self.format == Format::Toml {
            context.print(&document::plain(loaded.text()))?;
            return Ok(0);
        }
        let words = show::words(&session, &loaded, &version)?;
        let text = match (&words, self.format) {
            (Some(words), Format::Text) => {
                document::text(context, &session, &loaded, words, version == Version::Desk)
            }
            (Some(words), Format::Toml) => document::plain(&words.to_text()),
            (Some(words), Format::Markdown) => document::markdown(words),
            (None, _) if version == Version::Desk => document::conflict(&loaded),
            (None, _) => {
                return Err(CliError::usage(
                    "there are no such words: it was never released, or is pulled",
                )
                .hint(format!("newsroom log {}", self.doc)));
            }
        };
        context.page(&session, &text)?;
        Ok(0)
    }
}

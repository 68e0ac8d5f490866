//! `newsroom show`

use clap::{Args, ValueEnum};

use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};
use crate::cli::input::complete;
use crate::cli::input::options::Doc;
use crate::cli::view::{document, standing};
use crate::desk::{Loaded, Session};
use crate::ops::show;
use crate::ops::show::Version;

/// The words of a post or story
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    on: Doc,
    /// As readers see it; where it is pulled, as they saw it last
    #[arg(long, conflicts_with_all = ["release", "at"])]
    live: bool,
    /// As released under that number
    #[arg(long, value_name = "N", add = complete::releases(), conflicts_with = "at")]
    release: Option<u32>,
    /// As filed in that commit
    #[arg(long, value_name = "COMMIT")]
    at: Option<String>,
    /// In which form
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// How a document is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// The file as it is, or exactly what readers got
    Toml,
    /// Headline and body
    Markdown,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let session = context.session()?;
        let mut loaded = session.named_as_last_read(&self.on.doc)?;
        if session.go_by_history(&mut loaded)? {
            context.remark("its file has steps that history does not prove; they count for nothing: newsroom audit");
        }
        if let Some(said) = standing::as_last_read(&loaded) {
            context.remark(&said);
        }
        let version = match (self.live, self.release, self.at) {
            (true, _, _) => Version::Live,
            (_, Some(n), _) => Version::Release(n),
            (_, _, Some(commit)) => Version::Commit(commit),
            _ => Version::Desk,
        };
        if let Some(said) = show::erased(&session, &loaded, &version)? {
            return context.text_out(said);
        }
        let words = show::words(&session, &loaded, &version)?;
        if words.is_none() && version != Version::Desk {
            let message = "there are no such words: it was not there yet, or is in conflict";
            return Err(CliError::usage(message).hint(format!("newsroom log {}", self.on.doc)));
        }
        if context.global.json {
            let json = document::shown_json(&session, &loaded, &version, words.as_ref());
            context.json(&json)?;
            seen(&session, &loaded, &version);
            return Ok(0);
        }
        let text = match (&words, self.format) {
            (_, Format::Toml) if version == Version::Desk => document::plain(loaded.text_in_file()),
            (Some(words), Format::Text) => {
                document::text(context, &session, &loaded, words, version == Version::Desk)
            }
            (Some(words), Format::Toml) => document::plain(&words.to_text()),
            (Some(words), Format::Markdown) => document::markdown(words),
            (None, _) => document::conflict(&loaded),
        };
        context.page(&session, &text)?;
        seen(&session, &loaded, &version);
        Ok(0)
    }
}

/// Whoever saw the desk's words may approve them; to have seen others is not enough.
fn seen(session: &Session, loaded: &Loaded, version: &Version) {
    if *version == Version::Desk {
        session.shown(loaded);
    }
}

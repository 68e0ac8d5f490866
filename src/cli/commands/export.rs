//! `newsroom export`

use clap::{Args, ValueEnum};

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::complete;
use crate::ops::export;
use crate::ops::export::Request;
use crate::site::Export;

/// One story or post as readers have it, for other programs
///
/// Made from the public record alone, with its corrections; what was pulled or retracted is told,
/// not shown.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The post or story; else a whole story
    #[arg(value_name = "DOC", conflicts_with = "story", add = complete::documents())]
    doc: Option<String>,
    /// The story; else the only live one, or NEWSROOM_STORY
    #[arg(long, value_name = "STORY", add = complete::stories())]
    story: Option<String>,
    /// The format
    #[arg(long, value_name = "FORMAT")]
    format: Format,
}

/// A format of the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// IPTC ninjs 3.1
    Ninjs,
    /// schema.org, as JSON-LD
    Jsonld,
    /// Atom (RFC 4287)
    Atom,
    /// JSON Feed 1.1
    Jsonfeed,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let session = context.session()?;
        let format = match self.format {
            Format::Ninjs => Export::Ninjs,
            Format::Jsonld => Export::JsonLd,
            Format::Atom => Export::Atom,
            Format::Jsonfeed => Export::JsonFeed,
        };
        let story = context.story(self.story.as_ref());
        context.text_out(export::run(&session, &Request { doc: self.doc, story, format })?)
    }
}

//! `newsroom import`

use clap::{Args, ValueEnum};

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::complete;
use crate::cli::view::{outcome, output, shown};
use crate::model::Digest;
use crate::ops::import;
use crate::ops::import::{Imported, Request};

/// What others send, as drafts
///
/// The same origin again (a wire's uri; a file's name, wherever it lies, with words akin) is an edit
/// of the same draft: it is put together with what was changed here by what its sender sent last,
/// and what both changed is settled with edit. An embargo with a time is the post's; what a wire
/// holds back otherwise is filed and stopped with the wire's words until somebody who may clears it.
/// What a wire takes back is told by status until somebody takes it down. An item that cannot be
/// filed is told with its place, and the others are filed.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The files; - for standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,
    /// In which form they are
    #[arg(long, value_name = "FORMAT")]
    format: Format,
    /// The story; else the only live one, or NEWSROOM_STORY
    #[arg(long, value_name = "STORY", add = complete::stories())]
    story: Option<String>,
}

/// In which form something comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// IPTC ninjs: an item, a list of them, or a package
    Ninjs,
    /// Markdown, with or without front matter
    Markdown,
    /// Plain text: a headline, then paragraphs
    Text,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let mut session = context.session()?;
        let format = match self.format {
            Format::Ninjs => import::Format::Ninjs,
            Format::Markdown => import::Format::Markdown,
            Format::Text => import::Format::Text,
        };
        let mut files = Vec::new();
        for name in &self.files {
            files.push(match name.as_str() {
                "-" => {
                    let bytes = context.text("-")?.into_bytes();
                    (format!("standard input {}", Digest::of(&bytes).short()), bytes)
                }
                name => (name.trim_start_matches("./").to_owned(), context.file(name)?.1),
            });
        }
        let story = context.story(self.story.as_ref());
        let imported = import::run(&mut session, &Request { format, story, files })?;
        let code = u8::from(imported.unreadable > 0);
        if context.global.json {
            context.json(&output::Imported {
                documents: outcome::json(&session, &imported.done),
                new: imported.new,
                passed_over: imported.passed_over,
                held: imported.held,
            })?;
            return Ok(code);
        }
        for line in &imported.passed_over {
            context.remark(&format!("not imported: {}", shown(line)));
        }
        let (new, all) = (imported.new, imported.done.outcomes.len());
        if all == 0 {
            context.print("nothing new\n")?;
            return Ok(code);
        }
        outcome::text(context, &session, "imported", &imported.done)?;
        context.remark(&summary(&imported, new, all));
        Ok(code)
    }
}

fn summary(imported: &Imported, new: usize, all: usize) -> String {
    let mut parts = vec![format!("{new} new"), format!("{} changed", all - new)];
    if !imported.held.is_empty() {
        parts.push(format!("{} held back", imported.held.len()));
    }
    if !imported.passed_over.is_empty() {
        parts.push(format!("{} passed over", imported.passed_over.len()));
    }
    parts.join(", ")
}

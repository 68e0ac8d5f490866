//! `newsroom diff`

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};
use crate::cli::input::complete;
use crate::cli::view::{diff as view, document, standing, summary};
use crate::desk::Session;
use crate::ops::show;
use crate::ops::show::Version;

/// What changed in the words: what is live, then what the desk has
///
/// R is desk; live; reviewed: the last words that were submitted, returned or approved and are not
/// the desk's any more; shown: the last words that were shown to you here; a release's number; or a
/// commit. Without DOC: a line for each story and post whose words are not the live ones.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The posts or stories, one below the other
    #[arg(value_name = "DOC", add = complete::documents())]
    docs: Vec<String>,
    /// The words before
    #[arg(long, value_name = "R", add = complete::versions(), default_value = "live", requires = "docs")]
    from: String,
    /// The words after
    #[arg(long, value_name = "R", add = complete::versions(), default_value = "desk", requires = "docs")]
    to: String,
    /// Word by word (as it is by default)
    #[arg(long, conflicts_with_all = ["line", "fields"])]
    word: bool,
    /// Line by line
    #[arg(long, conflicts_with = "fields")]
    line: bool,
    /// The names of the fields alone
    #[arg(long)]
    fields: bool,
    /// Exit with 1 where anything changed
    #[arg(long)]
    exit_code: bool,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let session = context.session()?;
        if self.docs.is_empty() {
            let differing = show::differing(&session)?;
            if context.global.json {
                context.json(&summary::json(&session, &differing))?;
            } else {
                context.print(&summary::table(context, &session, &differing))?;
            }
            return Ok(u8::from(self.exit_code && !differing.is_empty()));
        }
        if context.global.json && self.docs.len() > 1 {
            return Err(CliError::usage(
                "as JSON, what changed is told of one post or story at a time",
            )
            .hint(format!("newsroom diff {} --json", self.docs[0])));
        }
        let mut differs = false;
        for doc in &self.docs {
            differs |= self.one(context, &session, doc)?;
        }
        Ok(u8::from(self.exit_code && differs))
    }

    /// Tells what changed in one of them, and whether anything did.
    fn one(&self, context: &Context, session: &Session, doc: &str) -> Result<bool> {
        let from: Version = self.from.parse().unwrap_or(Version::Live);
        let to: Version = self.to.parse().unwrap_or(Version::Desk);
        let loaded = session.named_as_last_read(doc)?;
        // Of a pulled post whose words are gone, the desk's words are all new.
        for version in [&from, &to].into_iter().filter(|of| matches!(of, Version::Release(_))) {
            if let Some(said) = show::erased(session, &loaded, version)? {
                return context.text_out(said).map(|_| false);
            }
        }
        let compared = show::compare(session, doc, &from, &to)?;
        if let Some(said) = standing::as_last_read(&compared.loaded) {
            context.remark(&said);
        }
        let changed = !compared.changes.0.is_empty();
        if context.global.json {
            let read = document::read(session, &compared.loaded);
            context.json(&view::json(read, &compared))?;
        } else if self.fields {
            context.print(&view::fields(&compared))?;
        } else {
            let text = view::text(context, session, &compared, self.line);
            context.page(session, &text)?;
        }
        if to == Version::Desk && !self.fields {
            session.shown(&compared.loaded);
        }
        Ok(changed)
    }
}

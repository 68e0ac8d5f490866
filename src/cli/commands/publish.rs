//! `newsroom publish`

use clap::Args;

use super::which::which;
use crate::cli::context::Context;
use crate::cli::error::{CliError, ErrorKind, Result};
use crate::cli::hint;
use crate::cli::input::{complete, values};
use crate::cli::view::outcome;
use crate::desk::OpError;
use crate::model::ReleaseKind;
use crate::model::SETTINGS;
use crate::ops::list;
use crate::ops::publish;
use crate::ops::publish::settings;
use crate::ops::pull;

/// Approved words go on the public record
///
/// All posts and stories of one call, or none. Small careful changes (minor, doubt, byline, layout)
/// an editor may release alone; a second read is owed then.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The posts or stories, all or none; or newsroom.toml: the public settings and the theme; without
    /// one it is asked for
    #[arg(value_name = "DOC", add = complete::to_publish())]
    docs: Vec<String>,
    /// What kind of release it is, where that is not seen from what changed
    #[arg(long, value_name = "KIND", value_parser = values::release())]
    kind: Option<ReleaseKind>,
    /// A line for readers: what is new
    #[arg(
        long = "what",
        visible_alias = "tell-readers",
        value_name = "TEXT",
        allow_hyphen_values = true
    )]
    what: Option<String>,
    /// Approve the words first
    #[arg(long)]
    approve: bool,
    /// Publish each post's story as well, where it has new words
    #[arg(long)]
    with_story: bool,
    /// Everything that is approved and whose embargo has passed: for a cron job
    #[arg(long, conflicts_with = "docs")]
    due: bool,
    /// Take the words of release N again; they are approved and released like any others
    #[arg(long, value_name = "N", add = complete::releases(), conflicts_with_all = ["due", "kind"])]
    restore: Option<u32>,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let tell_readers = self.what.map(|text| context.text(&text)).transpose()?;
        let (mut session, _) = context.session_in_step()?;
        if self.docs == [SETTINGS] {
            let (done, files) = settings::run(&mut session)?;
            if !context.global.json {
                let would = if session.dry_run { "would get" } else { "get" };
                context.print(&format!("readers {would} the new settings ({files} files)"))?;
            }
            return outcome::show(context, &session, "published", &done);
        }
        if let Some(n) = self.restore {
            let [doc] = self.docs.as_slice() else {
                return Err(CliError::usage("--restore takes one post or story"));
            };
            let done = pull::words_again(&mut session, doc, n, self.approve)?;
            if !self.approve {
                context.remark(&format!("next: newsroom publish {doc} --approve"));
                return outcome::show(context, &session, "set back", &done);
            }
            return outcome::show(context, &session, "published", &done);
        }
        let mut docs = self.docs;
        if docs.is_empty() && !self.due {
            docs.push(which(context, &session, "publish", &list::approved(&session)?)?);
        }
        let request = publish::Request {
            docs,
            kind: self.kind,
            tell_readers: tell_readers.unwrap_or_default(),
            approve: self.approve,
            with_story: self.with_story,
            due: self.due,
        };
        let done = publish::run(&mut session, &request);
        let done = done.map_err(|error| match self.approve {
            true => hint::approving(error.into()),
            false => error.into(),
        })?;
        if done.outcomes.is_empty() && done.held.is_empty() && !context.global.json {
            context.print("nothing is due")?;
        }
        outcome::show(context, &session, "published", &done)?;
        if done.held.is_empty() {
            return Ok(0);
        }
        // What is held back is in the one document that was printed.
        if context.global.json {
            return Ok(ErrorKind::Refused.exit_code());
        }
        let asked = done.outcomes.len() + done.held.len();
        Err(OpError::SomeRefused { others_done: true, asked, refused: done.held }.into())
    }
}

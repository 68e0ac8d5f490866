//! `newsroom edit`

mod file;
mod words;

use clap::Args;

pub(super) use words::{fits, typed};

use super::which::which;

use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};
use crate::cli::input::complete;
use crate::cli::input::options::{EditOptions, Remark, Submission};
use crate::cli::input::prompt::Prompt;
use crate::cli::view::outcome;
use crate::desk::Session;
use crate::ops::edit::Request;
use crate::ops::{edit, list, settle};

/// Other words: by options, or in your editor
///
/// Without options the editor has the body in Markdown, and the headline. Without DOC it is asked for.
/// Options that may be repeated append; each has its --remove-…. After --media N, --alt, --caption and
/// the like change medium N, and --image FILE puts another file in its place. Changes that you saved in
/// the file and did not file yet are taken along. Without a terminal and without options only those are
/// filed. Where git could not merge the file, edit without options puts the two versions together by
/// meaning.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The post or story
    #[arg(value_name = "DOC", add = complete::documents())]
    doc: Option<String>,
    /// The whole file in the editor
    #[arg(long)]
    toml: bool,
    #[command(flatten)]
    submission: Submission,
    #[command(flatten)]
    remark: Remark,
    #[command(flatten)]
    words: EditOptions,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let note = self.remark.read(context)?;
        let mut session = context.session()?;
        let doc = match self.doc {
            Some(doc) => doc,
            None => which(context, &session, "edit", &list::unfinished(&session)?)?,
        };
        if self.words.is_empty() && note.is_empty() && !self.submission.submit {
            return alone(context, &mut session, &doc, self.toml);
        }
        if self.toml {
            return Err(CliError::usage(
                "--toml opens the file: options that change words go without",
            ));
        }
        let path = session.resolve(&doc)?;
        let zone = context.zone(&session, Some(&path));
        let request = Request {
            words: self.words.words(context, &session, zone)?,
            doc,
            text: None,
            submit: self.submission.urgent(),
            note,
        };
        let done = edit::run(&mut session, &request)?;
        outcome::show(context, &session, "edited", &done)
    }
}

/// Without any option: the editor. Where nobody is at a terminal, changes that a person saved in
/// the file are filed, and where there are none it is said which options there are.
pub(super) fn alone(
    context: &mut Context,
    session: &mut Session,
    doc: &str,
    whole: bool,
) -> Result {
    if let Some(done) = settle::run(session, doc)? {
        return outcome::show(context, session, "settled", &done);
    }
    if let Some(prompt) = context.prompt() {
        return in_editor(context, &prompt, doc, whole);
    }
    let loaded = session.named(doc)?;
    if loaded.saved.is_none() {
        let (message, hint) = match loaded.path.is_story() {
            true => (
                "what is to be changed? without a terminal no editor opens: --title, --point, …",
                format!("newsroom story edit {} --point 'TEXT::POST'", loaded.path.slug()),
            ),
            false => (
                "what is to be changed? without a terminal no editor opens: --headline, --body, --replace, …",
                format!("newsroom edit {} --replace 'OLD WORDS=>NEW WORDS'", loaded.short()),
            ),
        };
        return Err(CliError::usage(message).hint(hint));
    }
    let request = Request { doc: loaded.path.to_string(), ..Request::default() };
    let done = edit::run(session, &request)?;
    outcome::show(context, session, "edited", &done)
}

/// The words of a post in the person's editor, or the `whole` file.
pub(super) fn in_editor(context: &mut Context, prompt: &Prompt, doc: &str, whole: bool) -> Result {
    let session = context.session()?;
    session.me()?;
    session.may_write()?;
    let open = session.named_to_edit(doc)?;
    match !whole && words::fits(&open) {
        true => words::in_editor(context, &session, prompt, &open.loaded),
        false => file::in_editor(context, &session, prompt, open),
    }
}

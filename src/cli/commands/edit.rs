//! `newsroom edit`

use clap::Args;

use super::Result;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::options::EditOptions;
use crate::cli::view::outcome;
use crate::format::{self, position};
use crate::ops::Session;
use crate::ops::edit::{self, Request};

/// Other words: by options, or the whole file in your editor
///
/// Options that may be repeated append; each has its --remove-…. After --media N, --alt, --caption
/// and the like change medium N. Changes that you saved in the file and did not file yet are taken
/// along. Without a terminal and without options only those are filed.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The post or story
    #[arg(value_name = "DOC", add = super::completions::documents())]
    doc: String,
    /// Submit it at once
    #[arg(long)]
    submit: bool,
    /// To be read before others
    #[arg(long, requires = "submit")]
    urgent: bool,
    /// A remark for the desk; never public
    #[arg(short = 'm', value_name = "TEXT", allow_hyphen_values = true)]
    note: Option<String>,
    #[command(flatten)]
    words: EditOptions,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let note = self.note.map(|note| context.text(&note)).transpose()?.unwrap_or_default();
        let mut session = context.session()?;
        if self.words.is_empty() && note.is_empty() && !self.submit {
            return alone(context, &mut session, &self.doc);
        }
        let path = session.resolve(&self.doc)?;
        let zone = context.zone(&session, Some(&path));
        let request = Request {
            words: self.words.words(context, &session, zone)?,
            doc: self.doc,
            text: None,
            submit: self.submit.then_some(self.urgent),
            note,
        };
        let done = edit::run(&mut session, &request)?;
        outcome::show(context, &session, "edited", &done)
    }
}

/// Without any option: the editor. Where nobody is at a terminal, changes that a person saved in
/// the file are filed, and where there are none it is said which options there are.
pub(super) fn alone(context: &mut Context, session: &mut Session, doc: &str) -> Result {
    if context.prompt().is_some() {
        return in_editor(context, doc);
    }
    let loaded = edit::load(session, doc)?;
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

/// The whole file in the person's editor; what does not parse is kept for another try.
pub(super) fn in_editor(context: &mut Context, doc: &str) -> Result {
    let mut session = context.session()?;
    session.me()?;
    let loaded = edit::load(&session, doc)?;
    session.shown(&loaded);
    let path = loaded.path.clone();
    let parse = |text: &str| {
        format::read_document(&path, text).map(|_| ()).map_err(|problems| {
            problems
                .iter()
                .map(|problem| {
                    let at = position(text, problem.span.start);
                    format!(
                        "line {}, column {}: {}. {}",
                        at.line, at.column, problem.message, problem.remedy
                    )
                })
                .collect()
        })
    };
    let prompt = context.prompt();
    let editor = context.editor(&session)?;
    let Some(edited) = editor.edit_until(loaded.text(), prompt.as_ref(), parse)? else {
        context.remark("nothing changed");
        return Ok(0);
    };
    let request =
        Request { doc: path.to_string(), text: Some(edited.text.clone()), ..Request::default() };
    let done = edit::run(&mut session, &request)?;
    if !session.dry_run {
        edited.settle();
    }
    outcome::show(context, &session, "edited", &done)
}

//! `newsroom edit`

use clap::Args;

use super::Result;
use crate::cli::context::Context;
use crate::cli::options::EditOptions;
use crate::cli::view::outcome;
use crate::format::{self, position};
use crate::ops::edit::{self, Request};

/// Other words: by options, or the whole file in your editor
///
/// Options that may be repeated append; each has its --remove-…. Changes that you saved and did
/// not file are taken along.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The post or story
    #[arg(value_name = "DOC", add = super::completions::documents())]
    doc: String,
    /// Submit it at once
    #[arg(long)]
    submit: bool,
    /// Before others
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
            let saved = edit::load(&session, &self.doc)?.saved.is_some();
            if !saved || context.prompt().is_some() {
                return in_editor(context, &self.doc);
            }
        }
        let request = Request {
            words: self.words.words(context, &session)?,
            doc: self.doc,
            text: None,
            submit: self.submit.then_some(self.urgent),
            note,
        };
        let done = edit::run(&mut session, &request)?;
        outcome::show(context, &session, "edited", &done)
    }
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
    edited.settle();
    outcome::show(context, &session, "edited", &done)
}

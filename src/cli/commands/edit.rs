//! `newsroom edit`

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};
use crate::cli::input::editor::{Edited, EditorError, Mistake, Start};
use crate::cli::input::options::{Doc, EditOptions, Remark, Submission};
use crate::cli::input::prompt::Prompt;
use crate::cli::view::outcome;
use crate::desk::{Session, ToEdit};
use crate::format::{self, position};
use crate::model::DocPath;
use crate::ops::edit::{Request, Text};
use crate::ops::{edit, settle};

/// Other words: by options, or the whole file in your editor
///
/// Options that may be repeated append; each has its --remove-…. After --media N, --alt, --caption
/// and the like change medium N, and --image FILE puts another file in its place. Changes that you saved in the file and did not file yet are taken
/// along. Without a terminal and without options only those are filed. Where git could not merge the
/// file, edit without options puts the two versions together by meaning.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    on: Doc,
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
        if self.words.is_empty() && note.is_empty() && !self.submission.submit {
            return alone(context, &mut session, &self.on.doc);
        }
        let path = session.resolve(&self.on.doc)?;
        let zone = context.zone(&session, Some(&path));
        let request = Request {
            words: self.words.words(context, &session, zone)?,
            doc: self.on.doc,
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
pub(super) fn alone(context: &mut Context, session: &mut Session, doc: &str) -> Result {
    if let Some(done) = settle::run(session, doc)? {
        return outcome::show(context, session, "settled", &done);
    }
    if let Some(prompt) = context.prompt() {
        return in_editor(context, &prompt, doc);
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

/// The whole file in the person's editor; what does not parse is kept for another try.
pub(super) fn in_editor(context: &mut Context, prompt: &Prompt, doc: &str) -> Result {
    let session = context.session()?;
    session.me()?;
    session.may_write()?;
    let ToEdit { loaded, text, decoded } = session.named_to_edit(doc)?;
    for said in decoded.iter().flat_map(|decoded| &decoded.remarks) {
        context.remark(said);
    }
    let opens = decoded.map_or_else(|| text.clone(), |decoded| decoded.text);
    let mistakes = parse(&loaded.path, &opens).err();
    if opens == text && mistakes.is_none() {
        session.shown(&loaded);
    }
    let path = loaded.path.clone();
    let again = format!("newsroom edit {} goes on with it", loaded.short());
    let editor = context.editor(&session, loaded.document.id().as_str(), "toml")?;
    let start = match context.start(&editor, prompt, || Ok(text))? {
        Start::New(text) if opens != text || mistakes.is_some() => {
            Start::Broken { text, opens, mistakes: mistakes.unwrap_or_default() }
        }
        start => start,
    };
    let edited = editor.edit_until(start, Some(prompt), |text| parse(&path, text));
    let Some(edited) = edited.map_err(|error| kept(error, &again))? else {
        context.remark("nothing changed");
        return Ok(0);
    };
    let text = Text { base: edited.base().to_owned(), saved: edited.text.clone() };
    let request = Request { doc: path.to_string(), text: Some(text), ..Request::default() };
    // Time has passed and others may have filed while the editor was open.
    context.surroundings.look_at_the_clock();
    let done = context.session().and_then(|mut session| {
        let done = edit::run(&mut session, &request)?;
        Ok((session, done))
    });
    let (session, done) = done.map_err(|error| not_filed(error, &edited, &again))?;
    if !session.dry_run {
        edited.settle();
    }
    outcome::show(context, &session, "edited", &done)
}

fn parse(path: &DocPath, text: &str) -> std::result::Result<(), Vec<Mistake>> {
    format::read_document(path, text).map(|_| ()).map_err(|problems| {
        let mistake = |problem: &format::Problem| {
            let at = position(text, problem.span.start);
            let text = format!("{}. {}", problem.message, problem.remedy);
            Mistake { line: at.line, column: at.column, text: text.trim_end().to_owned() }
        };
        problems.iter().map(mistake).collect()
    })
}

/// An editor that failed, with the command that goes on with what was written.
pub(super) fn kept(error: EditorError, again: &str) -> CliError {
    let keeps_words = error.keeps_words();
    let error = CliError::from(error);
    if keeps_words { error.hint(again) } else { error }
}

/// Words that were written well and could not be filed are not lost either.
pub(super) fn not_filed<T>(error: CliError, edited: &Edited<T>, again: &str) -> CliError {
    error.hint(format!("what you wrote is kept in {}; {again}", edited.path().display()))
}

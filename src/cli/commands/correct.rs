//! `newsroom correct`

use clap::{Args, ValueEnum};

use super::edit::typed;
use super::written::filed;
use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};
use crate::cli::input::kept::CORRECTION;
use crate::cli::input::options::{Docs, EditOptions, PointOptions, Remark};
use crate::cli::input::prompt::Prompt;
use crate::cli::input::unfiled::not_filed;
use crate::cli::view::{Foreign, outcome};
use crate::desk::{Amendment, Session};
use crate::model::CorrectionKind;
use crate::ops::correct;
use crate::ops::correct::{Begins, Request};

/// Put right what readers saw, and tell them what was wrong
///
/// Starts from the live words; unfinished ones are set aside and put back by the release. Alone on a
/// terminal it opens your editor, then asks for the line for readers.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    on: Docs,
    /// What readers are told; may follow before it is published
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    tell_readers: Option<String>,
    /// Words that were wrong (if nothing is said), words that misled, or a note on the whole
    #[arg(long, value_name = "KIND")]
    kind: Option<Kind>,
    /// Do not show the old words again, for legal reasons
    #[arg(long)]
    withhold_before: bool,
    /// Submit it at once
    #[arg(long)]
    submit: bool,
    /// Set aside a retraction that waits for an editor, until the correction is published
    #[arg(long)]
    set_aside: bool,
    /// Drop what is drafted over the words that readers see; what was set aside for it is back
    #[arg(
        long,
        conflicts_with_all = ["tell_readers", "kind", "withhold_before", "submit", "set_aside"]
    )]
    drop: bool,
    #[command(flatten)]
    remark: Remark,
    #[command(flatten)]
    points: PointOptions,
    /// Take out point N of a story's summary
    #[arg(long, value_name = "N")]
    remove_point: Vec<usize>,
    #[command(flatten)]
    words: EditOptions,
}

/// The question at the end of a correction in an editor.
const TELL: &str = "What readers are told was wrong (may follow later)";

/// What a correction says of the earlier words.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// They misled
    Clarification,
    /// They were wrong
    Correction,
    /// A note on the whole; approved by an admin or by somebody who may
    EditorsNote,
}

impl Kind {
    fn of_release(self) -> CorrectionKind {
        match self {
            Self::Clarification => CorrectionKind::Clarification,
            Self::Correction => CorrectionKind::Correction,
            Self::EditorsNote => CorrectionKind::EditorsNote,
        }
    }
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let note = self.remark.read(context)?;
        let mut session = context.session()?;
        if self.drop {
            return drop(context, &mut session, &self.on.docs, self.words.is_empty());
        }
        let set_aside = self.set_aside || sets_aside(context, &session, &self.on.docs)?;
        if let Some(prompt) = context.prompt().filter(|_| self.is_bare(&session, &note)) {
            return self.in_editor(context, &prompt, set_aside);
        }
        let tell_readers = self.tell_readers.map(|text| context.text(&text)).transpose()?;
        let paths = self.on.docs.iter().map(|doc| session.resolve(doc));
        let paths = paths.collect::<std::result::Result<Vec<_>, _>>()?;
        let zone = context.zone(&session, paths.first());
        let mut words = self.words.words(context, &session, zone)?;
        self.points.add_to(&mut words)?;
        words.remove_points = self.remove_point;
        let request = Request {
            docs: self.on.docs,
            tell_readers: tell_readers.clone(),
            kind: self.kind.map(Kind::of_release),
            withhold_before: self.withhold_before,
            words,
            submit: self.submit,
            note,
            set_aside,
        };
        let done = correct::run(&mut session, &request)?;
        if let Some(text) = &tell_readers {
            outcome::echo(context, &session, &done, text);
        }
        outcome::show(context, &session, "drafted the correction of", &done)
    }
}

impl Arguments {
    /// Whether nothing says what is wrong in a post: the editor is asked.
    fn is_bare(&self, session: &Session, note: &str) -> bool {
        let unsaid = self.tell_readers.is_none() && note.is_empty();
        let unchanged =
            self.words.is_empty() && self.points.points.is_empty() && self.remove_point.is_empty();
        let one_post = match self.on.docs.as_slice() {
            [doc] => session.resolve(doc).is_ok_and(|path| !path.is_story()),
            _ => false,
        };
        unsaid && unchanged && one_post
    }

    /// The words in the person's editor, then the line for readers.
    fn in_editor(self, context: &mut Context, prompt: &Prompt, set_aside: bool) -> Result {
        let session = context.session()?;
        session.may_write()?;
        let Begins { loaded, words, note } =
            correct::begins(&session, &self.on.docs[0], set_aside)?;
        let again = format!("newsroom correct {} goes on with it", loaded.short());
        let about = format!("{CORRECTION}{}", loaded.document.id());
        let Some(edited) = typed(context, &session, prompt, &about, &words, &again)? else {
            context.remark("nothing changed, and no correction is drafted");
            return Ok(0);
        };
        let note = Some(note.as_str()).filter(|note| !note.is_empty());
        let told = prompt
            .ask_line(TELL, note)
            .map_err(|error| not_filed(CliError::from(error), &edited, &again))?;
        let request = Request {
            docs: vec![loaded.path.to_string()],
            tell_readers: Some(told).filter(|told| !told.is_empty()),
            kind: self.kind.map(Kind::of_release),
            withhold_before: self.withhold_before,
            words: Amendment { typed: Some(edited.value.clone()), ..Amendment::default() },
            submit: self.submit,
            set_aside,
            ..Request::default()
        };
        let (session, done) =
            filed(context, edited, &again, |session, _| Ok(correct::run(session, &request)?))?;
        outcome::show(context, &session, "drafted the correction of", &done)
    }
}

fn drop(context: &Context, session: &mut Session, docs: &[String], alone: bool) -> Result {
    if !alone {
        return Err(CliError::usage(
            "--drop changes no words: the options of edit do not go with it",
        ));
    }
    let done = correct::drop_draft(session, docs)?;
    outcome::show(context, session, "dropped the draft of", &done)
}

/// Asks whether a retraction that waits is to be set aside, where there is one and somebody to ask.
fn sets_aside(context: &Context, session: &Session, docs: &[String]) -> Result<bool> {
    let Some(prompt) = context.prompt() else { return Ok(false) };
    let waiting = correct::retractions_that_wait(session, docs)?;
    if waiting.is_empty() {
        return Ok(false);
    }
    for one in &waiting {
        context.remark(&Foreign(one).to_string());
    }
    Ok(prompt.confirm(
        "Set it aside until the correction is published?",
        false,
        context.global.yes,
    )?)
}

//! `newsroom correct`

use clap::{Args, ValueEnum};

use super::Result;
use crate::cli::context::Context;
use crate::cli::options::EditOptions;
use crate::cli::view::outcome;
use crate::model::CorrectionKind;
use crate::ops::correct::{self, Request};

/// Put right what readers saw, and tell them what was wrong
///
/// Starts from the live words; unfinished ones are set aside and put back by the release.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The posts or stories: all or none
    #[arg(value_name = "DOC", required = true, add = super::completions::documents())]
    docs: Vec<String>,
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
    /// A remark for the desk; never public
    #[arg(short = 'm', value_name = "TEXT", allow_hyphen_values = true)]
    note: Option<String>,
    #[command(flatten)]
    words: EditOptions,
}

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

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let tell_readers = self.tell_readers.map(|text| context.text(&text)).transpose()?;
        let note = self.note.map(|note| context.text(&note)).transpose()?.unwrap_or_default();
        let mut session = context.session()?;
        let paths = self.docs.iter().map(|doc| session.resolve(doc));
        let paths = paths.collect::<std::result::Result<Vec<_>, _>>()?;
        let zone = context.zone(&session, paths.first());
        let words = self.words.words(context, &session, zone)?;
        if let Some(text) = &tell_readers {
            outcome::echo(context, text);
        }
        let request = Request {
            docs: self.docs,
            tell_readers,
            kind: self.kind.map(|kind| match kind {
                Kind::Clarification => CorrectionKind::Clarification,
                Kind::Correction => CorrectionKind::Correction,
                Kind::EditorsNote => CorrectionKind::EditorsNote,
            }),
            withhold_before: self.withhold_before,
            words,
            submit: self.submit,
            note,
        };
        let done = correct::run(&mut session, &request)?;
        outcome::show(context, &session, "drafted the correction of", &done)
    }
}

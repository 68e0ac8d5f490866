//! `newsroom correct`

use clap::{Args, ValueEnum};

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::options::{Docs, EditOptions, PointOptions, Remark};
use crate::cli::view::outcome;
use crate::model::CorrectionKind;
use crate::ops::correct;
use crate::ops::correct::Request;

/// Put right what readers saw, and tell them what was wrong
///
/// Starts from the live words; unfinished ones are set aside and put back by the release.
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
        let note = self.remark.read(context)?;
        let mut session = context.session()?;
        let paths = self.on.docs.iter().map(|doc| session.resolve(doc));
        let paths = paths.collect::<std::result::Result<Vec<_>, _>>()?;
        let zone = context.zone(&session, paths.first());
        let mut words = self.words.words(context, &session, zone)?;
        self.points.add_to(&mut words)?;
        words.remove_points = self.remove_point;
        if let Some(text) = &tell_readers {
            outcome::echo(context, &session, &self.on.docs, text);
        }
        let request = Request {
            docs: self.on.docs,
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

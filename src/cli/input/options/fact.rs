//! What is said of a medium: texts, and a day.

use chrono_tz::Tz;

use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::input::time::parse_day;
use crate::desk::Session;
use crate::model::{Day, Media};

/// What is said of a medium, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fact {
    Title(String),
    Alt(String),
    Caption(String),
    Credit(String),
    Duration(String),
    Poster(String),
    Captions(String),
    Transcript(String),
    Taken(Day),
}

impl Fact {
    /// A fact by the name of its option; a day is read by the caller.
    fn text(option: &str, text: String) -> Self {
        match option {
            "title" => Self::Title(text),
            "alt" => Self::Alt(text),
            "caption" => Self::Caption(text),
            "media-credit" => Self::Credit(text),
            "duration" => Self::Duration(text),
            "poster" => Self::Poster(text),
            "captions" => Self::Captions(text),
            _ => Self::Transcript(text),
        }
    }

    /// Says it of the medium.
    pub(super) fn say(&self, medium: &mut Media) {
        match self {
            Self::Title(text) => medium.title.clone_from(text),
            Self::Alt(text) => medium.alt.clone_from(text),
            Self::Caption(text) => medium.caption.clone_from(text),
            Self::Credit(text) => medium.credit.clone_from(text),
            Self::Duration(text) => medium.duration.clone_from(text),
            Self::Poster(text) => medium.poster.clone_from(text),
            Self::Captions(text) => medium.captions.clone_from(text),
            Self::Transcript(text) => medium.transcript.clone_from(text),
            Self::Taken(day) => medium.taken = Some(*day),
        }
    }
}

/// Reads what was said of a medium: options and their values.
pub(super) fn read<'a>(
    context: &mut Context,
    session: &Session,
    zone: Tz,
    said: impl IntoIterator<Item = &'a (String, String)>,
) -> Result<Vec<Fact>, CliError> {
    let mut read = Vec::new();
    for (option, value) in said {
        let text = context.text(value)?;
        read.push(match option.as_str() {
            "taken" => Fact::Taken(parse_day(&text, session.now, zone)?),
            option => Fact::text(option, text),
        });
    }
    Ok(read)
}

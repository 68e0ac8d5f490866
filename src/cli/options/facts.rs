//! What is said of media, read: files, texts, days.

use chrono_tz::Tz;

use super::medium::KEEP;
use super::{MediaOptions, change};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::view::time::parse_day;
use crate::model::{Day, Media, MediaKind};
use crate::ops::{Adjust, NewMedium, Session};

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
    pub(super) fn text(option: &str, text: String) -> Self {
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

impl MediaOptions {
    /// A post has no title of its own: the option needs a medium before it.
    pub fn no_story_title(&self) -> Result<(), CliError> {
        match self.titles.first() {
            None => Ok(()),
            Some(_) => {
                Err(CliError::usage("--title belongs to a medium, and none is named before it")
                    .hint("a post's own words: --headline 'WHAT HAPPENED'")
                    .hint("a film's title: --video FILE --title 'TITLE'"))
            }
        }
    }

    /// Reads the files and checks what was said of each medium.
    pub(super) fn read(
        &self,
        context: &mut Context,
        session: &Session,
        zone: Tz,
    ) -> Result<Vec<NewMedium>, CliError> {
        if let Some(fact) = &self.homeless {
            return Err(CliError::usage(format!(
                "--{fact} belongs to a medium, and none is named before it"
            ))
            .hint(format!("of a new picture: --image FILE --{fact} …"))
            .hint(format!("of one that is there (edit, correct): --media 1 --{fact} …")));
        }
        let mut media = Vec::new();
        for (kind, place, facts) in &self.media {
            let mut medium = Media {
                kind: kind_of(kind),
                src: place.clone(),
                title: String::new(),
                alt: String::new(),
                caption: String::new(),
                credit: String::new(),
                duration: String::new(),
                poster: String::new(),
                captions: String::new(),
                transcript: String::new(),
                taken: None,
            };
            for fact in read_facts(context, session, zone, facts)? {
                fact.say(&mut medium);
            }
            let file = if place.contains("://") { None } else { Some(context.file(place)?) };
            let keep_metadata = facts.iter().any(|(fact, _)| fact == KEEP);
            media.push(NewMedium { medium, file, keep_metadata });
        }
        Ok(media)
    }

    /// What is to be said of media that are there already.
    pub(super) fn changes(
        &self,
        context: &mut Context,
        session: &Session,
        zone: Tz,
    ) -> Result<Vec<Adjust>, CliError> {
        let mut changes = Vec::new();
        for (which, facts) in &self.changed {
            if facts.is_empty() {
                return Err(CliError::usage(format!(
                    "--media {which} changes nothing: say what after it"
                ))
                .hint(format!("--media {which} --alt 'WHAT IS TO BE SEEN'")));
            }
            let facts = read_facts(context, session, zone, facts)?;
            changes.push(change::medium(which, facts));
        }
        Ok(changes)
    }
}

fn read_facts(
    context: &mut Context,
    session: &Session,
    zone: Tz,
    facts: &[(String, String)],
) -> Result<Vec<Fact>, CliError> {
    let mut read = Vec::new();
    for (option, value) in facts.iter().filter(|(fact, _)| fact != KEEP) {
        let text = context.text(value)?;
        read.push(match option.as_str() {
            "taken" => Fact::Taken(parse_day(&text, session.now, zone)?),
            option => Fact::text(option, text),
        });
    }
    Ok(read)
}

fn kind_of(kind: &str) -> MediaKind {
    match kind {
        "image" => MediaKind::Image,
        "video" => MediaKind::Video,
        "audio" => MediaKind::Audio,
        "map" => MediaKind::Map,
        _ => MediaKind::Embed,
    }
}

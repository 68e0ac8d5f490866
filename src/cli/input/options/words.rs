//! The words of a post or story as options: what `add`, `edit`, `correct` and `story` share.

use std::sync::Arc;

use chrono_tz::Tz;
use clap::Args;

use super::media::MediaOptions;
use super::rows::RowOptions;
use super::who::credit;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::input::complete;
use crate::cli::input::form::{parse_link, parse_point, parse_replace, parse_set, parse_source};
use crate::cli::input::time::parse_time;
use crate::desk::{Adjust, Amendment, Session};
use crate::model::Source;

/// The words of a new or changed post or story.
#[derive(Debug, Clone, Args)]
pub struct WordsOptions {
    /// Credit somebody: an id, an outsider's full name, or `you`; roles: reporter (where none is
    /// said), contributor, editor, photographer, illustrator, translator, fact-checker, producer
    #[arg(long = "credit", value_name = "WHO[:ROLE[:PLACE]]", add = complete::credits(), help_heading = "Words")]
    pub credits: Vec<String>,
    /// Who phoned or wired it in: credited as reporter in your place; you stay the one who filed it
    #[arg(long, value_name = "WHO", add = complete::credits(), help_heading = "Words")]
    pub from: Option<String>,
    /// A subject, as in storm
    #[arg(long = "tag", value_name = "TAG", add = complete::tags(), help_heading = "Words")]
    pub tags: Vec<String>,
    /// A link; kinds: full-story, related, reported-by, earlier, source
    #[arg(long = "link", value_name = "KIND:TITLE:URL[::OUTLET]", add = complete::link_kinds(), help_heading = "Words")]
    pub links: Vec<String>,
    /// Whom it relies on; kinds: named, anonymous, document, outlet
    #[arg(long = "source", value_name = "KIND:DESCRIPTION[:REASON]", add = complete::source_kinds(), help_heading = "Words")]
    pub sources: Vec<String>,
    /// Not to be released before, as in 06:00 or '06:00 tomorrow'; in the story's time zone
    #[arg(long, value_name = "TIME", help_heading = "Words")]
    pub publish_at: Option<String>,
    /// Media, each with what is said of it.
    #[command(flatten)]
    pub media: MediaOptions,
}

/// What `edit` and `correct` have beside the words of `add`.
#[derive(Debug, Clone, Args)]
pub struct EditOptions {
    /// A new headline
    #[arg(long, value_name = "TEXT", help_heading = "Words")]
    pub headline: Option<String>,
    /// A new body; - for standard input, @FILE for a file
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, help_heading = "Words")]
    pub body: Option<String>,
    /// Put words in the place of others that stand there once; a claim on them is carried along
    #[arg(long, value_name = "OLD=>NEW", help_heading = "Words")]
    pub replace: Vec<String>,
    /// Set a field by its name in the file: headline, body, key_event, tags, language, publish_at;
    /// of a story title, place, timezone
    #[arg(long, value_name = "FIELD=VALUE", help_heading = "Words")]
    pub set: Vec<String>,
    /// List it among the key events
    #[arg(long, conflicts_with = "no_key_event", help_heading = "Words")]
    pub key_event: bool,
    /// Take it off the key events
    #[arg(long, help_heading = "Words")]
    pub no_key_event: bool,
    /// Lift the embargo
    #[arg(long, conflicts_with = "publish_at", help_heading = "Words")]
    pub remove_publish_at: bool,
    /// It no longer draws on that post
    #[arg(long, value_name = "DOC", add = complete::documents(), help_heading = "Words")]
    pub remove_rests_on: Vec<String>,
    /// What may be taken out, and changed where it is.
    #[command(flatten)]
    pub rows: RowOptions,
    /// Posts that it draws on.
    #[command(flatten)]
    pub rests_on: RestsOn,
    /// What may be added.
    #[command(flatten)]
    pub words: WordsOptions,
}

/// What a post draws on; a story rests on posts through its points.
#[derive(Debug, Clone, Args)]
pub struct RestsOn {
    /// A post it draws on
    #[arg(long = "rests-on", value_name = "DOC", add = complete::documents(), help_heading = "Words")]
    pub rests_on: Vec<String>,
}

/// What a story has beside the words of a post.
#[derive(Debug, Clone, Args)]
pub struct StoryOptions {
    /// Where it happens, as readers are told beside a time
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// Its own time zone (IANA), where it differs from the desk's
    #[arg(long, value_name = "ZONE", add = complete::zones())]
    pub timezone: Option<String>,
    /// Its points.
    #[command(flatten)]
    pub points: PointOptions,
}

/// The points of a story's summary.
#[derive(Debug, Clone, Args)]
pub struct PointOptions {
    /// A point of the summary and the posts it rests on; N=TEXT changes point N, text:WORDS is words alone
    #[arg(long = "point", value_name = "TEXT[::DOC,DOC]")]
    pub points: Vec<String>,
}

impl WordsOptions {
    /// What was asked for, as the desk understands it.
    ///
    /// Times are read on the wall clock of the zone, which is the story's.
    pub fn words(
        &self,
        context: &mut Context,
        session: &Session,
        zone: Tz,
    ) -> Result<Amendment, CliError> {
        let now = session.now;
        let mut words = Amendment { tags: self.tags.clone(), ..Amendment::default() };
        for who in self.from.iter().chain(&self.credits) {
            words.credits.push(credit(context, session, who)?);
        }
        for link in &self.links {
            let link = parse_link(link)?;
            words.links.push((link.link, link.earlier));
        }
        for source in &self.sources {
            let source = parse_source(source)?;
            words.sources.push(Source {
                id: "s-0000".parse().expect("an id, replaced by a new one"),
                kind: source.kind,
                description: source.description,
                reason: source.reason,
                known_to: Vec::new(),
            });
        }
        if let Some(at) = &self.publish_at {
            words.publish_at = Some(Some(parse_time(at, now, zone)?));
        }
        words.media = self.media.read(context, session, zone)?;
        words.replace_media = self.media.replaced(context)?;
        words.attach = self.media.attach(context)?;
        words.adjust = self.media.changes(context, session, zone)?;
        Ok(words)
    }

    /// Whether nothing was asked for.
    pub fn is_empty(&self) -> bool {
        self.credits.is_empty()
            && self.from.is_none()
            && self.tags.is_empty()
            && self.links.is_empty()
            && self.sources.is_empty()
            && self.publish_at.is_none()
            && self.media.is_empty()
    }

    /// Whether a time is named, for which the story's zone is needed.
    pub fn names_a_time(&self) -> bool {
        self.publish_at.is_some() || self.media.names_a_day()
    }
}

impl EditOptions {
    /// What was asked for, as the desk understands it.
    ///
    /// Times are read on the wall clock of the zone, which is the story's.
    pub fn words(
        &self,
        context: &mut Context,
        session: &Session,
        zone: Tz,
    ) -> Result<Amendment, CliError> {
        self.words.media.no_story_title()?;
        let mut words = self.words.words(context, session, zone)?;
        words.rests_on.clone_from(&self.rests_on.rests_on);
        words.headline = self.headline.as_deref().map(|text| context.text(text)).transpose()?;
        words.body = self.body.as_deref().map(|text| context.body(text)).transpose()?;
        for replacement in &self.replace {
            let replacement = parse_replace(replacement)?;
            words.replace.push((replacement.old, replacement.new));
        }
        for setting in &self.set {
            let setting = parse_set(setting)?;
            let now = session.now;
            let field = setting.field.clone();
            let act = Arc::new(move |document: &mut crate::model::Document| {
                setting.apply(document, now, zone).map_err(|error| error.to_string())
            });
            words.adjust.push(Adjust { field, act });
        }
        self.rows.add_to(session, &mut words)?;
        words.key_event = match (self.key_event, self.no_key_event) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        };
        if self.remove_publish_at {
            words.publish_at = Some(None);
        }
        words.remove_rests_on.clone_from(&self.remove_rests_on);
        Ok(words)
    }

    /// Whether nothing was asked for: the editor opens.
    pub fn is_empty(&self) -> bool {
        let lists = [&self.replace, &self.set, &self.remove_rests_on, &self.rests_on.rests_on];
        self.headline.is_none()
            && self.body.is_none()
            && lists.iter().all(|list| list.is_empty())
            && !self.key_event
            && !self.no_key_event
            && !self.remove_publish_at
            && self.rows.is_empty()
            && self.words.is_empty()
    }
}

impl StoryOptions {
    /// Adds what was asked for to the words.
    pub fn add_to(&self, words: &mut Amendment) -> Result<(), CliError> {
        words.place.clone_from(&self.place);
        words.timezone.clone_from(&self.timezone);
        self.points.add_to(words)
    }

    /// Whether nothing was asked for.
    pub fn is_empty(&self) -> bool {
        self.place.is_none() && self.timezone.is_none() && self.points.points.is_empty()
    }
}

impl PointOptions {
    /// Adds what was asked for to the words.
    pub fn add_to(&self, words: &mut Amendment) -> Result<(), CliError> {
        for point in &self.points {
            let point = parse_point(point)?;
            match point.number {
                Some(number) => words.change_points.push((number, point.text, point.posts)),
                None => words.points.push((point.text, point.posts.unwrap_or_default())),
            }
        }
        Ok(())
    }
}

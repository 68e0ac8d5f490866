//! The words of a post or story as options: what `add`, `edit`, `correct` and `story` share.

use std::sync::Arc;

use clap::Args;

use super::MediaOptions;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::input::{
    parse_link, parse_point, parse_replace, parse_set, parse_source, parse_who,
};
use crate::cli::view::time::{parse_day, parse_time};
use crate::model::{Media, MediaKind, Source};
use crate::ops::{Adjust, NewMedium, Session, Words};

/// The words of a new or changed post or story.
#[derive(Debug, Clone, Args)]
pub struct WordsOptions {
    /// Credit somebody: an id, or an outsider's name
    #[arg(long = "credit", value_name = "WHO[:ROLE[:PLACE]]", help_heading = "Words")]
    pub credits: Vec<String>,
    /// A subject
    #[arg(long = "tag", value_name = "TAG", help_heading = "Words")]
    pub tags: Vec<String>,
    /// A link; kinds: full-story, related, reported-by, earlier, source
    #[arg(long = "link", value_name = "KIND:TITLE:URL[::OUTLET]", help_heading = "Words")]
    pub links: Vec<String>,
    /// Whom it relies on; kinds: named, anonymous, document, outlet
    #[arg(long = "source", value_name = "KIND:DESCRIPTION[:REASON]", help_heading = "Words")]
    pub sources: Vec<String>,
    /// A post it draws on
    #[arg(long = "rests-on", value_name = "DOC", help_heading = "Words")]
    pub rests_on: Vec<String>,
    /// Not to be released before
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
    /// Put words in the place of others; a claim on them is carried along
    #[arg(long, value_name = "OLD=>NEW", help_heading = "Words")]
    pub replace: Vec<String>,
    /// Set a simple field by its name in the file
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
    /// Take out a credit: an id or a printed name
    #[arg(long, value_name = "WHO", help_heading = "Words")]
    pub remove_credit: Vec<String>,
    /// Pay and count a credit, and never print it
    #[arg(long, value_name = "WHO", help_heading = "Words")]
    pub withhold_credit: Vec<String>,
    /// Take out a subject
    #[arg(long, value_name = "TAG", help_heading = "Words")]
    pub remove_tag: Vec<String>,
    /// Take out a medium: its number, file or address
    #[arg(long, value_name = "WHICH", help_heading = "Words")]
    pub remove_media: Vec<String>,
    /// Take out a link: its number, title or address
    #[arg(long, value_name = "WHICH", help_heading = "Words")]
    pub remove_link: Vec<String>,
    /// Take out a source: its id or words of its description
    #[arg(long, value_name = "WHICH", help_heading = "Words")]
    pub remove_source: Vec<String>,
    /// It no longer draws on that post
    #[arg(long, value_name = "DOC", help_heading = "Words")]
    pub remove_rests_on: Vec<String>,
    /// What may be added.
    #[command(flatten)]
    pub words: WordsOptions,
}

/// What a story has beside the words of a post.
#[derive(Debug, Clone, Args)]
pub struct StoryOptions {
    /// Where it happens, as readers are told beside a time
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// Its own time zone (IANA), where it differs from the desk's
    #[arg(long, value_name = "ZONE")]
    pub timezone: Option<String>,
    /// A point of the summary and the posts it rests on; N=TEXT changes point N
    #[arg(long = "point", value_name = "TEXT[::DOC,DOC]")]
    pub points: Vec<String>,
}

impl WordsOptions {
    /// What was asked for, as the desk understands it.
    pub fn words(&self, context: &mut Context, session: &Session) -> Result<Words, CliError> {
        let zone = context.zone(session, None);
        let now = session.now;
        let mut words =
            Words { tags: self.tags.clone(), rests_on: self.rests_on.clone(), ..Words::default() };
        for credit in &self.credits {
            words.credits.push(parse_who(credit, &session.desk)?);
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
        words.media = self.media.read(context, session)?;
        Ok(words)
    }

    /// Whether nothing was asked for.
    pub fn is_empty(&self) -> bool {
        self.credits.is_empty()
            && self.tags.is_empty()
            && self.links.is_empty()
            && self.sources.is_empty()
            && self.rests_on.is_empty()
            && self.publish_at.is_none()
            && self.media.media.is_empty()
            && self.media.homeless.is_none()
            && self.media.titles.is_empty()
    }
}

impl EditOptions {
    /// What was asked for, as the desk understands it.
    pub fn words(&self, context: &mut Context, session: &Session) -> Result<Words, CliError> {
        self.words.media.no_story_title()?;
        let zone = context.zone(session, None);
        let mut words = self.words.words(context, session)?;
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
        words.key_event = match (self.key_event, self.no_key_event) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        };
        if self.remove_publish_at {
            words.publish_at = Some(None);
        }
        words.remove_credits.clone_from(&self.remove_credit);
        words.withhold_credits.clone_from(&self.withhold_credit);
        words.remove_tags.clone_from(&self.remove_tag);
        words.remove_media.clone_from(&self.remove_media);
        words.remove_links.clone_from(&self.remove_link);
        words.remove_sources.clone_from(&self.remove_source);
        words.remove_rests_on.clone_from(&self.remove_rests_on);
        Ok(words)
    }

    /// Whether nothing was asked for: the editor opens.
    pub fn is_empty(&self) -> bool {
        let lists = [
            &self.replace,
            &self.set,
            &self.remove_credit,
            &self.withhold_credit,
            &self.remove_tag,
            &self.remove_media,
            &self.remove_link,
            &self.remove_source,
            &self.remove_rests_on,
        ];
        self.headline.is_none()
            && self.body.is_none()
            && lists.iter().all(|list| list.is_empty())
            && !self.key_event
            && !self.no_key_event
            && !self.remove_publish_at
            && self.words.is_empty()
    }
}

impl StoryOptions {
    /// Adds what was asked for to the words.
    pub fn add_to(&self, words: &mut Words) -> Result<(), CliError> {
        words.place.clone_from(&self.place);
        words.timezone.clone_from(&self.timezone);
        for point in &self.points {
            let point = parse_point(point)?;
            match point.number {
                Some(number) => words.change_points.push((number, point.text, point.posts)),
                None => words.points.push((point.text, point.posts.unwrap_or_default())),
            }
        }
        Ok(())
    }

    /// Whether nothing was asked for.
    pub fn is_empty(&self) -> bool {
        self.place.is_none() && self.timezone.is_none() && self.points.is_empty()
    }
}

impl MediaOptions {
    /// A post has no title of its own: the option needs a medium before it.
    pub fn no_story_title(&self) -> Result<(), CliError> {
        match self.titles.first() {
            None => Ok(()),
            Some(_) => Err(CliError::usage(
                "--title belongs to a medium, and none is named before it",
            )
            .hint("newsroom add --video https://… --title 'TITLE', or --headline for the post")),
        }
    }

    /// Reads the files and checks what was said of each medium.
    fn read(&self, context: &mut Context, session: &Session) -> Result<Vec<NewMedium>, CliError> {
        if let Some(fact) = &self.homeless {
            return Err(CliError::usage(format!(
                "--{fact} belongs to a medium, and none is named before it"
            ))
            .hint(format!("newsroom add --image FILE --{fact} …")));
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
            for (fact, value) in facts {
                let text = context.text(value)?;
                match fact.as_str() {
                    "title" => medium.title = text,
                    "alt" => medium.alt = text,
                    "caption" => medium.caption = text,
                    "media-credit" => medium.credit = text,
                    "duration" => medium.duration = text,
                    "poster" => medium.poster = text,
                    "captions" => medium.captions = text,
                    "transcript" => medium.transcript = text,
                    _ => {
                        let zone = context.zone(session, None);
                        medium.taken = Some(parse_day(&text, session.now, zone)?);
                    }
                }
            }
            let file = if place.contains("://") { None } else { Some(context.file(place)?) };
            media.push(NewMedium { medium, file });
        }
        Ok(media)
    }
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

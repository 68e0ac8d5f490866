//! A story or post as every feed tells it: its words whole, or the note in their place.

use pulldown_cmark::HeadingLevel;
use serde::{Deserialize, Serialize};

use super::told::Place;
use crate::credits;
use crate::format::{Projection, PublicMedia};
use crate::model::{CreditRole, MediaKind, Moment, Public, ReleaseKind};
use crate::site::language::Language;
use crate::site::markdown;
use crate::site::marks::{Caveat, Marks};
use crate::site::messages::Messages;
use crate::site::record::Entry;
use crate::site::story::{Site, StoryRecord, headline};
use crate::site::text::{escape, visible};

/// A story or post in a feed; all its text is fit for XML and JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::site) struct Item {
    pub(super) id: String,
    /// The absolute address of its own page: its name in every feed, for ever.
    pub(in crate::site) url: String,
    pub(super) title: String,
    pub(super) html: String,
    pub(in crate::site) published: Moment,
    /// Moves for what readers are told of, never for a small edit.
    pub(in crate::site) updated: Moment,
    pub(super) authors: Vec<String>,
    pub(super) contributors: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) image: Option<String>,
    pub(super) state: String,
    pub(super) release: u32,
    /// Its own, else its story's.
    pub(super) language: Language,
    pub(super) corrections: Vec<CorrectionItem>,
}

/// A correction in a feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::site) struct CorrectionItem {
    pub(super) kind: String,
    pub(super) label: String,
    pub(super) note: String,
    pub(super) at: Option<Moment>,
}

impl Item {
    /// The story or post for feeds; `None` where the site has no address of its own.
    pub(super) fn new(site: &Site, story: &StoryRecord, entry: &Entry) -> Option<Self> {
        let url = site.absolute(&story.address_of(entry))?;
        let published = entry.first_published()?;
        let messages = story.messages_of(entry);
        let corrections = corrections(&messages, entry);
        let language = messages.language.clone();
        let (title, html) = match entry.live() {
            Some(words) => {
                (headline(&messages, words), html(site, story, entry, words, &corrections))
            }
            None => {
                let (title, note) = notice(&messages, entry);
                (title, format!("<p>{}</p>", escape(&note)))
            }
        };
        let names = |role| {
            let credits = entry.live().map_or(&[][..], |words| &words.credits);
            let names = credits::names(credits, role);
            names.into_iter().map(|name| visible(&name).into_owned()).collect::<Vec<_>>()
        };
        Some(Self {
            id: entry.id()?.to_string(),
            url,
            title: visible(&title).into_owned(),
            html: within(&language, html),
            published,
            updated: changed(entry).unwrap_or(published),
            authors: names(CreditRole::Reporter),
            contributors: names(CreditRole::Contributor),
            tags: entry
                .live()
                .map(|words| words.tags.iter().map(|tag| visible(tag).into_owned()).collect())
                .unwrap_or_default(),
            image: entry.live().and_then(|words| image(site, story, entry, words)),
            state: entry.public().as_str().to_owned(),
            release: entry.last_release().map_or(0, |release| release.n),
            language,
            corrections,
        })
    }

    /// What decides whether a feed tells it.
    pub(in crate::site) fn place(&self) -> Place<'_> {
        let withdrawn = self.state != Public::Live.as_str();
        Place { changed: self.updated, name: &self.url, withdrawn }
    }
}

/// When readers were last told something of it: of a story, whose points come and go, of a correction,
/// a doubt or its being taken down.
pub(super) fn changed(entry: &Entry) -> Option<Moment> {
    if !entry.path.is_story() {
        return entry.modified();
    }
    let told = |kind: ReleaseKind| kind.is_told() || kind == ReleaseKind::Doubt;
    let last = entry.ledger.releases.iter().rev().find(|release| told(release.kind));
    last.map(|release| release.at)
}

/// Its words in an element that says their language and direction, where a reader of feeds would take
/// them for English otherwise.
fn within(language: &Language, html: String) -> String {
    match language.tag.as_str() {
        "en" => html,
        tag => format!("<div lang=\"{tag}\" dir=\"{}\">{html}</div>", language.dir),
    }
}

/// The corrections of a document that readers may see.
pub(super) fn corrections(messages: &Messages, entry: &Entry) -> Vec<CorrectionItem> {
    let all = entry.corrections().iter();
    all.map(|correction| CorrectionItem {
        kind: correction.kind.as_str().to_owned(),
        label: messages.say(correction.kind.as_str()),
        note: visible(&correction.note).into_owned(),
        at: entry.release_of(&correction.id).map(|release| release.at),
    })
    .collect()
}

/// The title and the words in place of a document that is gone.
pub(super) fn notice(messages: &Messages, entry: &Entry) -> (String, String) {
    let (title, told) = match entry.public() {
        Public::Retracted => ("retracted", entry.retraction_note()),
        _ => ("taken-down", entry.last_release().map_or("", |release| release.shown())),
    };
    let title = messages.say(title);
    let lead = messages.tell("bare-notice", &[("label", &title)]);
    let note = if told.is_empty() { lead } else { format!("{lead} {told}") };
    (title, visible(&note).into_owned())
}

fn image(site: &Site, story: &StoryRecord, entry: &Entry, words: &Projection) -> Option<String> {
    let images = words.media.iter().filter(|medium| medium.kind == MediaKind::Image);
    images.map(|medium| &medium.src).find_map(|src| site.media(story, entry, src))
}

/// The body as HTML with what readers are told of doubtful words.
pub(super) fn body(messages: &Messages, words: &Projection) -> String {
    let mut marks = Marks::new(messages, &words.id, &words.claims);
    let body = marks.blocks(&markdown::html(&words.body, HeadingLevel::H2));
    body + &said(&marks.rest())
}

fn html(
    site: &Site,
    story: &StoryRecord,
    entry: &Entry,
    words: &Projection,
    corrections: &[CorrectionItem],
) -> String {
    let messages = story.messages_of(entry);
    let mut marks = Marks::new(&messages, &words.id, &words.claims);
    let (_, caveats) = marks.line(words.heading());
    let mut body = marks.blocks(&markdown::html(&words.body, HeadingLevel::H2));
    if !words.summary.is_empty() {
        let points: String =
            words.summary.iter().map(|point| self::point(&mut marks, &point.text)).collect();
        body.push_str(&format!("<ul>\n{points}</ul>\n"));
    }
    let mut pictures = String::new();
    for medium in &words.media {
        if let Some(src) = site.media(story, entry, &medium.src) {
            pictures.push_str(&figure(medium, &src, &mut marks));
        }
    }
    let mut html = format!("{}{pictures}{body}{}", said(&caveats), said(&marks.rest()));
    let settings = &site.record.settings;
    if let Some(line) = crate::site::credits::contributed(&messages, settings, &words.credits) {
        html.push_str(&format!("<p>{}</p>\n", crate::site::credits::html(&line)));
    }
    for correction in corrections {
        let date = correction.at.map(|at| story.clock_of(entry).time(at).date).unwrap_or_default();
        let values = [("label", correction.label.as_str()), ("date", &date)];
        html.push_str(&format!(
            "<p><strong>{}</strong> {}</p>\n",
            escape(&messages.tell("dated-label", &values)),
            escape(&correction.note)
        ));
    }
    html
}

fn point(marks: &mut Marks, text: &str) -> String {
    let (text, caveats) = marks.line(text);
    format!("<li>{text}{}</li>\n", said(&caveats))
}

fn said(caveats: &[Caveat]) -> String {
    caveats.iter().map(Caveat::html).collect()
}

fn figure(medium: &PublicMedia, src: &str, marks: &mut Marks) -> String {
    let shown = match medium.kind {
        MediaKind::Image | MediaKind::Map => {
            format!("<img src=\"{}\" alt=\"{}\">", escape(src), escape(&marks.plain(&medium.alt)))
        }
        _ => {
            let title = if medium.title.is_empty() { src } else { &medium.title };
            format!("<a href=\"{}\">{}</a>", escape(src), escape(&marks.plain(title)))
        }
    };
    let (caption, caveats) = marks.line(&medium.caption);
    let under = format!("{caption} {}", escape(&medium.credit));
    format!("<figure>{shown}<figcaption>{}</figcaption></figure>\n{}", under.trim(), said(&caveats))
}

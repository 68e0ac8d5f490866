//! A post as readers see it, on its story's page and on its own.

use minijinja::Value;
use pulldown_cmark::HeadingLevel;
use serde::Serialize;

use super::Frame;
use super::corrections::{self, CorrectionView};
use super::head::Head;
use super::links::{self, Basis, Card};
use super::media::{self, MediaView};
use crate::format::{Projection, PublicSource};
use crate::model::{MediaKind, Public, ReleaseKind, SourceKind};
use crate::site::clock::{Clock, Time};
use crate::site::credits;
use crate::site::error::SiteError;
use crate::site::feeds::jsonld;
use crate::site::language::Language;
use crate::site::markdown;
use crate::site::marks::{Caveat, Marks, labelled};
use crate::site::messages::{Messages, say};
use crate::site::record::{Entry, Page};
use crate::site::story::{Site, StoryRecord};
use crate::site::text::first_words;
use crate::site::theme::Theme;

/// A post: its words, or the note that stands in their place.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PostView {
    pub(super) id: String,
    /// The words beside its own, in its language.
    say: Value,
    /// `live`, `pulled` or `retracted`.
    pub(super) state: &'static str,
    /// The number of its last release.
    pub(super) release: u32,
    pub(super) key_event: bool,
    pub(super) pinned: bool,
    /// The link to its own page.
    pub(super) href: String,
    pub(super) time: Option<Time>,
    pub(super) updated: Option<Time>,
    /// What that update brought, where readers are told; may be empty.
    pub(super) what: String,
    /// Its headline, or its first words: for lists and for readers who hear the page.
    pub(super) title: String,
    /// Where it is not the story's.
    pub(super) language: Option<Language>,
    pub(super) words: Option<Words>,
    pub(super) notice: Option<Notice>,
    /// Why it was down for a while, until there are new words.
    pub(super) back: Option<Notice>,
    pub(super) corrections: Vec<CorrectionView>,
}

/// The words of a live post.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Words {
    headline: Option<Value>,
    headline_caveats: Vec<Caveat>,
    body: Value,
    media: Vec<MediaView>,
    /// Caveats whose words stand nowhere any more.
    caveats: Vec<Caveat>,
    /// Why a source is not named, a sentence each.
    sources: Vec<String>,
    first_reports: Vec<Card>,
    cards: Vec<Card>,
    basis: Vec<Basis>,
    pub(super) byline: Option<Value>,
    contributed: Option<Value>,
    others: Vec<Value>,
}

/// What stands in the place of words that are gone.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Notice {
    /// What happened, in words.
    label: String,
    /// What readers are told of it; may be empty.
    text: String,
    time: Option<Time>,
}

#[derive(Serialize)]
struct PostPage {
    head: Head,
    post: PostView,
    story: String,
    /// Where it is not the post's.
    story_language: Option<Language>,
    story_href: String,
    anchor_href: String,
    live: bool,
}

/// The post as that page shows it, with `clock` beside it, in whose language the page is.
pub(super) fn post(
    site: &Site,
    story: &StoryRecord,
    entry: &Entry,
    frame: Frame,
    clock: &Clock,
) -> PostView {
    let messages = story.messages_of(entry);
    let id = entry.id().map(|id| id.to_string()).unwrap_or_default();
    let time = entry.first_published().map(|at| clock.time(at));
    let live = entry.live();
    let pinned = story.words().and_then(|words| words.pinned.as_ref());
    PostView {
        say: say(&messages),
        state: entry.public().as_str(),
        release: entry.last_release().map_or(0, |release| release.n),
        key_event: live.is_some_and(|words| words.key_event),
        pinned: live.is_some() && pinned.is_some_and(|pinned| pinned.as_str() == id),
        href: frame.link(&story.post_address(entry)),
        updated: entry
            .updated()
            .filter(|_| live.is_some())
            .map(|at| story.clock_of(entry).time(at)),
        what: live
            .map(|words| labelled(&messages, entry.what_is_new(), &words.claims))
            .unwrap_or_default(),
        title: story.title_of(entry),
        language: messages.language.amid(&clock.messages().language),
        words: live.map(|words| self::words(site, story, entry, words, frame)),
        notice: notice(story, entry),
        back: live.and_then(|_| back(story, entry)),
        corrections: corrections::of_document(story, entry),
        time,
        id,
    }
}

fn words(
    site: &Site,
    story: &StoryRecord,
    entry: &Entry,
    words: &Projection,
    frame: Frame,
) -> Words {
    let messages = story.messages_of(entry);
    let mut marks = Marks::new(&messages, &words.id, &words.claims);
    let (headline, headline_caveats) = marks.line(&words.headline);
    let body = marks.blocks(&markdown::page(&words.body, frame.heading));
    let since = entry.ledger.last_words().map(|release| release.at);
    Words {
        headline: (!headline.is_empty()).then(|| Value::from_safe_string(headline)),
        headline_caveats,
        body: Value::from_safe_string(body),
        media: media::media(site, frame, story, entry, &mut marks),
        caveats: marks.rest(),
        sources: words.sources.iter().filter_map(|source| unnamed(&messages, source)).collect(),
        first_reports: links::first_reports(words, &messages),
        cards: links::cards(site, frame, words, &messages),
        basis: links::basis(site, frame, &words.rests_on, &messages, since),
        byline: credits::byline(&messages, &words.credits).map(credits::value),
        contributed: credits::contributed(&messages, &site.record.settings, &words.credits)
            .map(credits::value),
        others: credits::others(&messages, &words.credits)
            .into_iter()
            .map(credits::value)
            .collect(),
    }
}

/// Why a source is not named, in a sentence.
fn unnamed(messages: &Messages, source: &PublicSource) -> Option<String> {
    if source.kind != SourceKind::Anonymous || source.reason.is_empty() {
        return None;
    }
    let reason = source.reason.trim_end_matches('.');
    Some(match source.description.as_str() {
        "" => messages.tell("source-unnamed", &[("reason", reason)]),
        description => {
            let mut letters = description.chars();
            let first = letters.next().map(|letter| letter.to_uppercase().to_string());
            let description = first.unwrap_or_default() + letters.as_str();
            let values = [("description", description.as_str()), ("reason", reason)];
            messages.tell("source-unnamed-described", &values)
        }
    })
}

/// The note in place of a document that was pulled or retracted.
pub(super) fn notice(story: &StoryRecord, entry: &Entry) -> Option<Notice> {
    let last = entry.last_release();
    let messages = story.messages_of(entry);
    let time = last.map(|release| story.clock_of(entry).time(release.at));
    match entry.public() {
        Public::Pulled => {
            let text = last.map_or("", |release| release.shown()).to_owned();
            Some(Notice { label: messages.say("taken-down"), text, time })
        }
        Public::Retracted => {
            let text = entry.retraction_note().to_owned();
            Some(Notice { label: messages.say("retracted"), text, time })
        }
        _ if entry.live().is_none() => {
            Some(Notice { label: messages.say("not-shown"), text: String::new(), time })
        }
        _ => None,
    }
}

/// The note under words that were down and are back as they were.
fn back(story: &StoryRecord, entry: &Entry) -> Option<Notice> {
    let mut acts = entry.ledger.releases.iter().rev();
    let last = acts.find(|r| r.kind == ReleaseKind::Restore || r.kind.carries_words())?;
    (last.kind == ReleaseKind::Restore && !last.tell_readers.is_empty()).then(|| Notice {
        label: story.messages_of(entry).say("put-back"),
        text: last.tell_readers.clone(),
        time: Some(story.clock_of(entry).time(last.at)),
    })
}

/// The page of one post, at an address made of story and id.
///
/// # Errors
///
/// A theme that does not fit.
pub(super) fn page(
    site: &Site,
    story: &StoryRecord,
    entry: &Entry,
    theme: &Theme,
) -> Result<Page, SiteError> {
    let root = "../../";
    let frame = Frame { root, here: &[], heading: HeadingLevel::H2 };
    let address = story.post_address(entry);
    let (messages, clock) = (story.messages_of(entry), story.clock_of(entry));
    let post = self::post(site, story, entry, frame, &clock);
    let mut head = Head::new(&site.record.settings, root, &address, &post.title);
    head.kind = "article";
    head.speak(&messages.language);
    head.published = post.time.as_ref().map(|time| time.iso.clone());
    head.modified = post.updated.as_ref().map(|time| time.iso.clone());
    head.feeds = head.feeds.map(|_| format!("{}/", story.address));
    head.json_ld = Some(jsonld::in_html(&jsonld::blog_posting(site, story, entry)));
    if let Some(words) = entry.live() {
        head.description =
            first_words(&labelled(&messages, &markdown::plain(&words.body), &words.claims), 40);
        (head.image, head.image_alt) = picture(site, story, entry, words);
    }
    let story_href = frame.link(&format!("{}/", story.address));
    let page = PostPage {
        head,
        anchor_href: frame.link(&story.place_of(entry)),
        post,
        story: story.title(),
        story_language: story.language.amid(&messages.language),
        story_href,
        live: story.is_live(),
    };
    theme.render("post.html", format!("{address}index.html"), &messages, &page)
}

/// The absolute address of a document's first picture or poster, and what it shows.
pub(super) fn picture(
    site: &Site,
    story: &StoryRecord,
    entry: &Entry,
    words: &Projection,
) -> (Option<String>, String) {
    let found = words.media.iter().find_map(|medium| {
        let src = match medium.kind {
            MediaKind::Image | MediaKind::Map => &medium.src,
            _ => &medium.poster,
        };
        let alt = labelled(&story.messages_of(entry), &medium.alt, &words.claims);
        Some((site.media(story, entry, src)?, alt))
    });
    found.map_or((None, String::new()), |(address, alt)| (Some(address), alt))
}

#[cfg(test)]
mod tests {
    use minijinja::Value;

    use super::*;
    use crate::site::messages::Languages;
    use crate::site::{address, sample};

    /// The names of what a template is given.
    fn names(value: &Value) -> Vec<String> {
        value.try_iter().expect("a map").map(|name| name.to_string()).collect()
    }

    #[test]
    fn the_docs_name_all_that_a_post_and_a_head_have() {
        let record = sample::night();
        let (addresses, languages) =
            (address::of_record(&record), Languages::new(&Default::default()));
        let site = Site::new(&record, &addresses, &languages);
        let story = &site.stories[0];
        let (entry, _) = story.live_posts().next().expect("a post");
        let frame = Frame { root: "", here: &[], heading: HeadingLevel::H4 };
        let post = Value::from_serialize(post(&site, story, entry, frame, &story.clock));
        let words = post.get_attr("words").expect("words");
        let head = Value::from_serialize(Head::new(&record.settings, "", "", "A"));
        let docs = include_str!("../../../docs/theme.md");
        for name in [names(&post), names(&words), names(&head)].concat() {
            assert!(docs.contains(&format!("`{name}`")), "{name}");
        }
    }
}

//! A story's page, and the front page that lists the stories.

use std::cmp::Reverse;

use minijinja::Value;
use pulldown_cmark::HeadingLevel;
use serde::{Deserialize, Serialize};

use super::corrections::{self, CorrectionView};
use super::earlier::{self, EarlierLink};
use super::head::Head;
use super::links::{self, Basis, Card};
use super::media::{self, MediaView};
use super::picture::{self, PictureView};
use super::post::{self, Notice, PostView};
use super::{Frame, history};
use crate::format::Projection;
use crate::model::{MediaKind, Moment, Newsroom};
use crate::site::clock::{Clock, Time};
use crate::site::credits;
use crate::site::error::SiteError;
use crate::site::feeds::jsonld;
use crate::site::language::Language;
use crate::site::marks::{Caveat, Marks, labelled};
use crate::site::record::{Entry, Page};
use crate::site::story::{Site, StoryRecord, in_sentences};
use crate::site::text::first_words;
use crate::site::theme::Theme;

/// How many stories the front page has, and each page of older ones.
const ON_A_PAGE: usize = 30;

#[derive(Serialize)]
struct StoryPage {
    head: Head,
    title: String,
    live: bool,
    /// How many posts readers see whole.
    count: usize,
    updated: Option<Time>,
    /// The number of its own document's last release.
    release: u32,
    /// RFC 3339: what came later is not on the page.
    changed: String,
    /// Whose times they are, as in `in Selan`.
    place: String,
    words: Option<StoryWords>,
    notice: Option<Notice>,
    key_events: Vec<KeyEvent>,
    pinned: Option<PostView>,
    /// Newest first, without the pinned one and those on pages of their own.
    posts: Vec<PostView>,
    /// The pages of earlier posts, newest first.
    earlier: Vec<EarlierLink>,
    corrections: Vec<CorrectionView>,
}

/// A post in the list of key events, or the newest one on the front page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::site) struct KeyEvent {
    href: String,
    time: Option<Time>,
    title: String,
    /// Where it is not the story's.
    language: Option<Language>,
}

/// The words of a story's own document.
#[derive(Serialize)]
struct StoryWords {
    title: Value,
    lead: Vec<MediaView>,
    points: Vec<PointView>,
    caveats: Vec<Caveat>,
    cards: Vec<Card>,
    byline: Option<Value>,
    contributed: Option<Value>,
}

#[derive(Serialize)]
struct PointView {
    text: Value,
    caveats: Vec<Caveat>,
    basis: Vec<Basis>,
}

#[derive(Serialize)]
struct IndexPage {
    head: Head,
    stories: Vec<StoryItem>,
    /// The page of the stories that changed later, and of those that changed before; `None` at an end.
    newer_href: Option<String>,
    older_href: Option<String>,
}

/// A story on the front page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::site) struct StoryItem {
    title: String,
    /// Where it is not the newsroom's.
    language: Option<Language>,
    href: String,
    live: bool,
    down: bool,
    count: usize,
    updated: Option<Time>,
    point: String,
    /// The newest post, where one is shown.
    newest: Option<KeyEvent>,
    /// What leads the story, or the newest picture of its posts.
    picture: Option<PictureView>,
}

impl StoryItem {
    /// The same on a page from which `root` leads to the site's root.
    fn seen_from(&self, root: &str) -> Self {
        let mut seen = self.clone();
        seen.href.insert_str(0, root);
        if let Some(newest) = &mut seen.newest {
            newest.href.insert_str(0, root);
        }
        if let Some(picture) = &mut seen.picture {
            picture.lead_from(root);
        }
        seen
    }
}

/// The story's page, and those of its posts with their histories.
///
/// # Errors
///
/// A theme that does not fit.
pub(in crate::site) fn story_and_posts(
    site: &Site,
    story: &StoryRecord,
    theme: &Theme,
) -> Result<Vec<Page>, SiteError> {
    let mut pages = vec![page(site, story, theme)?];
    for number in 1..=story.blocks().count {
        pages.push(earlier::page(site, story, number, theme)?);
    }
    for entry in &story.posts {
        pages.push(post::page(site, story, entry, theme)?);
        pages.push(history::page(site, story, entry, theme)?);
    }
    Ok(pages)
}

fn page(site: &Site, story: &StoryRecord, theme: &Theme) -> Result<Page, SiteError> {
    let root = "../";
    let blocks = story.blocks();
    let shown = &story.posts[blocks.newest()];
    let pin = story.words().and_then(|words| words.pinned.as_ref());
    let mut live = story.live_posts().map(|(entry, _)| entry);
    let pinned = live.find(|entry| pin.is_some() && entry.id().as_ref() == pin);
    let mut here = shown.to_vec();
    here.extend(pinned.filter(|pinned| !shown.iter().any(|entry| entry.path == pinned.path)));
    let frame = Frame { root, here: &here, heading: HeadingLevel::H4 };
    let view = |entry: &Entry| post::post(site, story, entry, frame, &story.clock);
    let page = StoryPage {
        head: head(site, story, shown, root),
        title: story.title(),
        live: story.is_live(),
        count: story.live_posts().count(),
        updated: story.modified().map(|at| story.clock.time(at)),
        release: story.entry.and_then(Entry::last_release).map_or(0, |release| release.n),
        changed: story.changed().map(|at| at.to_utc().rfc3339()).unwrap_or_default(),
        place: story.clock.place(),
        words: story.words().map(|words| self::words(site, story, words, frame)),
        notice: story.entry.and_then(|entry| post::notice(story, entry)),
        key_events: key_events(story, frame),
        pinned: pinned.map(view),
        posts: shown.iter().copied().map(view).filter(|post| !post.pinned).collect(),
        earlier: (1..=blocks.count)
            .rev()
            .map(|number| earlier::link(story, number, frame))
            .collect(),
        corrections: story
            .entry
            .map(|entry| corrections::of_document(story, entry))
            .unwrap_or_default(),
    };
    theme.render("story.html", format!("{}/index.html", story.address), story.messages(), &page)
}

/// The key events of a story that is not down, on whatever page they are.
fn key_events(story: &StoryRecord, frame: Frame) -> Vec<KeyEvent> {
    let posts = story.live_posts().filter(|(_, words)| words.key_event && !story.is_down());
    posts
        .map(|(entry, _)| KeyEvent {
            href: frame.post(story, entry),
            time: entry.first_published().map(|at| story.clock.time(at)),
            title: story.title_of(entry),
            language: story.language_of(entry).amid(&story.language),
        })
        .collect()
}

fn head(site: &Site, story: &StoryRecord, posts: &[&Entry], root: &str) -> Head {
    let mut head =
        Head::new(&site.record.settings, root, &format!("{}/", story.address), &story.title());
    head.kind = "article";
    head.speak(&story.language);
    let time = |at| story.clock.time(at).iso;
    head.published = story.first_published().map(time);
    head.modified = story.modified().map(time);
    head.feeds = head.feeds.map(|_| format!("{}/", story.address));
    head.json_ld = Some(jsonld::in_html(&jsonld::live_blog(site, story, posts)));
    if let (Some(words), Some(entry)) = (story.words(), story.entry) {
        head.description = first_words(&in_sentences(story.messages(), words), 40);
        (head.image, head.image_alt) = post::picture(site, story, entry, words);
    }
    head
}

fn words(site: &Site, story: &StoryRecord, words: &Projection, frame: Frame) -> StoryWords {
    let messages = story.messages();
    let mut marks = Marks::new(messages, &words.id, &words.claims);
    let since = story.entry.and_then(|entry| entry.ledger.last_words()).map(|release| release.at);
    let (title, mut caveats) = marks.line(&words.title);
    let points = words
        .summary
        .iter()
        .map(|point| {
            let (text, caveats) = marks.line(&point.text);
            let basis = links::basis(site, frame, &point.posts, messages, since);
            PointView { text: Value::from_safe_string(text), caveats, basis }
        })
        .collect();
    let lead = story.entry.map(|entry| media::media(site, frame, story, entry, &mut marks));
    caveats.extend(marks.rest());
    StoryWords {
        title: Value::from_safe_string(title),
        lead: lead.unwrap_or_default(),
        points,
        caveats,
        cards: links::cards(site, frame, words, messages),
        byline: credits::byline(messages, &words.credits).map(credits::value),
        contributed: credits::contributed(messages, &site.record.settings, &words.credits)
            .map(credits::value),
    }
}

/// The front page and those of older stories: live ones before closed ones, what changed last first.
///
/// # Errors
///
/// A theme that does not fit.
pub(in crate::site) fn index(
    settings: &Newsroom,
    mut stories: Vec<&StoryItem>,
    theme: &Theme,
) -> Result<Vec<Page>, SiteError> {
    let messages = theme.languages().of_newsroom(settings);
    stories.sort_by_cached_key(|story| {
        let at = story.updated.as_ref().and_then(|time| time.iso.parse::<Moment>().ok());
        (!story.live, Reverse(at), story.href.clone())
    });
    let count = stories.len().div_ceil(ON_A_PAGE).max(1);
    let address = |number: usize| match number {
        0 => String::new(),
        number => format!("page/{}/", number + 1),
    };
    let page = |number: usize| {
        let root = if number == 0 { "" } else { "../../" };
        let title = match number {
            0 => settings.name.clone(),
            number => format!("{} ({})", settings.name, number + 1),
        };
        let mut head = Head::new(settings, root, &address(number), &title);
        head.description = messages.tell("front-description", &[("site", &settings.name)]);
        let link = |number: usize| match format!("{root}{}", address(number)) {
            here if here.is_empty() => "./".to_owned(),
            there => there,
        };
        let stories = stories.iter().skip(number * ON_A_PAGE).take(ON_A_PAGE);
        let stories = stories.map(|story| story.seen_from(root)).collect();
        let newer_href = (number > 0).then(|| link(number - 1));
        let older_href = (number + 1 < count).then(|| link(number + 1));
        let page = IndexPage { head, stories, newer_href, older_href };
        theme.render("index.html", format!("{}index.html", address(number)), &messages, &page)
    };
    (0..count).map(page).collect()
}

/// What the front page says of a story.
pub(in crate::site) fn listing(site: &Site, story: &StoryRecord) -> StoryItem {
    let clock = story.clock.told_in(&site.messages);
    StoryItem {
        title: story.title(),
        language: story.language.amid(&site.messages.language),
        href: format!("{}/", story.address),
        live: story.is_live() && !story.is_down(),
        down: story.is_down(),
        count: story.live_posts().count(),
        updated: story.modified().map(|at| clock.time(at)),
        point: story
            .words()
            .and_then(|words| {
                Some(labelled(story.messages(), &words.summary.first()?.text, &words.claims))
            })
            .unwrap_or_default(),
        newest: newest(site, story, &clock),
        picture: picture_of(site, story),
    }
}

/// The newest post of a story that is not down.
fn newest(site: &Site, story: &StoryRecord, clock: &Clock) -> Option<KeyEvent> {
    let (entry, _) = story.live_posts().next().filter(|_| !story.is_down())?;
    Some(KeyEvent {
        href: story.post_address(entry),
        time: entry.first_published().map(|at| clock.time(at)),
        title: story.title_of(entry),
        language: story.language_of(entry).amid(&site.messages.language),
    })
}

/// The picture that stands for a story on the front page.
fn picture_of(site: &Site, story: &StoryRecord) -> Option<PictureView> {
    let frame = Frame { root: "", here: &[], heading: HeadingLevel::H4 };
    let shown = |entry: &Entry| {
        let words = entry.live()?;
        let medium = words.media.iter().find(|medium| medium.kind == MediaKind::Image)?;
        let alt = labelled(&story.messages_of(entry), &medium.alt, &words.claims);
        picture::picture(site, frame, story, entry, medium, alt)
    };
    if story.is_down() {
        return None;
    }
    story.entries().find_map(shown)
}

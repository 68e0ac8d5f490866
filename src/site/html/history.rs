//! The page of a post's releases: what was done when, why, and the words as they stood.

use minijinja::Value;
use pulldown_cmark::HeadingLevel;
use serde::Serialize;

use super::head::Head;
use crate::format::{Projection, PublicClaim};
use crate::model::{Public, Release, ReleaseKind};
use crate::site::changes::{self, Change};
use crate::site::clock::Time;
use crate::site::error::SiteError;
use crate::site::language::Language;
use crate::site::markdown;
use crate::site::marks::{Caveat, Marks};
use crate::site::messages::Messages;
use crate::site::record::{Entry, Page};
use crate::site::story::{Site, StoryRecord};
use crate::site::theme::Theme;

#[derive(Serialize)]
struct HistoryPage {
    head: Head,
    title: String,
    post_href: String,
    story: String,
    /// Where it is not the post's.
    story_language: Option<Language>,
    story_href: String,
    /// Newest first.
    releases: Vec<ReleaseView>,
}

#[derive(Serialize)]
struct ReleaseView {
    n: u32,
    kind: &'static str,
    label: String,
    time: Time,
    /// What readers were told: the release's line, and the notes of its corrections.
    told: Vec<String>,
    changes: Vec<Change>,
    words: Option<Version>,
    /// Why the words are not shown; empty where they are, or where it has none of its own.
    withheld: String,
}

#[derive(Serialize)]
struct Version {
    headline: Value,
    body: Value,
    captions: Vec<Value>,
    /// Caveats on the captions.
    below: Vec<Caveat>,
    credits: Vec<String>,
}

/// The page of a post's releases.
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
    let root = "../../../";
    let post = story.post_address(entry);
    let title = story.title_of(entry);
    let path = format!("{post}history/");
    let messages = story.messages_of(entry);
    let heading = messages.tell("every-version-title", &[("title", &title)]);
    let mut head = Head::new(&site.record.settings, root, &path, &heading);
    head.speak(&messages.language);
    head.feeds = None;
    head.description = messages.say("history-lead");
    let page = HistoryPage {
        head,
        title,
        post_href: format!("{root}{post}"),
        story: story.title(),
        story_language: story.language.amid(&messages.language),
        story_href: format!("{root}{}/", story.address),
        releases: entry.ledger.releases.iter().rev().map(|r| view(story, entry, r)).collect(),
    };
    theme.render("history.html", format!("{path}index.html"), &messages, &page)
}

fn view(story: &StoryRecord, entry: &Entry, release: &Release) -> ReleaseView {
    let version = entry.versions.get(&release.n).filter(|_| release.kind.carries_words());
    let messages = story.messages_of(entry);
    let erased = entry.erased.get(&release.n).filter(|_| release.kind.carries_words());
    let withheld = match (erased, entry.public()) {
        (Some(digest), _) => {
            messages.tell("words-erased", &[("digest", digest.to_string().as_str())])
        }
        _ if version.is_none() => String::new(),
        (_, Public::Pulled) => messages.say("words-down"),
        (_, Public::Retracted) => messages.say("words-retracted"),
        _ if release.n < entry.shown_from() => messages.say("words-withheld"),
        _ => String::new(),
    };
    let shown = version.filter(|_| withheld.is_empty());
    let earlier = entry.before(release.n);
    ReleaseView {
        n: release.n,
        kind: release.kind.as_str(),
        label: messages.say(done(release.kind)),
        time: story.clock_of(entry).time(release.at),
        told: told(entry, release),
        changes: match (earlier, shown) {
            (Some((n, before)), Some(after)) if n >= entry.shown_from() => {
                changes::between(before, after)
            }
            _ => Vec::new(),
        },
        words: shown.map(|words| self::version(&messages, entry, words)),
        withheld,
    }
}

/// Words as they stood, with what readers were told of doubtful ones then, and are told now.
fn version(messages: &Messages, entry: &Entry, words: &Projection) -> Version {
    let now = entry.live().map_or(&[][..], |live| &live.claims);
    let then = words.claims.iter().filter(|claim| !now.iter().any(|other| other.id == claim.id));
    let claims: Vec<PublicClaim> = now.iter().chain(then).cloned().collect();
    let mut marks = Marks::unnamed(messages, &claims);
    let (headline, above) = marks.line(words.heading());
    let body = marks.blocks(&markdown::page(&words.body, HeadingLevel::H4));
    let mut below: Vec<Caveat> = Vec::new();
    let captions = words.media.iter().filter(|medium| !medium.caption.is_empty());
    let captions = captions.map(|medium| {
        let (caption, caveats) = marks.line(&medium.caption);
        below.extend(caveats);
        Value::from_safe_string(caption)
    });
    Version {
        headline: Value::from_safe_string(headline),
        captions: captions.collect(),
        body: Value::from_safe_string(
            above.iter().map(Caveat::html).chain([body]).collect::<String>(),
        ),
        below,
        credits: words.credits.iter().map(|credit| credit.name.clone()).collect(),
    }
}

fn told(entry: &Entry, release: &Release) -> Vec<String> {
    // Of a post that is gone, only what was said of its going is told.
    let going = [ReleaseKind::Pull, ReleaseKind::Restore, ReleaseKind::Retraction];
    if entry.live().is_none() && !going.contains(&release.kind) {
        return Vec::new();
    }
    let carried = |id: &&crate::model::Correction| release.corrections.contains(&id.id);
    let notes = entry.corrections().iter().filter(carried).map(|c| c.note.clone());
    let shown = release.kind != ReleaseKind::Retraction;
    let line = if shown { release.shown().to_owned() } else { entry.retraction_note().to_owned() };
    let mut told: Vec<String> = Vec::new();
    for text in std::iter::once(line).chain(notes) {
        if !text.is_empty() && !told.contains(&text) {
            told.push(text);
        }
    }
    told
}

/// The message that says what a release did.
fn done(kind: ReleaseKind) -> &'static str {
    match kind {
        ReleaseKind::First => "did-first",
        ReleaseKind::Update => "did-update",
        ReleaseKind::Minor => "did-minor",
        ReleaseKind::Doubt => "did-doubt",
        ReleaseKind::Byline => "did-byline",
        ReleaseKind::Layout => "did-layout",
        ReleaseKind::Clarification => "did-clarification",
        ReleaseKind::Correction => "did-correction",
        ReleaseKind::EditorsNote => "did-editors-note",
        ReleaseKind::Pull => "did-pull",
        ReleaseKind::Restore => "did-restore",
        ReleaseKind::Retraction => "did-retraction",
        ReleaseKind::Settings => "did-settings",
    }
}

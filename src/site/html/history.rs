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
use crate::site::markdown;
use crate::site::marks::{Caveat, Marks};
use crate::site::record::{Entry, Page};
use crate::site::story::{Site, StoryRecord};
use crate::site::theme::Theme;

#[derive(Serialize)]
struct HistoryPage {
    head: Head,
    title: String,
    post_href: String,
    story: String,
    story_href: String,
    /// Newest first.
    releases: Vec<ReleaseView>,
}

#[derive(Serialize)]
struct ReleaseView {
    n: u32,
    kind: &'static str,
    label: &'static str,
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
    let mut head =
        Head::new(&site.record.settings, root, &path, &format!("Every version of “{title}”"));
    head.speak(&story.language);
    head.feeds = None;
    let page = HistoryPage {
        head,
        title,
        post_href: format!("{root}{post}"),
        story: story.title(),
        story_href: format!("{root}{}/", story.address),
        releases: entry.ledger.releases.iter().rev().map(|r| view(story, entry, r)).collect(),
    };
    theme.render("history.html", format!("{path}index.html"), &page)
}

fn view(story: &StoryRecord, entry: &Entry, release: &Release) -> ReleaseView {
    let version = entry.versions.get(&release.n).filter(|_| release.kind.carries_words());
    let withheld = match entry.public() {
        _ if version.is_none() => "",
        Public::Pulled => "These words are taken down while they are checked.",
        Public::Retracted => "These words were retracted and are not shown again.",
        _ if release.n < entry.shown_from() => "These words are withheld for legal reasons.",
        _ => "",
    };
    let withheld = match entry.erased.get(&release.n) {
        Some(digest) if release.kind.carries_words() => {
            format!(
                "The words of this release were removed by a court’s order. Their digest: {digest}"
            )
        }
        _ => withheld.to_owned(),
    };
    let shown = version.filter(|_| withheld.is_empty());
    let earlier = entry.before(release.n);
    ReleaseView {
        n: release.n,
        kind: release.kind.as_str(),
        label: label(release.kind),
        time: story.clock.time(release.at),
        told: told(entry, release),
        changes: match (earlier, shown) {
            (Some((n, before)), Some(after)) if n >= entry.shown_from() => {
                changes::between(before, after)
            }
            _ => Vec::new(),
        },
        words: shown.map(|words| self::version(entry, words)),
        withheld,
    }
}

/// Words as they stood, with what readers were told of doubtful ones then, and are told now.
fn version(entry: &Entry, words: &Projection) -> Version {
    let now = entry.live().map_or(&[][..], |live| &live.claims);
    let then = words.claims.iter().filter(|claim| !now.iter().any(|other| other.id == claim.id));
    let claims: Vec<PublicClaim> = now.iter().chain(then).cloned().collect();
    let mut marks = Marks::unnamed(&claims);
    let (headline, above) = marks.line(words.heading());
    let body = marks.blocks(&markdown::html(&words.body, HeadingLevel::H4));
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

/// What a release did, for readers.
fn label(kind: ReleaseKind) -> &'static str {
    match kind {
        ReleaseKind::First => "First published",
        ReleaseKind::Update => "Updated",
        ReleaseKind::Minor => "Small edit",
        ReleaseKind::Doubt => "Marked as doubtful",
        ReleaseKind::Byline => "Credit added",
        ReleaseKind::Layout => "Place on the page changed",
        ReleaseKind::Clarification => "Clarified",
        ReleaseKind::Correction => "Corrected",
        ReleaseKind::EditorsNote => "Editors’ note added",
        ReleaseKind::Pull => "Taken down while it is checked",
        ReleaseKind::Restore => "Put back as it was",
        ReleaseKind::Retraction => "Retracted",
        ReleaseKind::Settings => "Settings changed",
    }
}

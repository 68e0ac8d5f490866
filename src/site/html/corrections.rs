//! Corrections in words, with what stood before and after; and the page that lists them all.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Frame;
use super::head::Head;
use crate::model::{Correction, CorrectionKind, Moment, Newsroom, Public};
use crate::site::changes::{self, Change};
use crate::site::clock::Time;
use crate::site::error::SiteError;
use crate::site::language::Language;
use crate::site::messages::Messages;
use crate::site::record::{Entry, Page};
use crate::site::story::{Site, StoryRecord};
use crate::site::theme::Theme;

/// One correction, clarification or note.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CorrectionView {
    /// The id of its element: the document's and its own.
    pub(super) anchor: String,
    /// `correction`, `clarification` or `editors-note`.
    pub(super) kind: &'static str,
    /// That in words.
    pub(super) label: String,
    /// What readers are told.
    pub(super) note: String,
    /// When it was made.
    pub(super) time: Option<Time>,
    /// The changed sentences; none for a note on the whole.
    pub(super) changes: Vec<Change>,
    /// The earlier words are withheld for legal reasons.
    pub(super) withheld: bool,
}

/// One line of the site's corrections page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::site) struct Item {
    kind: String,
    /// The name of the message that says what it is.
    label: String,
    note: String,
    time: Option<Time>,
    title: String,
    /// Where the story's is not the newsroom's.
    language: Option<Language>,
    href: String,
    story: String,
    story_href: String,
    changes: Vec<Change>,
    withheld: bool,
}

#[derive(Serialize)]
struct CorrectionsPage<'a> {
    head: Head,
    items: Vec<&'a Item>,
    /// Each kind that occurs, and how many there are.
    kinds: Vec<(&'static str, usize)>,
}

/// From the page at `corrections/` to the site's root.
const ROOT: &str = "../";

/// The document's corrections, in the order they were made.
pub(super) fn of_document(story: &StoryRecord, entry: &Entry) -> Vec<CorrectionView> {
    entry.corrections().iter().map(|correction| view(story, entry, correction)).collect()
}

fn view(story: &StoryRecord, entry: &Entry, correction: &Correction) -> CorrectionView {
    let release = entry.release_of(&correction.id);
    let around = release.and_then(|release| entry.around(release.n));
    let shown_from = entry.shown_from();
    let earlier = release.and_then(|r| entry.versions.range(..r.n).next_back()).map(|(n, _)| *n);
    let withheld = correction.withhold_before || earlier.is_some_and(|n| n < shown_from);
    let note_only = correction.kind == CorrectionKind::EditorsNote;
    CorrectionView {
        anchor: format!(
            "{}-{}",
            entry.id().map(|id| id.to_string()).unwrap_or_default(),
            correction.id
        ),
        kind: correction.kind.as_str(),
        label: story.messages_of(entry).say(correction.kind.as_str()),
        note: correction.note.clone(),
        time: release.map(|release| story.clock_of(entry).time(release.at)),
        changes: match around {
            Some((before, after)) if !withheld && !note_only => changes::between(before, after),
            _ => Vec::new(),
        },
        withheld: withheld && !note_only,
    }
}

/// The page at `corrections/`: all that was put right or withdrawn, newest first.
///
/// # Errors
///
/// A theme that does not fit.
pub(in crate::site) fn corrections(
    settings: &Newsroom,
    mut items: Vec<&Item>,
    theme: &Theme,
) -> Result<Page, SiteError> {
    items.sort_by(|one, other| {
        let key = |item: &Item| {
            let at = item.time.as_ref().and_then(|time| time.iso.parse::<Moment>().ok());
            (at, item.href.clone(), item.note.clone())
        };
        key(other).cmp(&key(one))
    });
    let kinds = ["correction", "clarification", "editors-note", "retraction", "pull"];
    let count = |kind| items.iter().filter(|item| item.kind == kind).count();
    let kinds = kinds.map(|kind| (kind, count(kind)));
    let kinds = kinds.into_iter().filter(|(_, count)| *count > 0).collect();
    let messages = theme.languages().of_newsroom(settings);
    let title = messages.say("corrections-title");
    let mut head = Head::new(settings, ROOT, "corrections/", &title);
    head.description = messages.tell("corrections-description", &[("site", &settings.name)]);
    let page = CorrectionsPage { head, items, kinds };
    theme.render("corrections.html", "corrections/index.html".to_owned(), &messages, &page)
}

/// What that page says of one story.
pub(in crate::site) fn of_story(site: &Site, story: &StoryRecord) -> Vec<Item> {
    let frame = Frame { root: ROOT, here: &[], heading: pulldown_cmark::HeadingLevel::H3 };
    story.entries().flat_map(|entry| of_entry(frame, story, entry, &site.messages)).collect()
}

fn of_entry(
    frame: Frame,
    story: &StoryRecord,
    entry: &Entry,
    messages: &Arc<Messages>,
) -> Vec<Item> {
    let clock = story.clock.told_in(messages);
    let story_href = frame.link(&format!("{}/", story.address));
    let href = frame.link(&story.address_of(entry));
    let item = |kind: &str, label: &str, note: &str, time| Item {
        kind: kind.to_owned(),
        label: label.to_owned(),
        note: note.to_owned(),
        time,
        title: story.title_of(entry),
        language: story.language_of(entry).amid(&messages.language),
        href: href.clone(),
        story: story.title(),
        story_href: story_href.clone(),
        changes: Vec::new(),
        withheld: false,
    };
    let last = entry.last_release();
    let time = last.map(|release| clock.time(release.at));
    match entry.public() {
        Public::Retracted => {
            vec![item("retraction", "retraction", entry.retraction_note(), time)]
        }
        Public::Pulled => {
            let told = last.map_or("", |release| release.shown());
            vec![item("pull", "taken-down", told, time)]
        }
        _ => of_document(story, entry)
            .into_iter()
            .map(|view| {
                let at = view.time.and_then(|time| time.iso.parse().ok());
                let time = at.map(|at| clock.time(at));
                let (changes, withheld) = (view.changes, view.withheld);
                Item { changes, withheld, ..item(view.kind, view.kind, &view.note, time) }
            })
            .collect(),
    }
}

//! Corrections in words, with what stood before and after; and the page that lists them all.

use serde::{Deserialize, Serialize};

use super::Frame;
use super::head::Head;
use crate::model::{Correction, CorrectionKind, Moment, Newsroom, Public};
use crate::site::changes::{self, Change};
use crate::site::clock::Time;
use crate::site::error::SiteError;
use crate::site::language::Language;
use crate::site::record::{Entry, Page, kind_label};
use crate::site::story::StoryRecord;
use crate::site::theme::Theme;

/// One correction, clarification or note.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CorrectionView {
    /// The id of its element: the document's and its own.
    pub(super) anchor: String,
    /// `correction`, `clarification` or `editors-note`.
    pub(super) kind: &'static str,
    /// That in words.
    pub(super) label: &'static str,
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
    /// Each kind that occurs, with its name and how many there are.
    kinds: Vec<(&'static str, &'static str, usize)>,
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
        label: kind_label(correction.kind),
        note: correction.note.clone(),
        time: release.map(|release| story.clock.time(release.at)),
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
    let kinds = [
        ("correction", "Corrections"),
        ("clarification", "Clarifications"),
        ("editors-note", "Editors’ notes"),
        ("retraction", "Retractions"),
        ("pull", "Taken down"),
    ];
    let count = |kind| items.iter().filter(|item| item.kind == kind).count();
    let kinds = kinds.map(|(kind, label)| (kind, label, count(kind)));
    let kinds = kinds.into_iter().filter(|(_, _, count)| *count > 0).collect();
    let mut head = Head::new(settings, ROOT, "corrections/", "Corrections");
    head.description = format!("What {} got wrong, and put right.", settings.name);
    let page = CorrectionsPage { head, items, kinds };
    theme.render("corrections.html", "corrections/index.html".to_owned(), &page)
}

/// What that page says of one story.
pub(in crate::site) fn of_story(settings: &Newsroom, story: &StoryRecord) -> Vec<Item> {
    let around = Language::of(&settings.language, "en");
    let frame = Frame { root: ROOT, here: &[], heading: pulldown_cmark::HeadingLevel::H3 };
    story.entries().flat_map(|entry| of_entry(frame, story, entry, &around)).collect()
}

fn of_entry(frame: Frame, story: &StoryRecord, entry: &Entry, around: &Language) -> Vec<Item> {
    let story_href = frame.link(&format!("{}/", story.address));
    let href = frame.link(&story.address_of(entry));
    let item = |kind: &str, label: &str, note: &str, time| Item {
        kind: kind.to_owned(),
        label: label.to_owned(),
        note: note.to_owned(),
        time,
        title: story.title_of(entry),
        language: story.language_of(entry).amid(around),
        href: href.clone(),
        story: story.title(),
        story_href: story_href.clone(),
        changes: Vec::new(),
        withheld: false,
    };
    let last = entry.last_release();
    let time = last.map(|release| story.clock.time(release.at));
    match entry.public() {
        Public::Retracted => {
            vec![item("retraction", "Retraction", entry.retraction_note(), time)]
        }
        Public::Pulled => {
            let told = last.map_or("", |release| release.shown());
            vec![item("pull", "Taken down while it is checked", told, time)]
        }
        _ => of_document(story, entry)
            .into_iter()
            .map(|view| Item {
                changes: view.changes,
                withheld: view.withheld,
                ..item(view.kind, view.label, &view.note, view.time)
            })
            .collect(),
    }
}

//! `status --shift`: what happened since somebody went home, and who has what.

use std::collections::BTreeSet;

use crate::desk::aside::TAKE_BACK;
use crate::desk::facts;
use crate::desk::{OpError, Session, Summary};
use crate::model::{DocPath, Moment, ReleaseKind, Verdict};
use crate::ops::log::{self, Event, What};
use crate::storage::Line;
use crate::workflow::State;

/// What happened at the desk since a moment, and what is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shift {
    /// What people did, oldest first.
    pub acts: Vec<Act>,
    /// What is not finished, by whom it waits for.
    pub open: Vec<Open>,
}

/// Something that somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// When.
    pub at: Moment,
    /// Who: a contributor's id, or the author line of somebody whom the desk does not know.
    pub who: String,
    /// What.
    pub did: Did,
    /// With which story or post.
    pub path: DocPath,
    /// The first letters of its id.
    pub short: String,
    /// Headline or title, as it is now.
    pub headline: String,
    /// A remark for the desk, or what readers were told.
    pub said: String,
    /// So many seconds the words had waited since they were submitted.
    pub waited: Option<i64>,
}

/// What somebody did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Did {
    /// The first words of it.
    Filed,
    /// Other words.
    Edited,
    /// A step at the desk.
    Step(Verdict),
    /// A release.
    Released(ReleaseKind),
}

impl Did {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Edited => "edited",
            Self::Step(verdict) => verdict.as_str(),
            Self::Released(kind) => match kind {
                ReleaseKind::Clarification | ReleaseKind::Correction => "corrected",
                ReleaseKind::Pull => "pulled",
                ReleaseKind::Restore => "restored",
                ReleaseKind::Retraction => "retracted",
                _ => "released",
            },
        }
    }
}

/// What is not finished, and whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// A contributor's id; `None` where any editor may take it.
    pub with: Option<String>,
    /// The story or post.
    pub summary: Summary,
}

/// What happened since then, and what is open now.
///
/// # Errors
///
/// A cache or repository that cannot be read.
pub fn run(session: &Session, since: Moment) -> Result<Shift, OpError> {
    let mut acts = Vec::new();
    let touched = touched(session, since)?;
    for path in &touched {
        let Ok(life) = log::run(session, path.as_str()) else { continue };
        let loaded = &life.loaded;
        let of = |(at, event): (usize, &Event)| {
            let (did, said) = did(&life.events[..at], event);
            Act {
                at: event.at,
                who: event.who.clone(),
                did,
                path: path.clone(),
                short: loaded.short(),
                headline: loaded.document.headline().to_owned(),
                said,
                waited: waited(&life.events[..at], event),
            }
        };
        let events = life.events.iter().enumerate();
        acts.extend(events.filter(|(_, event)| event.at >= since && is_ones_own(event)).map(of));
    }
    acts.sort_by(|a, b| (a.at, &a.path).cmp(&(b.at, &b.path)));
    Ok(Shift { acts, open: open(session, &touched)? })
}

/// The stories and posts that were changed since, at the desk or on the record.
fn touched(session: &Session, since: Moment) -> Result<BTreeSet<DocPath>, OpError> {
    let mut touched = BTreeSet::new();
    for commit in session.store.since(Line::Desk, since)? {
        let paths = session.store.changed_by(&commit)?;
        touched.extend(paths.iter().filter_map(|path| path.parse::<DocPath>().ok()));
    }
    for commit in session.store.since(Line::Record, since)? {
        for path in session.store.changed_by(&commit)? {
            if let Some(path) = DocPath::of_record(&path) {
                touched.insert(session.store.on_desk(&session.head, &path)?);
            }
        }
    }
    Ok(touched)
}

/// Whether whoever is named did it: words that a release put back were others'.
fn is_ones_own(event: &Event) -> bool {
    !matches!(&event.what, What::Words { title, .. } if title.starts_with(TAKE_BACK))
}

fn did(before: &[Event], event: &Event) -> (Did, String) {
    match &event.what {
        What::Words { .. } => {
            let first = !before.iter().any(|event| matches!(event.what, What::Words { .. }));
            (if first { Did::Filed } else { Did::Edited }, String::new())
        }
        What::Review(review) => (Did::Step(review.verdict), review.note.clone()),
        What::Release(release) => (Did::Released(release.kind), release.tell_readers.clone()),
    }
}

/// How long the words had waited, where the act is what they waited for.
fn waited(before: &[Event], event: &Event) -> Option<i64> {
    let ends = match &event.what {
        What::Review(review) => matches!(review.verdict, Verdict::Approved | Verdict::Returned),
        What::Release(release) => release.kind.carries_words(),
        What::Words { .. } => false,
    };
    let last = before.iter().rev().take_while(
        |event| !matches!(&event.what, What::Release(release) if release.kind.carries_words()),
    );
    let mut submitted = last.filter(
        |event| matches!(&event.what, What::Review(review) if review.verdict == Verdict::Submitted),
    );
    let since = submitted.next().filter(|_| ends)?;
    Some(event.at.seconds() - since.at.seconds())
}

/// What waits for an editor, what was returned, and drafts that somebody worked on in the shift.
fn open(session: &Session, touched: &BTreeSet<DocPath>) -> Result<Vec<Open>, OpError> {
    let states =
        [State::InReview, State::Approved, State::Returned, State::NeedsMerge].map(facts::state);
    let states: Vec<&str> = states.iter().map(String::as_str).collect();
    let mut open = session.marked(None, &[&states])?;
    for draft in session.marked(None, &[&[&facts::state(State::Draft)]])? {
        if touched.contains(&draft.path) {
            open.push(draft);
        }
    }
    let mut open: Vec<Open> = open
        .into_iter()
        .map(|summary| {
            let editors = matches!(summary.state, State::InReview | State::Approved);
            let writer = summary.credits.iter().find_map(|credit| credit.who.as_ref());
            let with = writer.filter(|_| !editors).map(ToString::to_string);
            Open { with, summary }
        })
        .collect();
    open.sort_by(|a, b| {
        (&a.with, !a.summary.urgent, &a.summary.created, &a.summary.path).cmp(&(
            &b.with,
            !b.summary.urgent,
            &b.summary.created,
            &b.summary.path,
        ))
    });
    Ok(open)
}

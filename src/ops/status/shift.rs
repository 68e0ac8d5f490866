//! `status --shift`: what happened since somebody went home, and who has what.

use std::collections::{BTreeMap, BTreeSet};

use super::waits::{self, Wait};
use crate::desk::aside::TAKE_BACK;
use crate::desk::facts;
use crate::desk::{OpError, Session, Summary};
use crate::model::{DocPath, Moment, ReleaseKind, Verdict};
use crate::ops::log::{self, Event, Life, What};
use crate::storage::Line;
use crate::workflow::State;

/// What happened at the desk since a moment, and what is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shift {
    /// What people did, oldest first.
    pub acts: Vec<Act>,
    /// What waited for others, and how long, by when it was submitted.
    pub waits: Vec<Waited>,
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

/// Words that waited for others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waited {
    /// Of which story or post.
    pub path: DocPath,
    /// The first letters of its id.
    pub short: String,
    /// Headline or title, as it is now.
    pub headline: String,
    /// From when to when.
    pub wait: Wait,
}

/// What is not finished, and whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// A contributor's id; `None` where any editor may take it.
    pub with: Option<String>,
    /// Since when, of a draft that somebody worked on in the shift: when words were first written into
    /// what readers do not have.
    pub since: Option<Moment>,
    /// The story or post.
    pub summary: Summary,
}

/// What happened since then, and what is open now.
///
/// # Errors
///
/// A cache or repository that cannot be read.
pub fn run(session: &Session, since: Moment) -> Result<Shift, OpError> {
    let mut lives = BTreeMap::new();
    for path in touched(session, since)? {
        if let Ok(life) = log::run(session, path.as_str()) {
            lives.insert(path, life);
        }
    }
    let open = open(session, &lives)?;
    let (mut acts, mut waits) = (Vec::new(), untouched(&open, &lives));
    for (path, life) in &lives {
        acts.extend(acts_of(path, life, since));
        waits.extend(waits_of(path, life, since));
    }
    acts.sort_by(|a, b| (a.at, &a.path).cmp(&(b.at, &b.path)));
    waits.sort_by(|a, b| (a.wait.submitted, &a.path).cmp(&(b.wait.submitted, &b.path)));
    Ok(Shift { acts, waits, open })
}

/// What people did with one story or post.
fn acts_of(path: &DocPath, life: &Life, since: Moment) -> Vec<Act> {
    let of = |(at, event): (usize, &Event)| {
        let (did, said) = did(&life.events[..at], event);
        Act {
            at: event.at,
            who: event.who.clone(),
            did,
            path: path.clone(),
            short: life.loaded.short(),
            headline: life.loaded.document.headline().to_owned(),
            said,
            waited: waited(&life.events[..at], event),
        }
    };
    let events = life.events.iter().enumerate();
    events.filter(|(_, event)| event.at >= since && is_ones_own(event)).map(of).collect()
}

/// How long its words waited, where that ended since, or has not ended.
fn waits_of(path: &DocPath, life: &Life, since: Moment) -> Vec<Waited> {
    let waits_still = matches!(life.loaded.standing.state, State::InReview | State::Approved);
    let waits = waits::waits(&life.events).into_iter();
    let here = |wait: &Wait| wait.ended.map_or(waits_still, |(at, _)| at >= since);
    let of = |wait| Waited {
        path: path.clone(),
        short: life.loaded.short(),
        headline: life.loaded.document.headline().to_owned(),
        wait,
    };
    waits.filter(here).map(of).collect()
}

/// What was submitted before and nobody took up since.
fn untouched(open: &[Open], touched: &BTreeMap<DocPath, Life>) -> Vec<Waited> {
    let of = |Open { summary, .. }: &Open| {
        let left = summary.state == State::InReview && !touched.contains_key(&summary.path);
        let submitted = summary.submitted.as_ref().filter(|_| left)?.parse().ok()?;
        Some(Waited {
            path: summary.path.clone(),
            short: summary.short().to_owned(),
            headline: summary.headline.clone(),
            wait: Wait { submitted, approved: None, ended: None },
        })
    };
    open.iter().filter_map(of).collect()
}

/// A person's name, where the desk knows the id.
pub fn name(session: &Session, who: &str) -> String {
    let known = who.parse().ok().and_then(|id| session.desk.contributor(&id).cloned());
    known.map_or_else(|| who.to_owned(), |person| person.name)
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

/// What waits for an editor, what was returned, and drafts that somebody worked on in the shift: a
/// draft is with who wrote there last, all else with who is credited first.
fn open(session: &Session, touched: &BTreeMap<DocPath, Life>) -> Result<Vec<Open>, OpError> {
    let states =
        [State::InReview, State::Approved, State::Returned, State::NeedsMerge].map(facts::state);
    let states: Vec<&str> = states.iter().map(String::as_str).collect();
    let mut open = session.marked(None, &[&states])?;
    for draft in session.marked(None, &[&[&facts::state(State::Draft)]])? {
        if touched.contains_key(&draft.path) {
            open.push(draft);
        }
    }
    let mut open: Vec<Open> = open
        .into_iter()
        .map(|summary| {
            let editors = matches!(summary.state, State::InReview | State::Approved);
            let is_draft = summary.state == State::Draft;
            let life = touched.get(&summary.path).filter(|_| is_draft);
            let (last, since) = (life.and_then(last_writer), life.and_then(begun));
            let credited = || summary.credits.iter().find_map(|credit| credit.who.as_ref());
            let writer = last.or_else(|| credited().map(ToString::to_string));
            let with = writer.filter(|_| !editors);
            Open { with, since, summary }
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

/// When the first words were written that came behind the last release.
fn begun(life: &Life) -> Option<Moment> {
    let behind = life.events.iter().rev().take_while(
        |event| !matches!(&event.what, What::Release(release) if release.kind.carries_words()),
    );
    let words = |event: &&Event| matches!(event.what, What::Words { .. });
    behind.filter(words).last().map(|event| event.at)
}

/// Who filed words last, of those whose own they were.
fn last_writer(life: &Life) -> Option<String> {
    let words = |event: &&Event| matches!(event.what, What::Words { .. }) && is_ones_own(event);
    life.events.iter().rev().find(words).map(|event| event.who.clone())
}

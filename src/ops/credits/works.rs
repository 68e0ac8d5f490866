//! The stories and posts that are counted, from what the cache knows of each.

use std::collections::BTreeMap;

use chrono_tz::Tz;

use super::WordCounts;
use crate::credits::{Filter, Kind, Work};
use crate::desk::{OpError, Session, Summary};
use crate::model::{Credit, Moment};
use crate::storage::Progress;
use crate::workflow::State;

/// The works that are counted, newest first, with the words by their authors where they are asked
/// for.
pub(super) fn of(
    session: &Session,
    summaries: Vec<Summary>,
    filter: &Filter,
    words: bool,
) -> Result<Vec<Work>, OpError> {
    let zones = zones(session, &summaries);
    let folder = folder(&summaries);
    let mut counts = if words { Some(WordCounts::new(session, &folder)?) } else { None };
    let mut works = Vec::new();
    let mut progress = Progress::of("counting", summaries.len());
    for summary in summaries {
        progress.step();
        let zone = zones.get(summary.path.folder()).copied();
        let Some(mut work) = work(&summary, zone.unwrap_or_else(|| desks_own(session))) else {
            continue;
        };
        let dropped = summary.state == State::Spiked && work.seen.is_none();
        if dropped || !filter.admits(&work) {
            continue;
        }
        if !filter.filed || filter.live {
            work.credits = as_shown(session, &summary)?;
        }
        if let Some(counts) = &mut counts {
            work.words_by = counts.of(&summary.path)?;
        }
        works.push(work);
    }
    if let Some(counts) = counts {
        counts.keep()?;
    }
    Ok(works)
}

/// The folder that they all are in: their story's, where they are of one.
fn folder(summaries: &[Summary]) -> String {
    let first = summaries.first().map_or("posts", |summary| summary.path.folder());
    let same = summaries.iter().all(|summary| summary.path.folder() == first);
    if same { first } else { "posts" }.to_owned()
}

fn work(summary: &Summary, zone: Tz) -> Option<Work> {
    let local = |text: &String| -> Option<Moment> {
        let at: Moment = text.parse().ok()?;
        Some(Moment::new(at.time().with_timezone(&zone).fixed_offset()))
    };
    Some(Work {
        path: summary.path.clone(),
        short: summary.short().to_owned(),
        story: summary.story.clone(),
        headline: summary.headline.clone(),
        kind: kind(summary),
        filed: local(&summary.created)?,
        seen: summary.first_published.as_ref().and_then(local),
        public: summary.public,
        credits: summary.credits.clone(),
        words: summary.words,
        words_by: Vec::new(),
    })
}

fn kind(summary: &Summary) -> Kind {
    match summary {
        summary if summary.is_story() => Kind::Story,
        summary if summary.sent_in => Kind::Wire,
        summary if summary.translation => Kind::Translation,
        summary if summary.key_event => Kind::KeyEvent,
        _ => Kind::Post,
    }
}

/// The credits that readers were last given, with those that are withheld: a change that is not
/// released yet counts for nobody. Only where the desk has other words is the record asked.
fn as_shown(session: &Session, summary: &Summary) -> Result<Vec<Credit>, OpError> {
    let shown = match summary.shown {
        Some(digest) => session.released(&summary.path, digest)?,
        None => None,
    };
    let Some(shown) = shown else { return Ok(summary.credits.clone()) };
    let same = |one: &Credit, other: &Credit| {
        (&one.who, &one.name, one.role) == (&other.who, &other.name, other.role)
    };
    let withheld = summary.credits.iter().filter(|credit| {
        credit.withheld && !shown.credits.iter().any(|printed| same(printed, credit))
    });
    Ok(shown.credits.iter().chain(withheld).cloned().collect())
}

/// The zone of each story that has its own, by its folder.
fn zones(session: &Session, summaries: &[Summary]) -> BTreeMap<String, Tz> {
    let own = summaries.iter().filter(|summary| !summary.timezone.is_empty());
    own.map(|story| {
        let zone = story.timezone.parse().unwrap_or_else(|_| desks_own(session));
        (story.path.folder().to_owned(), zone)
    })
    .collect()
}

fn desks_own(session: &Session) -> Tz {
    session.desk.newsroom.timezone.parse().unwrap_or(Tz::UTC)
}

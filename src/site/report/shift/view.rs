//! What the template of a shift is given.

use std::collections::BTreeMap;

use minijinja::Value;
use serde::Serialize;

use super::night::{Done, End, Left, Night, Waited};
use super::times::{self, Clock, Time};
use crate::model::Moment;
use crate::site::report::axis::Axis;
use crate::site::report::chart::About;
use crate::site::report::lanes::{self, Bar, Lane, Mark};

/// How many rows a chart has at most; the tables have all.
const ROWS: usize = 30;

#[derive(Serialize)]
pub(super) struct PageView<'a> {
    newsroom: &'a str,
    since: Stamp,
    now: Stamp,
    zone: String,
    acts: usize,
    people: People,
    waits: Waits,
    days: Vec<DayView<'a>>,
    left: Vec<LeftView<'a>>,
}

/// A moment with its day.
#[derive(Serialize)]
struct Stamp {
    time: Time,
    day: String,
}

/// The lanes of a chart, and the table beside it: a row for each person.
#[derive(Serialize)]
struct People {
    chart: Option<Value>,
    left_out: usize,
    columns: Vec<&'static str>,
    rows: Vec<PersonView>,
}

#[derive(Serialize)]
struct PersonView {
    who: String,
    counts: Vec<usize>,
}

#[derive(Serialize)]
struct Waits {
    chart: Option<Value>,
    left_out: usize,
    rows: Vec<WaitView>,
}

#[derive(Serialize)]
struct WaitView {
    headline: String,
    short: String,
    submitted: Time,
    approved: Option<Time>,
    ended: Option<Time>,
    returned: bool,
    to_approval: Option<String>,
    to_release: Option<String>,
    so_far: Option<String>,
}

/// What was done on one day.
#[derive(Serialize)]
struct DayView<'a> {
    day: String,
    acts: Vec<ActView<'a>>,
}

#[derive(Serialize)]
struct ActView<'a> {
    time: Time,
    who: &'a str,
    did: &'a str,
    headline: &'a str,
    short: &'a str,
    said: &'a str,
}

#[derive(Serialize)]
struct LeftView<'a> {
    with: &'a str,
    state: &'a str,
    since: Option<Time>,
    headline: &'a str,
    short: &'a str,
}

/// All that the page shows.
pub(super) fn page<'a>(night: &'a Night) -> PageView<'a> {
    let until = night.done.iter().map(|done| done.at).fold(night.now, Moment::max);
    let axis = Axis::new(night.since, until, night.zone);
    let stamp =
        |at| Stamp { time: Clock::new(at, night.zone).time(at), day: times::day(at, night.zone) };
    PageView {
        newsroom: night.newsroom,
        since: stamp(night.since),
        now: stamp(night.now),
        zone: times::city(night.zone),
        acts: night.done.len(),
        people: people(night, &axis),
        waits: waits(night, &axis),
        days: days(night),
        left: night.left.iter().map(|left| left_view(night, left)).collect(),
    }
}

fn people(night: &Night, axis: &Axis) -> People {
    let mut by: BTreeMap<(&str, &str), Vec<&Done>> = BTreeMap::new();
    for done in &night.done {
        by.entry((&done.who, &done.id)).or_default().push(done);
    }
    // Two people of one name are told apart by their ids.
    let label = |(who, id): (&str, &str)| match by.keys().filter(|(name, _)| *name == who).count() {
        0 | 1 => who.to_owned(),
        _ => format!("{who} ({id})"),
    };
    let used = |mark: &Mark| night.done.iter().any(|done| done.mark == *mark);
    let columns: Vec<Mark> = Mark::ALL.into_iter().filter(used).collect();
    let row = |(who, acts): (&(&str, &str), &Vec<&Done>)| PersonView {
        who: label(*who),
        counts: columns
            .iter()
            .map(|mark| acts.iter().filter(|done| done.mark == *mark).count())
            .collect(),
    };
    let lane = |(who, acts): (&(&str, &str), &Vec<&Done>)| Lane {
        label: label(*who),
        marks: acts.iter().map(|done| (done.at, done.mark)).collect(),
    };
    let lanes: Vec<Lane> = by.iter().take(ROWS).map(lane).collect();
    let about = About {
        id: "people",
        title: "Who did what, and when",
        description: "A row for each person, with a mark for each act at its time. What happened, below, has all of them in words.",
    };
    People {
        chart: drawn(!lanes.is_empty(), || lanes::people(about, axis, &lanes)),
        left_out: by.len().saturating_sub(ROWS),
        rows: by.iter().map(row).collect(),
        columns: columns.into_iter().map(Mark::word).collect(),
    }
}

fn waits(night: &Night, axis: &Axis) -> Waits {
    let bar = |waited: &Waited| Bar {
        label: waited.headline.clone(),
        from: waited.submitted,
        approved: waited.approved,
        to: match waited.end {
            End::Released(at) | End::Returned(at) => at,
            End::Open => night.now,
        },
    };
    let bars: Vec<Bar> = night.waited.iter().take(ROWS).map(bar).collect();
    let about = About {
        id: "waits",
        title: "How long each waited",
        description: "A bar for each time that words waited: until they were approved, then until they were released. The table below has the lengths.",
    };
    Waits {
        chart: drawn(!bars.is_empty(), || lanes::waits(about, axis, &bars)),
        left_out: night.waited.len().saturating_sub(ROWS),
        rows: night.waited.iter().map(|waited| wait(night, waited)).collect(),
    }
}

fn drawn(something: bool, draw: impl FnOnce() -> String) -> Option<Value> {
    something.then(|| Value::from_safe_string(draw()))
}

fn wait(night: &Night, waited: &Waited) -> WaitView {
    let mut clock = Clock::new(night.since, night.zone);
    let mut time = |at| clock.time(at);
    let ended = match waited.end {
        End::Released(at) | End::Returned(at) => Some(at),
        End::Open => None,
    };
    let since = waited.approved.unwrap_or(waited.submitted);
    WaitView {
        headline: waited.headline.clone(),
        short: waited.short.clone(),
        submitted: time(waited.submitted),
        approved: waited.approved.map(&mut time),
        ended: ended.map(&mut time),
        returned: matches!(waited.end, End::Returned(_)),
        to_approval: waited.approved.map(|at| times::length(waited.submitted, at)),
        to_release: released(waited.end).map(|at| times::length(since, at)),
        so_far: ended.is_none().then(|| times::length(since, night.now)),
    }
}

fn released(end: End) -> Option<Moment> {
    match end {
        End::Released(at) => Some(at),
        End::Returned(_) | End::Open => None,
    }
}

fn days<'a>(night: &'a Night) -> Vec<DayView<'a>> {
    let mut days: Vec<DayView> = Vec::new();
    for done in &night.done {
        let day = times::day(done.at, night.zone);
        if days.last().is_none_or(|last| last.day != day) {
            days.push(DayView { day, acts: Vec::new() });
        }
        let acts = days.last_mut().map(|day| &mut day.acts);
        acts.into_iter().for_each(|acts| acts.push(act(night, done)));
    }
    days
}

fn act<'a>(night: &Night, done: &'a Done) -> ActView<'a> {
    ActView {
        time: Clock::new(done.at, night.zone).time(done.at),
        who: &done.who,
        did: done.did,
        headline: &done.headline,
        short: &done.short,
        said: &done.said,
    }
}

fn left_view<'a>(night: &Night, left: &'a Left) -> LeftView<'a> {
    LeftView {
        with: &left.with,
        state: &left.state,
        since: left.since.map(|at| Clock::new(night.since, night.zone).time(at)),
        headline: &left.headline,
        short: &left.short,
    }
}

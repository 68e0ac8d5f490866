//! A shift as a page: the night as a timeline, for whoever looks at how it went.

use chrono_tz::Tz;

use super::shift::{self, Did, Shift};
use super::waits::Ended;
use crate::desk::{OpError, Session};
use crate::model::{DocPath, Moment, ReleaseKind, Verdict};
use crate::site::report::{self, Done, End, Left, Mark, Night, Waited};

/// The page of what happened since that moment, with times in that zone.
///
/// # Errors
///
/// A template that does not fit.
pub fn page(session: &Session, zone: Tz, since: Moment, shift: &Shift) -> Result<String, OpError> {
    let night = Night {
        newsroom: &session.desk.newsroom.name,
        zone,
        since,
        now: session.now,
        done: shift.acts.iter().map(|act| done(session, act)).collect(),
        waited: shift.waits.iter().map(waited).collect(),
        left: shift.open.iter().map(|open| left(session, open)).collect(),
    };
    report::shift(&night).map_err(|error| OpError::Findings(error.to_string()))
}

fn done(session: &Session, act: &shift::Act) -> Done {
    Done {
        at: act.at,
        id: act.who.clone(),
        who: shift::name(session, &act.who),
        mark: mark(act.did),
        did: act.did.as_str(),
        short: act.short.clone(),
        headline: heading(&act.headline, &act.path),
        said: act.said.clone(),
    }
}

/// What a story or post goes by that may have no headline.
fn heading(headline: &str, path: &DocPath) -> String {
    if headline.is_empty() { path.slug().to_owned() } else { headline.to_owned() }
}

/// How an act is drawn, and under what it is counted.
fn mark(did: Did) -> Mark {
    match did {
        Did::Filed => Mark::Filed,
        Did::Edited => Mark::Edited,
        Did::Step(Verdict::Submitted) => Mark::Submitted,
        Did::Step(Verdict::Approved) => Mark::Approved,
        Did::Step(_) => Mark::Other,
        Did::Released(kind) => match kind {
            ReleaseKind::Clarification
            | ReleaseKind::Correction
            | ReleaseKind::Pull
            | ReleaseKind::Retraction => Mark::Corrected,
            _ => Mark::Released,
        },
    }
}

fn waited(waited: &shift::Waited) -> Waited {
    let end = |(at, how)| match how {
        Ended::Released => End::Released(at),
        Ended::Returned => End::Returned(at),
    };
    Waited {
        short: waited.short.clone(),
        headline: heading(&waited.headline, &waited.path),
        submitted: waited.wait.submitted,
        approved: waited.wait.approved,
        end: waited.wait.ended.map_or(End::Open, end),
    }
}

fn left(session: &Session, open: &shift::Open) -> Left {
    let with = open.with.as_ref().map(|who| shift::name(session, who));
    let summary = &open.summary;
    Left {
        with: with.unwrap_or_else(|| "an editor".to_owned()),
        state: summary.state.as_str().replace('_', " "),
        since: summary.submitted.as_ref().unwrap_or(&summary.created).parse().ok(),
        short: summary.short().to_owned(),
        headline: heading(&summary.headline, &summary.path),
    }
}

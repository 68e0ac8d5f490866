//! What happened in a shift, and who has what.

use std::collections::BTreeMap;

use super::output;
use super::standing::state;
use super::{Columns, shown, summary, time};
use crate::cli::context::Context;
use crate::desk::Session;
use crate::model::Moment;
use crate::ops::status::shift::{Act, Did, Open, Shift, Waited, name};
use crate::ops::status::waits::Ended;

/// What every page of a shift has in it, and nothing else.
pub const MARK: &str = "content=\"newsroom shift\"";

/// The shift in words: by person, act by act, and what is open.
pub fn text(context: &Context, session: &Session, since: Moment, shift: &Shift) -> String {
    let zone = context.zone(session, None);
    let since = time::show_time(since, zone, session.now);
    if shift.acts.is_empty() && shift.open.is_empty() {
        return format!("Since {since} nobody did anything, and nothing is open\n");
    }
    let mut out = format!("Since {since}\n{}", by_person(context, session, &shift.acts));
    if !shift.acts.is_empty() {
        out.push_str(&format!("\nWhat happened\n{}", acts(context, session, &shift.acts)));
    }
    if !shift.open.is_empty() {
        out.push_str(&format!("\nOpen\n{}", open(context, session, &shift.open)));
    }
    out
}

/// What each person did, counted.
fn by_person(context: &Context, session: &Session, acts: &[Act]) -> String {
    let mut people: BTreeMap<&str, BTreeMap<Did, usize>> = BTreeMap::new();
    for act in acts {
        *people.entry(&act.who).or_default().entry(act.did).or_default() += 1;
    }
    let mut lines = Columns::new();
    for (who, did) in people {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for (did, n) in did {
            match counts.iter_mut().find(|(word, _)| *word == did.as_str()) {
                Some((_, count)) => *count += n,
                None => counts.push((did.as_str(), n)),
            }
        }
        let counts: Vec<String> = counts.iter().map(|(word, n)| format!("{word} {n}")).collect();
        lines.row([name(session, who).as_str(), counts.join(", ").as_str()]);
    }
    lines.whole(context)
}

fn acts(context: &Context, session: &Session, acts: &[Act]) -> String {
    // One clock for all, that of the heading: acts of several stories stand below each other.
    let zone = context.zone(session, None);
    let mut lines = Columns::new();
    for act in acts {
        let at =
            format!("{} {}", time::show_day(act.at, zone, session.now), time::clock(act.at, zone));
        let mut what = format!("“{}”", shown(&act.headline));
        if let Some(seconds) = act.waited {
            what.push_str(&format!(" after {}", time::show_length(seconds)));
        }
        if !act.said.is_empty() {
            what.push_str(&format!(": {}", shown(&act.said)));
        }
        let who = name(session, &act.who);
        lines.row([at.as_str(), who.as_str(), act.did.as_str(), act.short.as_str(), &what]);
    }
    lines.whole(context)
}

fn open(context: &Context, session: &Session, open: &[Open]) -> String {
    let mut lines = Columns::new();
    for one in open {
        let with = match &one.with {
            Some(who) => name(session, who),
            None => "an editor".to_owned(),
        };
        let since = match one.since {
            Some(since) => time::show_ago(since, session.now),
            None => summary::waited(session, &one.summary),
        };
        let headline = summary::headline(&one.summary);
        lines.row([
            with.as_str(),
            state(one.summary.state),
            since.as_str(),
            one.summary.short(),
            headline.as_str(),
        ]);
    }
    lines.text(context)
}

/// The shift as JSON.
pub fn json(since: Moment, shift: &Shift) -> output::Shift {
    output::Shift {
        since: since.rfc3339(),
        acts: shift.acts.iter().map(act).collect(),
        waits: shift.waits.iter().map(waited).collect(),
        open: shift.open.iter().map(one).collect(),
    }
}

fn act(act: &Act) -> output::ShiftAct {
    output::ShiftAct {
        at: act.at.rfc3339(),
        who: act.who.clone(),
        did: act.did.as_str(),
        id: act.short.clone(),
        path: act.path.to_string(),
        headline: act.headline.clone(),
        said: act.said.clone(),
        waited: act.waited,
    }
}

fn waited(waited: &Waited) -> output::ShiftWait {
    let wait = waited.wait;
    output::ShiftWait {
        id: waited.short.clone(),
        path: waited.path.to_string(),
        headline: waited.headline.clone(),
        submitted: wait.submitted.rfc3339(),
        approved: wait.approved.map(Moment::rfc3339),
        released: wait.ended.filter(|(_, how)| *how == Ended::Released).map(|(at, _)| at.rfc3339()),
        returned: wait.ended.filter(|(_, how)| *how == Ended::Returned).map(|(at, _)| at.rfc3339()),
    }
}

fn one(open: &Open) -> output::ShiftOpen {
    output::ShiftOpen {
        with: open.with.clone(),
        id: open.summary.id.to_string(),
        path: open.summary.path.to_string(),
        headline: open.summary.headline.clone(),
        state: open.summary.state,
        public: open.summary.public,
    }
}

//! `status`: what is urgent, what waits for the person, what was not sent.

mod address;
pub mod night;
pub mod shift;
pub mod site;
pub mod waits;

use super::claims::{self, Row};
use crate::desk::facts::{self, ASIDE, CANCELED, EMBARGO, LIVE_AND_FALSE, SECOND_READ, STOPPED};
use crate::desk::{Fallen, Filter, OpError, Session, Summary};
use crate::model::{Contributor, FourEyes, Moment, Public};
use crate::storage::{Line, UnderWay};
use crate::workflow::State;

/// What is urgent, what waits for the person, what was not sent.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Words that readers see and that are marked false.
    pub live_and_false: Vec<Row>,
    /// What readers were told was wrong, with what rests on it and nobody has looked at since.
    pub fallen: Vec<Fallen>,
    /// What is on the desk and cannot be read.
    pub unreadable: Vec<Summary>,
    /// What its sender took back, and readers see or may come to.
    pub canceled: Vec<Summary>,
    /// Legal stops.
    pub stops: Vec<Summary>,
    /// Releases done alone that somebody else has still to read.
    pub second_reads: Vec<Summary>,
    /// What waits for the person: reviews for an editor, returned posts for a reporter.
    pub for_you: Vec<Summary>,
    /// Approved words whose time has not come, or has.
    pub embargoes: Vec<Summary>,
    /// What was approved for an hour and has other words by now.
    pub lost_their_hour: Vec<Summary>,
    /// What rests on words that readers see and that are marked false, and nobody looked at since: each
    /// with what it rests on.
    pub on_false: Vec<Fallen>,
    /// The person's own words that wait for somebody else.
    pub with_others: Vec<Summary>,
    /// The person's unfinished drafts.
    pub drafts: Vec<Summary>,
    /// What has other words set aside until its correction is released.
    pub set_aside: Vec<Summary>,
    /// Words that two people changed at once.
    pub conflicts: Vec<Summary>,
    /// Files with changes that are saved and not filed.
    pub unfiled: Vec<String>,
    /// Commits of the desk that were not sent.
    pub desk_waiting: usize,
    /// Releases that were not sent.
    pub record_waiting: usize,
    /// Whether there is anybody to send to.
    pub has_remote: bool,
    /// What a dead writer left behind, and what was done about it.
    pub recovered: Vec<String>,
    /// What git itself has begun here and not ended.
    pub under_way: UnderWay,
}

/// Why somebody who watches over the desk is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alarm {
    /// Readers see words that are marked false.
    LiveAndFalse,
    /// Readers see what rests on words that they were told are wrong.
    Fallen,
    /// Readers see what its sender took back.
    TakenBack,
    /// What readers see cannot be read at the desk.
    Unreadable,
    /// Approved words whose hour has passed are not out.
    Overdue,
    /// Releases are on this machine alone.
    NotSent,
}

impl Alarm {
    /// The word that JSON has for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LiveAndFalse => "live_and_false",
            Self::Fallen => "fallen",
            Self::TakenBack => "taken_back",
            Self::Unreadable => "unreadable",
            Self::Overdue => "overdue",
            Self::NotSent => "not_sent",
        }
    }
}

impl Status {
    /// What is wrong for readers at that moment.
    pub fn alarms(&self, now: Moment) -> Vec<Alarm> {
        let live = |summary: &Summary| summary.public == Public::Live;
        let passed = |at: Option<Moment>| at.is_some_and(|at| at <= now);
        let hour = |summary: &Summary| summary.publish_at.as_ref().and_then(|at| at.parse().ok());
        let late = |summary: &Summary| summary.late(now).map(|late| late.at);
        let overdue = self.embargoes.iter().any(|summary| passed(hour(summary)))
            || self.lost_their_hour.iter().any(|summary| passed(late(summary)));
        let resting = || self.fallen.iter().flat_map(|fallen| &fallen.resting);
        let found = [
            (Alarm::LiveAndFalse, !self.live_and_false.is_empty()),
            (Alarm::Fallen, resting().any(|one| live(&one.summary))),
            (Alarm::TakenBack, self.canceled.iter().any(live)),
            (Alarm::Unreadable, self.unreadable.iter().any(live)),
            (Alarm::Overdue, overdue),
            (Alarm::NotSent, self.has_remote && self.record_waiting > 0),
        ];
        found.into_iter().filter(|(_, rings)| *rings).map(|(alarm, _)| alarm).collect()
    }
}

/// Looks at the whole desk for this person.
///
/// # Errors
///
/// A cache or repository that cannot be read.
pub fn run(session: &Session) -> Result<Status, OpError> {
    let unsaved = session.store.begin_unsaved_changes()?;
    let me = session.me().ok().map(|(person, _)| person);
    let summaries = waiting(session, me.as_ref())?;
    let own_eyes = session.desk.policy.four_eyes == FourEyes::Off;
    let mut status = sort(summaries, me.as_ref(), own_eyes);
    status.live_and_false.extend(claims::repeated(session)?);
    let fallen = session.fallen()?;
    let on_false = session.on_false()?;
    let unfiled = unsaved.end()?;
    Ok(Status {
        fallen,
        on_false,
        unreadable: session.unreadable(&unfiled)?,
        canceled: session.marked(None, &[&[CANCELED]])?,
        set_aside: set_aside(session)?,
        lost_their_hour: lost_their_hour(session)?,
        unfiled,
        desk_waiting: session.store.unsent(Line::Desk)?.len(),
        record_waiting: session.store.unsent(Line::Record)?.len(),
        has_remote: session.store.has_remote(),
        recovered: session.store.recovered().to_vec(),
        under_way: session.store.under_way()?,
        ..status
    })
}

/// What of these documents, newest first, has which place in the person's status; with `own_eyes`
/// a person may approve the own words.
pub(crate) fn sort(summaries: Vec<Summary>, me: Option<&Contributor>, own_eyes: bool) -> Status {
    let mine = |summary: &Summary| {
        me.is_some_and(|me| summary.credits.iter().any(|c| c.who.as_ref() == Some(&me.id)))
    };
    let false_words = summaries.iter().filter(|summary| summary.live_and_false()).cloned();
    let mut status = Status {
        live_and_false: claims::of(false_words.collect(), true)
            .into_iter()
            .filter(|row| row.live_and_false)
            .collect(),
        ..Status::default()
    };
    for summary in summaries {
        if summary.stopped.is_some() {
            status.stops.push(summary.clone());
        }
        if summary.second_read_owed.is_some() {
            status.second_reads.push(summary.clone());
        }
        match summary.state {
            State::NeedsMerge => status.conflicts.push(summary),
            State::Approved if summary.publish_at.is_some() => status.embargoes.push(summary),
            State::InReview if mine(&summary) && !(is_editor(me) && own_eyes) => {
                status.with_others.push(summary);
            }
            State::Approved if mine(&summary) && !is_editor(me) => status.with_others.push(summary),
            State::InReview | State::Approved if is_editor(me) => status.for_you.push(summary),
            State::Returned if mine(&summary) => status.for_you.push(summary),
            State::Draft if mine(&summary) => status.drafts.push(summary),
            _ => {}
        }
    }
    sort_queue(&mut status.for_you);
    sort_queue(&mut status.with_others);
    status.embargoes.sort_by(|a, b| a.publish_at.cmp(&b.publish_at));
    status
}

fn is_editor(me: Option<&Contributor>) -> bool {
    me.is_some_and(|person| person.role.edits())
}

/// The documents that have a place in somebody's status, newest first.
pub(crate) fn waiting(
    session: &Session,
    me: Option<&Contributor>,
) -> Result<Vec<Summary>, OpError> {
    let (merge, review) = (facts::state(State::NeedsMerge), facts::state(State::InReview));
    let approved = facts::state(State::Approved);
    let mut waiting = session.marked(None, &[&[LIVE_AND_FALSE, STOPPED, SECOND_READ, &merge]])?;
    if is_editor(me) {
        waiting.extend(session.marked(None, &[&[&review, &approved]])?);
    } else {
        waiting.extend(session.marked(None, &[&[&approved], &[EMBARGO]])?);
    }
    if let Some(me) = me {
        let mine = facts::credited(me.id.as_str());
        let (returned, draft) = (facts::state(State::Returned), facts::state(State::Draft));
        let states: [&str; 4] = [&returned, &draft, &review, &approved];
        waiting.extend(session.marked(None, &[&states, &[&mine]])?);
    }
    waiting.sort_by(|a, b| (b.at(), &b.path).cmp(&(a.at(), &a.path)));
    waiting.dedup_by(|a, b| a.path == b.path);
    Ok(waiting)
}

/// Urgent first, then what has waited longest.
fn sort_queue(queue: &mut [Summary]) {
    queue.sort_by_key(|s| (!s.urgent, s.submitted.clone().unwrap_or_else(|| s.created.clone())));
}

/// What was approved for an hour and is not any more, what its hour found waiting, and what it found
/// set aside; the first that is due first.
///
/// # Errors
///
/// A cache or repository that cannot be read.
pub fn lost_their_hour(session: &Session) -> Result<Vec<Summary>, OpError> {
    let mut late = session.marked(None, &[&[EMBARGO, ASIDE]])?;
    late.retain(|summary| summary.late(session.now).is_some());
    late.sort_by_key(|summary| summary.late(session.now));
    Ok(late)
}

/// What has other words set aside until its correction is released.
///
/// # Errors
///
/// A cache or repository that cannot be read.
pub fn set_aside(session: &Session) -> Result<Vec<Summary>, OpError> {
    session.marked(None, &[&[ASIDE]])
}

/// What an editor has to read: in review, urgent first, then what has waited longest.
///
/// # Errors
///
/// A cache or repository that cannot be read.
pub fn queue(session: &Session) -> Result<Vec<Summary>, OpError> {
    let filter = Filter { states: vec![State::InReview], ..Filter::default() };
    let mut queue = session.summaries(&filter)?;
    sort_queue(&mut queue);
    Ok(queue)
}

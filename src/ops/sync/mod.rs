//! `sync`, and the end of every act: what others did is taken over, what was done here is sent.
//!
//! Fetch both lines; judge what came; go on from it, or put both together by meaning; make one's own
//! unsent releases again upon the record that came; push both in one step; see them there. Somebody
//! was faster: again. Nothing is ever forced, and a commit of the desk is never made again.

mod again;
mod join;

pub(super) use again::line_of;
pub(super) use join::merge_file;

use std::time::{Duration, Instant};

use super::audit::incoming;
use super::change::merge_texts;
use super::delivery::{Delivery, Sent, Told};
use super::error::OpError;
use super::session::Session;
use crate::audit::Finding;
use crate::model::Moment;
use crate::storage::{Advance, Cause, CommitId, Line, Pushed, There};

/// How long an act waits for the shared desk, where `newsroom.wait` (seconds) does not say.
const WAIT: Duration = Duration::from_secs(5);

/// How long a command on which somebody decides looks at the shared desk first.
pub const LOOK: Duration = Duration::from_secs(3);

/// How long `sync` itself tries.
const PATIENCE: Duration = Duration::from_secs(120);

/// So many seconds after it did not answer, acts wait for the shared desk no longer than that.
const SILENCE: i64 = 120;
const SHORT: Duration = Duration::from_secs(1);
const SILENT: &str = "silent";

/// What `sync` is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Send nothing; only take over what others did.
    pub fetch_only: bool,
    /// The address that the desk is sent to from now on.
    pub to: Option<String>,
    /// The remote, where it is not the desk's own.
    pub remote: Option<String>,
}

/// How far an exchange goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Until {
    /// What came is judged, and stays beside the desk.
    Judged,
    /// What came is taken over.
    Taken,
    /// What is here is sent, too.
    Sent,
}

/// Exchanges with the shared desk, as long as it takes.
///
/// # Errors
///
/// A repository that cannot be read or written; an address that cannot be set.
pub fn run(session: &mut Session, request: &Request) -> Result<Delivery, OpError> {
    if let Some(url) = &request.to
        && !session.dry_run
    {
        session.store.set_remote(url)?;
    }
    if let Some(name) = &request.remote
        && !session.store.use_remote(name)
    {
        return Err(OpError::bad(
            format!("there is no remote called `{name}`"),
            "newsroom sync, for the desk's own; newsroom sync --to URL, for another address",
        ));
    }
    if !session.store.has_remote() {
        return Err(OpError::bad(
            "this desk is on this machine alone: there is nowhere to send it to",
            "newsroom sync --to URL",
        ));
    }
    let goal = match (session.dry_run, request.fetch_only) {
        (true, _) => Until::Judged,
        (false, true) => Until::Taken,
        (false, false) => Until::Sent,
    };
    let delivery = exchange(session, goal, Instant::now() + PATIENCE)?;
    session.keep_small();
    Ok(delivery)
}

/// Asks the shared desk and judges what it has; nothing is taken over.
pub(super) fn peek(session: &mut Session) -> Result<Delivery, OpError> {
    exchange(session, Until::Judged, Instant::now() + LOOK)
}

/// What is not lawful in what the shared desk has, as far as it can be reached now.
pub(super) fn findings(session: &mut Session) -> Result<Vec<Finding>, OpError> {
    if !session.store.has_remote() {
        return Ok(Vec::new());
    }
    Ok(match peek(session)?.sent {
        Sent::Unlawful(findings) => findings,
        _ => Vec::new(),
    })
}

impl Session {
    /// The end of an act: what was done here is sent, with what came meanwhile taken over first.
    /// What fails here undoes nothing.
    pub(super) fn deliver(&mut self) -> Delivery {
        let wanted = self.send
            && !self.dry_run
            && self.store.config("newsroom.send").as_deref() != Some("false");
        if !self.store.has_remote() {
            return self.without(Sent::NoRemote);
        }
        if !wanted {
            return self.without(Sent::SwitchedOff);
        }
        let until = Instant::now() + self.patience();
        let delivery = exchange(self, Until::Sent, until);
        delivery.unwrap_or_else(|error| self.without(Sent::Not(Cause::Here(error.to_string()))))
    }

    /// Looks at the shared desk before somebody decides on something, as far as that is to be had
    /// soon; `None` where there is none.
    pub fn look(&mut self) -> Option<Delivery> {
        if !self.store.has_remote() {
            return None;
        }
        let sends = self.send && self.store.config("newsroom.send").as_deref() != Some("false");
        let goal = match (self.dry_run, sends) {
            (true, _) => Until::Judged,
            (false, true) => Until::Sent,
            (false, false) => Until::Taken,
        };
        let until = Instant::now() + LOOK.min(self.patience());
        let delivery = exchange(self, goal, until);
        let failed = |error: OpError| self.without(Sent::Not(Cause::Here(error.to_string())));
        Some(delivery.unwrap_or_else(failed))
    }

    fn without(&self, sent: Sent) -> Delivery {
        Delivery { waiting: self.waiting(), sent, ..Delivery::default() }
    }

    /// Whether the shared desk answered, so that nobody waits for a dead network twice.
    fn remember_silence(&self, silent: bool) {
        let was = self.store.note(SILENT).is_some_and(|at| !at.is_empty());
        if silent || was {
            let at = if silent { self.now.rfc3339() } else { String::new() };
            let _ = self.store.set_note(SILENT, &at);
        }
    }

    /// How long the shared desk is waited for: not long where it did not answer just now.
    fn patience(&self) -> Duration {
        let since = self.store.note(SILENT).and_then(|at| at.parse::<Moment>().ok());
        let silent =
            since.is_some_and(|at| (0..SILENCE).contains(&(self.now.seconds() - at.seconds())));
        if silent { self.wait().min(SHORT) } else { self.wait() }
    }

    fn wait(&self) -> Duration {
        let said = self.store.config("newsroom.wait").and_then(|text| text.parse::<f64>().ok());
        let said = said.filter(|seconds| seconds.is_finite() && *seconds >= 0.0);
        said.map_or(WAIT, |seconds| Duration::from_secs_f64(seconds.min(600.0)))
    }
}

fn exchange(session: &mut Session, goal: Until, until: Instant) -> Result<Delivery, OpError> {
    let mut delivery = Delivery::default();
    delivery.sent = match turns(session, goal, until, &mut delivery)? {
        Ok(sent) => sent,
        Err(cause) => Sent::Not(cause),
    };
    delivery.waiting = session.waiting();
    session.remember_silence(delivery.sent == Sent::Not(Cause::NoAnswer));
    Ok(delivery)
}

/// Turn by turn, until it is done or cannot be.
fn turns(
    session: &mut Session,
    goal: Until,
    until: Instant,
    delivery: &mut Delivery,
) -> Result<Result<Sent, Cause>, OpError> {
    for turn in 1.. {
        let there = match session.store.fetch(until) {
            Ok(there) => there,
            // The first turns told that it answers.
            Err(Cause::NoAnswer) if turn > 1 => return Ok(Err(Cause::Faster)),
            Err(cause) => return Ok(Err(cause)),
        };
        let findings = incoming::judge(session, &there)?;
        if findings.iter().any(|found| !found.warning) {
            return Ok(Ok(Sent::Unlawful(findings)));
        }
        if turn == 1 {
            let told = findings.iter().filter(|found| found.code == "NA15");
            delivery.warnings.extend(told.map(|found| {
                format!(
                    "one of two clocks is wrong: a release by {} {}",
                    found.author, found.message
                )
            }));
        }
        if goal == Until::Judged {
            return Ok(Ok(Sent::SwitchedOff));
        }
        match take(session, &there, delivery)? {
            Taken::Done => {}
            Taken::Apart(why, remedy) => return Ok(Ok(Sent::Apart(why, remedy))),
            Taken::Late => {
                pause(turn);
                continue;
            }
        }
        session.set_heard(there.desk.clone(), there.record.clone());
        if goal == Until::Taken {
            let all = session.waiting() == 0;
            return Ok(Ok(if all { Sent::Done } else { Sent::SwitchedOff }));
        }
        if there.desk == session.store.tip(Line::Desk)? && there.record == session.record {
            return Ok(Ok(Sent::Done));
        }
        match session.store.push(until) {
            Pushed::Done => {
                session.set_heard(Some(session.head.clone()), session.record.clone());
                return Ok(Ok(Sent::Done));
            }
            Pushed::Not(cause) => return Ok(Err(cause)),
            Pushed::Behind if Instant::now() >= until => return Ok(Err(Cause::Faster)),
            Pushed::Behind => {
                delivery.retries += 1;
                pause(turn);
            }
        }
    }
    unreachable!("turns end by time")
}

/// Whoever lost more often waits less, so that nobody is left behind for ever.
fn pause(turn: u32) {
    let longest = (80 / u64::from(turn)).max(4);
    std::thread::sleep(Duration::from_millis(rand::random_range(0..=longest)));
}

/// What became of taking over what came.
enum Taken {
    Done,
    /// Somebody wrote here meanwhile.
    Late,
    /// This person may not put it together: why, and what to do.
    Apart(String, String),
}

/// Takes over what came: goes on from it, or puts it together with what is here.
fn take(session: &mut Session, there: &There, delivery: &mut Delivery) -> Result<Taken, OpError> {
    let (head, record) = (session.head.clone(), session.record.clone());
    if is_known(session, there)? {
        return Ok(Taken::Done);
    }
    let own = again::own(session, there)?;
    let desk = match join::tips(session, &head, there)? {
        Ok(joined) => joined,
        Err((why, remedy)) => return Ok(Taken::Apart(why, remedy)),
    };
    let made = match again::made(session, there, desk, &own)? {
        Ok(made) => made,
        Err((why, remedy)) => return Ok(Taken::Apart(why, remedy)),
    };
    let moved = |old: &CommitId, new: &CommitId| (old != new).then(|| (old.clone(), new.clone()));
    let record_move = match &made.record {
        Some(new) if Some(new) != record.as_ref() => Some((record.clone(), new.clone())),
        _ => None,
    };
    let author = session.store.identity().unwrap_or_else(|_| nobody());
    let advance = Advance {
        title: "sync".to_owned(),
        author,
        at: session.now,
        desk: moved(&head, &made.desk.tip),
        record: record_move,
        merge: Some(&merge_texts),
    };
    let Some(warnings) = session.store.advance(&advance)? else {
        session.refresh()?;
        return Ok(Taken::Late);
    };
    if let (Some(old), Some(new)) = (&record, &made.record)
        && !session.store.is_ancestor(old, new)?
    {
        incoming::forget(session);
    }
    delivery.warnings.extend(warnings);
    delivery.steps += count(session, there.desk.as_ref(), &head);
    delivery.releases +=
        record.as_ref().map_or(0, |old| count(session, there.record.as_ref(), old));
    delivery.told.extend(made.desk.told);
    delivery.told.extend(made.told);
    session.refresh()?;
    Ok(Taken::Done)
}

/// Whether nothing came that is not here.
fn is_known(session: &Session, there: &There) -> Result<bool, OpError> {
    let has = |tip: Option<&CommitId>, here: Option<&CommitId>| match (tip, here) {
        (None, _) => Ok(true),
        (Some(tip), Some(here)) => session.store.is_ancestor(tip, here),
        (Some(_), None) => Ok(false),
    };
    Ok(has(there.desk.as_ref(), Some(&session.head))?
        && has(there.record.as_ref(), session.record.as_ref())?)
}

fn count(session: &Session, tip: Option<&CommitId>, known: &CommitId) -> usize {
    let known = std::slice::from_ref(known);
    tip.and_then(|tip| session.store.commits(tip, known).ok()).map_or(0, |new| new.len())
}

/// Whoever only reads, and whom git does not know.
fn nobody() -> crate::storage::Identity {
    let email = "newsroom@localhost".to_owned();
    crate::storage::Identity { name: "newsroom".to_owned(), email }
}

/// A tip of the desk that has both, and what is to be told of it.
#[derive(Debug, Clone)]
struct Joined {
    tip: CommitId,
    told: Vec<Told>,
}

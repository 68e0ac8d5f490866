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
use crate::storage::{Advance, Cause, CommitId, HandedOver, Pushed, There};

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
        let delivery = match at_once(self, until) {
            Ok(Some(sent)) => {
                let sent = sent.unwrap_or_else(Sent::Not);
                self.remember(SILENT, sent == Sent::Not(Cause::NoAnswer));
                return self.without(sent);
            }
            Ok(None) => exchange(self, Until::Sent, until),
            Err(error) => Err(error),
        };
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

    /// Remembers that it is so now, or is not so any more.
    fn remember(&self, what: &str, is_so: bool) {
        let was = self.store.note(what).is_some_and(|at| !at.is_empty());
        if is_so || was {
            let at = if is_so { self.now.rfc3339() } else { String::new() };
            let _ = self.store.set_note(what, &at);
        }
    }

    /// How many seconds ago it was so.
    fn since(&self, what: &str) -> Option<i64> {
        let at = self.store.note(what)?.parse::<Moment>().ok()?;
        Some(self.now.seconds() - at.seconds()).filter(|seconds| *seconds >= 0)
    }

    /// How long the shared desk is waited for: not long where it did not answer just now.
    fn patience(&self) -> Duration {
        let silent = self.since(SILENT).is_some_and(|seconds| seconds < SILENCE);
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
    session.remember(SILENT, delivery.sent == Sent::Not(Cause::NoAnswer));
    Ok(delivery)
}

/// Turn by turn, until it is done or cannot be.
fn turns(
    session: &mut Session,
    goal: Until,
    until: Instant,
    delivery: &mut Delivery,
) -> Result<Result<Sent, Cause>, OpError> {
    let mut waited = false;
    for turn in 1.. {
        let began = Instant::now();
        let there = match session.store.fetch(until) {
            Ok(there) => there,
            // The first turn told that it answers.
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
        if goal == Until::Sent && !waited {
            let moment = my_turn(session, &there, began.elapsed())?;
            if !moment.is_zero() {
                // Somebody else sends for both meanwhile, or it is this one's turn then.
                waited = true;
                std::thread::sleep(moment.min(until.saturating_duration_since(Instant::now())));
                continue;
            }
        }
        let together = match together(session, &there, goal == Until::Sent)? {
            Ok(together) => together,
            Err((why, remedy)) => return Ok(Ok(Sent::Apart(why, remedy))),
        };
        let tips = together.tips();
        let pushed = if goal == Until::Taken || tips == there {
            Pushed::Done
        } else {
            let alone = tips.record == there.record;
            let own = Some(session.head.clone()).filter(|_| alone);
            session.store.push(&tips, own.as_ref(), until)
        };
        let late = match &pushed {
            Pushed::Behind => true,
            Pushed::Not(Cause::NoAnswer) => turn > 1,
            _ => false,
        };
        delivery.retries += u32::from(late);
        let pushed = if late { Pushed::Not(Cause::Faster) } else { pushed };
        if late && Instant::now() < until {
            continue;
        }
        // What came is taken over also where what is here could not be sent.
        let heard =
            if pushed == Pushed::Done && goal == Until::Sent { tips.clone() } else { there };
        if !take(session, together, delivery)? {
            continue;
        }
        session.set_heard(heard.desk, heard.record);
        return Ok(match pushed {
            Pushed::Not(cause) => Err(cause),
            _ if goal == Until::Sent || session.waiting() == 0 => Ok(Sent::Done),
            _ => Ok(Sent::SwitchedOff),
        });
    }
    unreachable!("turns end by time")
}

/// How long this clone waits for its turn, where several came too late and handed over: whoever is
/// first among them sends for all, and the others find their work sent when their turn comes. The
/// order is another one each time the desk goes on, so that nobody is always the last.
fn my_turn(session: &Session, there: &There, fetched: Duration) -> Result<Duration, OpError> {
    let Some(desk) = &there.desk else { return Ok(Duration::ZERO) };
    let own = session.store.hands_over_as()?;
    let waiting = session.store.handed_over(desk)?;
    let before = waiting.iter().position(|one| one.name == own).unwrap_or(0);
    let sends = fetched.clamp(Duration::from_millis(20), Duration::from_millis(200));
    Ok(sends * u32::try_from(before).unwrap_or(u32::MAX).min(50))
}

/// Sends right away what goes on from what the shared desk had when it was last heard, as long as it
/// still has just that: then nothing can have come that was not judged here. `None` where it has not,
/// or where nobody knows.
fn at_once(session: &Session, until: Instant) -> Result<Option<Result<Sent, Cause>>, OpError> {
    let tips = There { desk: Some(session.head.clone()), record: session.record.clone() };
    let Some(heard) = session.heard().map(|heard| There { desk: heard.desk, record: heard.record })
    else {
        return Ok(None);
    };
    if tips == heard || !goes_on(session, &heard, &tips)? || session.store.last_there()? != heard {
        return Ok(None);
    }
    let own = Some(&session.head).filter(|_| tips.record == heard.record);
    Ok(match session.store.push_upon(&heard, &tips, own, until) {
        Pushed::Done => {
            session.set_heard(tips.desk, tips.record);
            Some(Ok(Sent::Done))
        }
        Pushed::Behind => {
            // Others are at it this very moment: not all look again at once.
            let moment = Duration::from_millis(rand::random_range(0..=200));
            std::thread::sleep(moment.min(until.saturating_duration_since(Instant::now())));
            None
        }
        Pushed::Not(cause) => Some(Err(cause)),
    })
}

/// Whether both lines have all of what was heard.
fn goes_on(session: &Session, heard: &There, tips: &There) -> Result<bool, OpError> {
    for (was, is) in [(&heard.desk, &tips.desk), (&heard.record, &tips.record)] {
        if let Some(was) = was
            && !is.as_ref().is_some_and(|is| session.store.is_ancestor(was, is).unwrap_or(false))
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Why this person may not put both together, and what to do.
type Apart = (String, String);

/// What is here and what came, as commits that no branch names yet: a turn that is lost leaves
/// nothing.
#[derive(Debug)]
struct Together {
    there: There,
    desk: Joined,
    record: Option<CommitId>,
    told: Vec<Told>,
}

impl Together {
    fn tips(&self) -> There {
        There { desk: Some(self.desk.tip.clone()), record: self.record.clone() }
    }
}

fn together(
    session: &Session,
    there: &There,
    sends: bool,
) -> Result<Result<Together, Apart>, OpError> {
    let there = there.clone();
    let here = |tip: &CommitId| Joined { tip: tip.clone(), told: Vec::new() };
    if is_known(session, &there)? {
        let desk = here(&session.head);
        let record = session.record.clone();
        return Ok(Ok(Together { there, desk, record, told: Vec::new() }));
    }
    let own = again::own(session, &there)?;
    let desk = match join::tips(session, &session.head, &there)? {
        Ok(joined) => joined,
        Err(apart) => return Ok(Err(apart)),
    };
    // A release of one's own is weighed with all that goes along with it, and not held up by more.
    let desk = if sends && own.is_empty() { gather(session, desk)? } else { desk };
    Ok(match again::made(session, &there, desk, &own)? {
        Ok(made) => {
            let again::Made { desk, record, told } = made;
            Ok(Together { there, desk, record, told })
        }
        Err(apart) => Err(apart),
    })
}

/// Takes along what others handed over who came too late, as far as it is lawful: one of many sends
/// for all, and nobody is left behind.
fn gather(session: &Session, mut desk: Joined) -> Result<Joined, OpError> {
    for HandedOver { tip: theirs, .. } in session.store.handed_over(&desk.tip)? {
        let one = There { desk: Some(theirs.clone()), record: session.record.clone() };
        // Whoever handed over what is not lawful is told by the server, or by the own next sync.
        if incoming::steps(session, &one)?.is_empty()
            && let Ok(joined) = join::of(session, &desk.tip, &theirs)?
        {
            desk.tip = joined.tip;
            desk.told.extend(joined.told);
        }
    }
    Ok(desk)
}

/// Goes on to what was put together; false where somebody wrote here meanwhile.
fn take(session: &mut Session, made: Together, delivery: &mut Delivery) -> Result<bool, OpError> {
    let (head, record) = (session.head.clone(), session.record.clone());
    let desk_move = (head != made.desk.tip).then(|| (head.clone(), made.desk.tip.clone()));
    let record_move = made.record.clone().filter(|new| record.as_ref() != Some(new));
    if desk_move.is_none() && record_move.is_none() {
        return Ok(true);
    }
    let warnings = session.store.advance(&Advance {
        title: "sync".to_owned(),
        author: session.store.identity().unwrap_or_else(|_| nobody()),
        at: session.now,
        desk: desk_move,
        record: record_move.map(|new| (record.clone(), new)),
        merge: Some(&merge_texts),
    })?;
    let Some(warnings) = warnings else {
        session.refresh()?;
        return Ok(false);
    };
    if let (Some(old), Some(new)) = (&record, &made.record)
        && !session.store.is_ancestor(old, new)?
    {
        incoming::forget(session);
    }
    delivery.warnings.extend(warnings);
    delivery.steps += count(session, made.there.desk.as_ref(), &head);
    let came = |old: &CommitId| count(session, made.there.record.as_ref(), old);
    delivery.releases += record.as_ref().map_or(0, came);
    delivery.told.extend(made.desk.told);
    delivery.told.extend(made.told);
    session.refresh()?;
    Ok(true)
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

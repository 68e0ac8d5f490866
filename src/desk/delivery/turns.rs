//! The turns of an exchange: whoever comes too late begins again with what came.

use std::time::{Duration, Instant};

use super::together::{take, together};
use super::told::{Delivery, Sent};
use super::{crowd, incoming};
use crate::audit::Finding;
use crate::desk::error::OpError;
use crate::desk::session::Session;
use crate::storage::{Cause, Pushed, There};

/// How far an exchange goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goal {
    /// What came is judged, and stays beside the desk.
    Judged,
    /// What came is taken over.
    Taken,
    /// What is here is sent, too.
    Sent,
}

/// Turn by turn, until it is done or cannot be.
pub(super) fn turns(
    session: &mut Session,
    goal: Goal,
    until: Instant,
    delivery: &mut Delivery,
) -> Result<Result<Sent, Cause>, OpError> {
    for turn in 1.. {
        let began = Instant::now();
        let there = match session.store.fetch(until) {
            Ok(there) => there,
            // It answered, and took what somebody else sent.
            Err(Cause::NoAnswer) if delivery.retries > 0 => return Ok(Err(Cause::Faster)),
            Err(cause) => return Ok(Err(cause)),
        };
        let findings = incoming::judge(session, &there)?;
        if findings.iter().any(|found| !found.warning) {
            return Ok(Ok(Sent::Unlawful(findings)));
        }
        if turn == 1 {
            delivery.warnings.extend(findings.iter().map(told));
        }
        if goal == Goal::Judged {
            return Ok(Ok(Sent::SwitchedOff));
        }
        let together = match together(session, &there)? {
            Ok(together) => together,
            Err((why, remedy)) => return Ok(Ok(Sent::Apart(why, remedy))),
        };
        let tips = together.tips();
        let pushed = if goal == Goal::Taken || tips == there {
            Pushed::Done
        } else {
            session.store.push(&tips, until)
        };
        let pushed = if pushed == Pushed::Behind {
            delivery.retries += 1;
            if Instant::now() < until {
                pause(turn, until);
                continue;
            }
            Pushed::Not(Cause::Faster)
        } else {
            pushed
        };
        // What came is taken over also where what is here could not be sent.
        let heard = if pushed == Pushed::Done && goal == Goal::Sent { tips.clone() } else { there };
        if !take(session, together, delivery)? {
            continue;
        }
        session.set_heard(heard.desk, heard.record);
        if pushed == Pushed::Done && goal == Goal::Sent {
            crowd::got_through(&session.store, delivery.steps, began.elapsed());
        }
        return Ok(match pushed {
            Pushed::Not(cause) => Err(cause),
            _ if goal == Goal::Sent || session.waiting() == 0 => Ok(Sent::Done),
            _ => Ok(Sent::SwitchedOff),
        });
    }
    unreachable!("turns end by time")
}

/// What holds nobody up, in words.
fn told(found: &Finding) -> String {
    let Finding { author, message, path, .. } = found;
    match found.code {
        "NA15" => format!("one of two clocks is wrong: a release by {author} {message}"),
        _ => format!("{path} as {author} left it cannot be read: {message}: newsroom status"),
    }
}

/// Whoever lost waits a moment, and less the more often, so that nobody is left behind for ever.
fn pause(turn: u32, until: Instant) {
    let longest = (200 / u64::from(turn)).max(20);
    let moment = Duration::from_millis(rand::random_range(0..=longest));
    std::thread::sleep(moment.min(until.saturating_duration_since(Instant::now())));
}

/// Sends right away what goes on from what the shared desk had when it was last heard, as long as it
/// still has just that: then nothing can have come that was not judged here. `None` where it has not,
/// or where nobody knows.
pub(super) fn at_once(
    session: &Session,
    until: Instant,
) -> Result<Option<Result<(), Cause>>, OpError> {
    let tips = There { desk: Some(session.head.clone()), record: session.record.clone() };
    let Some(heard) = session.heard().map(|heard| There { desk: heard.desk, record: heard.record })
    else {
        return Ok(None);
    };
    if tips == heard || !goes_on(session, &heard, &tips)? || session.store.last_there()? != heard {
        return Ok(None);
    }
    Ok(match session.store.push_upon(&heard, &tips, until) {
        Pushed::Done => {
            session.set_heard(tips.desk, tips.record);
            crowd::got_through(&session.store, 0, Duration::ZERO);
            Some(Ok(()))
        }
        Pushed::Behind => {
            // Others are at it this very moment: not all look again at once.
            pause(1, until);
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

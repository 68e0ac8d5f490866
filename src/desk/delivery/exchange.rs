//! An exchange with the shared desk, at the end of an act and before somebody decides, and how long
//! it may take.

use std::time::{Duration, Instant};

use super::crowd;
use super::told::{Delivery, Sent};
use super::turns::{Goal, at_once, turns};
use crate::audit::Finding;
use crate::desk::error::OpError;
use crate::desk::session::Session;
use crate::model::Moment;
use crate::storage::Cause;

/// How long an act waits for the shared desk, where `newsroom.wait` (seconds) does not say.
const WAIT: Duration = Duration::from_secs(5);

/// How long a command on which somebody decides looks at the shared desk first.
const LOOK: Duration = Duration::from_secs(3);

/// So many seconds after it did not answer, acts wait for the shared desk no longer than that.
const SILENCE: i64 = 120;

const SHORT: Duration = Duration::from_secs(1);

const SILENT: &str = "silent";

/// Asks the shared desk and judges what it has; nothing is taken over.
pub(crate) fn peek(session: &mut Session) -> Result<Delivery, OpError> {
    exchange(session, Goal::Judged, Instant::now() + LOOK)
}

/// What is not lawful in what the shared desk has, as far as it can be reached now.
pub(crate) fn findings(session: &mut Session) -> Result<Vec<Finding>, OpError> {
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
    pub(crate) fn deliver(&mut self) -> Delivery {
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
        let delivery = self.send_until(until);
        delivery.unwrap_or_else(|error| self.without(Sent::Not(Cause::Here(error.to_string()))))
    }

    fn send_until(&mut self, until: Instant) -> Result<Delivery, OpError> {
        if !crowd::let_others_go(&self.store, until)
            && let Some(sent) = at_once(self, until)?
        {
            let sent = sent.map_or_else(Sent::Not, |()| Sent::Done);
            self.remember(SILENT, sent == Sent::Not(Cause::NoAnswer));
            return Ok(self.without(sent));
        }
        exchange(self, Goal::Sent, until)
    }

    /// Looks at the shared desk before somebody decides on something, as far as that is to be had
    /// soon; `None` where there is none.
    pub fn look(&mut self) -> Option<Delivery> {
        if !self.store.has_remote() {
            return None;
        }
        let sends = self.send && self.store.config("newsroom.send").as_deref() != Some("false");
        let goal = match (self.dry_run, sends) {
            (true, _) => Goal::Judged,
            (false, true) => Goal::Sent,
            (false, false) => Goal::Taken,
        };
        let until = Instant::now() + LOOK.min(self.patience());
        let delivery = exchange(self, goal, until);
        let failed = |error: OpError| self.without(Sent::Not(Cause::Here(error.to_string())));
        Some(delivery.unwrap_or_else(failed))
    }

    fn without(&self, sent: Sent) -> Delivery {
        let warnings = self.store.take_said();
        Delivery { waiting: self.waiting(), sent, warnings, ..Delivery::default() }
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

pub(crate) fn exchange(
    session: &mut Session,
    goal: Goal,
    until: Instant,
) -> Result<Delivery, OpError> {
    let mut delivery = Delivery::default();
    delivery.sent = match turns(session, goal, until, &mut delivery)? {
        Ok(sent) => sent,
        Err(cause) => Sent::Not(cause),
    };
    delivery.waiting = session.waiting();
    delivery.warnings.extend(session.store.take_said());
    session.remember(SILENT, delivery.sent == Sent::Not(Cause::NoAnswer));
    Ok(delivery)
}

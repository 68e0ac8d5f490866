//! A desk that asks for a newer program than this one: it is read, and not written.
//!
//! Two acts are done all the same: `pull` and `stop`. They make the page more careful, nobody else
//! may be at hand, and what they write is what every version reads: a line of the ledger, a review.
//! A desk in a later format takes nothing from this program, for nobody here knows what a line would
//! mean there.

use super::error::OpError;
use super::session::Session;
use crate::check::Finding;
use crate::format::{self, Position, Problem, position};
use crate::model::{Desk, SETTINGS, Version};

/// What a desk asks for, which this program is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The oldest program that may write.
    pub version: Version,
    /// The line of `newsroom.toml` that says so.
    pub line: usize,
}

impl Session {
    /// The newer program that the desk asks for; `None` where this one is new enough.
    pub fn asks_for_newer(&self) -> Option<Asked> {
        let version = asked(&self.desk)?.clone();
        let place = format::locate(&self.settings, "policy.min_version");
        let Position { line, .. } = position(&self.settings, place.start);
        Some(Asked { version, line })
    }

    /// Lets this act be done also by a program that is older than the desk asks for.
    pub fn take_down(&mut self) {
        self.takes_down = true;
    }

    /// Refuses a program that is too old to write here.
    ///
    /// # Errors
    ///
    /// [`OpError::Older`], [`OpError::AnotherFormat`].
    pub fn may_write(&self) -> Result<(), OpError> {
        if let Some((_, bytes)) = self.store.file(&self.head, SETTINGS)?
            && let Some(told) = format::told_format(&String::from_utf8_lossy(&bytes))
        {
            return Err(OpError::AnotherFormat { told });
        }
        match self.asks_for_newer() {
            Some(Asked { version, line }) if !self.takes_down => {
                Err(OpError::Older { version, line })
            }
            _ => Ok(()),
        }
    }

    /// The same mistakes, with fields that are not known here told as what they are: a newer one's.
    pub(super) fn told_as_newer(&self, problems: Vec<Problem>) -> Vec<Problem> {
        told_as_newer(&self.desk, problems)
    }

    /// The same of findings.
    pub(crate) fn tell_as_newer(&self, findings: &mut [Finding]) {
        let Some(asked) = self.asks_for_newer() else { return };
        for found in findings {
            if let Some((message, remedy)) = format::by_newer(&found.message, &asked.version) {
                (found.message, found.remedy) = (message, remedy);
            }
        }
    }
}

/// The newer program that the settings ask for.
fn asked(desk: &Desk) -> Option<&Version> {
    let asked = desk.policy.min_version.as_ref();
    asked.filter(|asked| asked.is_newer_than(&Version::here()))
}

/// Mistakes in a desk of those settings: a field that is not known here may be a newer program's.
pub(super) fn told_as_newer(desk: &Desk, mut problems: Vec<Problem>) -> Vec<Problem> {
    let Some(asked) = asked(desk) else { return problems };
    for problem in &mut problems {
        if let Some((message, remedy)) = format::by_newer(&problem.message, asked) {
            (problem.message, problem.remedy) = (message, remedy);
        }
    }
    problems
}

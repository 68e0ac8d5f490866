//! How long words waited: from submitted to approved, from approved to released.

use crate::model::{Moment, Verdict};
use crate::ops::log::{Event, What};

/// One time that words waited for others, from when they were submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// When they were submitted.
    pub submitted: Moment,
    /// When they were last approved.
    pub approved: Option<Moment>,
    /// When it ended, and how; `None` where they wait still.
    pub ended: Option<(Moment, Ended)>,
}

/// How words ended waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Readers were given them.
    Released,
    /// They went back to who wrote them.
    Returned,
}

impl Ended {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Released => "released",
            Self::Returned => "returned",
        }
    }
}

/// Each time that the words of one document waited, oldest first. Words that were submitted again
/// before anybody took them up wait anew.
pub fn waits(events: &[Event]) -> Vec<Wait> {
    let mut waits: Vec<Wait> = Vec::new();
    for event in events {
        let open = waits.last_mut().filter(|wait| wait.ended.is_none());
        match (step(&event.what), open) {
            (Some(Step::Submitted), open) => {
                let wait = Wait { submitted: event.at, approved: None, ended: None };
                match open {
                    Some(open) => *open = wait,
                    None => waits.push(wait),
                }
            }
            (Some(Step::Approved), Some(open)) => open.approved = Some(event.at),
            (Some(Step::Ended(how)), Some(open)) => open.ended = Some((event.at, how)),
            _ => {}
        }
    }
    waits
}

/// What an event is to words that wait.
enum Step {
    Submitted,
    Approved,
    Ended(Ended),
}

fn step(what: &What) -> Option<Step> {
    match what {
        What::Review(review) => match review.verdict {
            Verdict::Submitted => Some(Step::Submitted),
            Verdict::Approved => Some(Step::Approved),
            Verdict::Returned => Some(Step::Ended(Ended::Returned)),
            _ => None,
        },
        What::Release(release) if release.kind.carries_words() => {
            Some(Step::Ended(Ended::Released))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Review;

    fn at(minute: u32) -> Moment {
        format!("2026-11-07T21:{minute:02}:00+02:00").parse().expect("a moment")
    }

    fn event(minute: u32, verdict: Verdict) -> Event {
        let review = Review {
            at: at(minute),
            by: "ana-petrova".parse().expect("an id"),
            verdict,
            round: 1,
            digest: None,
            not_before: None,
            note: String::new(),
            urgent: false,
            until: None,
            keeps: String::new(),
        };
        Event {
            at: at(minute),
            who: "ana-petrova".to_owned(),
            what: What::Review(review),
            commit: None,
        }
    }

    #[test]
    fn words_that_come_back_wait_twice() {
        let events = [
            event(1, Verdict::Submitted),
            event(5, Verdict::Returned),
            event(6, Verdict::Approved),
            event(10, Verdict::Submitted),
            event(11, Verdict::Comment),
            event(14, Verdict::Approved),
        ];
        let returned =
            Wait { submitted: at(1), approved: None, ended: Some((at(5), Ended::Returned)) };
        let open = Wait { submitted: at(10), approved: Some(at(14)), ended: None };
        assert_eq!(waits(&events), [returned, open]);
    }

    #[test]
    fn words_that_are_submitted_again_wait_anew() {
        let events = [
            event(1, Verdict::Submitted),
            event(2, Verdict::Approved),
            event(9, Verdict::Submitted),
        ];
        assert_eq!(waits(&events), [Wait { submitted: at(9), approved: None, ended: None }]);
    }
}

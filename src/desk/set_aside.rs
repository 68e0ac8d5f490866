//! What is set aside while readers' words are put right, and where it stood.

use serde::{Deserialize, Serialize};

use crate::model::{Desk, Digest, Document, Ledger, Verdict};
use crate::workflow::{Standing, State};

/// Words that are set aside for a correction. Times are RFC 3339.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// They are a retraction.
    pub retraction: bool,
    /// Where they stood at the desk, and will again.
    pub state: State,
    /// When they were submitted.
    pub submitted: Option<String>,
    /// Who submitted them.
    pub submitted_by: Vec<String>,
    /// Who approved them.
    pub approved_by: Vec<String>,
    /// When they were to go out.
    pub publish_at: Option<String>,
}

impl SetAside {
    /// What a document that is set aside is.
    pub(crate) fn of(
        document: &Document,
        digest: Option<Digest>,
        ledger: Option<&Ledger>,
        desk: &Desk,
    ) -> Self {
        Self::at(document, &Standing::of(document, digest, ledger, desk))
    }

    /// The same of one that stands so.
    pub(crate) fn at(document: &Document, standing: &Standing) -> Self {
        let submitted = document.reviews().iter().rev().find(|review| {
            (review.verdict, review.round, review.digest)
                == (Verdict::Submitted, standing.round, standing.digest)
        });
        Self {
            retraction: document.retraction().is_some(),
            state: standing.state,
            submitted: submitted.map(|review| review.at.rfc3339()),
            submitted_by: standing.submitted_by.iter().map(ToString::to_string).collect(),
            approved_by: standing.approved_by.iter().map(ToString::to_string).collect(),
            publish_at: document.publish_at().map(|at| at.rfc3339()),
        }
    }

    /// Whether somebody said already that they may be read or let out.
    pub fn waits(&self) -> bool {
        matches!(self.state, State::InReview | State::Approved)
    }

    /// What it is, in words: `a retraction, submitted by ana, approved by ed`.
    pub fn named(&self) -> String {
        let what = if self.retraction { "a retraction" } else { "unfinished words" };
        let by = |done: &str, who: &[String]| match who {
            [] => String::new(),
            who => format!(", {done} by {}", who.join(", ")),
        };
        let approved = match self.state {
            State::Approved => by("approved", &self.approved_by),
            State::Returned => ", returned".to_owned(),
            _ => String::new(),
        };
        format!("{what}{}{approved}", by("submitted", &self.submitted_by))
    }

    /// That it is back, and as what.
    pub(super) fn is_back(&self, was_approved: bool) -> String {
        let what = self.named();
        let state = match self.state {
            State::InReview => "in the queue where it was",
            State::AsPublished if self.retraction => {
                return "what was set aside is in the file again, and readers never see it: what they had is retracted".to_owned();
            }
            State::NeedsMerge => "and both changed the same words (newsroom edit settles it)",
            _ => "as a draft",
        };
        let anew = match was_approved && self.waits() {
            true => "; an approval counts in its own round, so it is approved anew",
            false => "",
        };
        format!("what was set aside is back, {state}: {what}{anew}")
    }
}

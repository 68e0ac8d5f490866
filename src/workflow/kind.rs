//! What kind of release it is, and whether what was said is gentler than what changed.

use super::refusal::Reason;
use crate::model::{Correction, CorrectionKind, ReleaseKind};

/// What changed between the live words and the desk's, as far as the kind of release depends on it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Change {
    /// There were words before.
    pub published: bool,
    /// Corrections that no release has carried yet.
    pub corrections: Vec<Correction>,
    /// It becomes a notice.
    pub retraction: bool,
    /// Why it is more than layout; empty where it is not.
    pub beyond_layout: Vec<String>,
    /// Why it is more than a byline; empty where it is not.
    pub beyond_byline: Vec<String>,
    /// Why it does more than add doubt; empty where it does not.
    pub beyond_doubt: Vec<String>,
    /// Why it is more than a minor fix; empty where it is not.
    pub beyond_minor: Vec<String>,
}

impl Change {
    /// What it is, where nobody says: the strongest that it carries, then the gentlest that holds it.
    pub fn kind(&self) -> ReleaseKind {
        if !self.published {
            ReleaseKind::First
        } else if self.retraction {
            ReleaseKind::Retraction
        } else if let Some(kind) = self.strongest_correction() {
            match kind {
                CorrectionKind::EditorsNote => ReleaseKind::EditorsNote,
                CorrectionKind::Correction => ReleaseKind::Correction,
                CorrectionKind::Clarification => ReleaseKind::Clarification,
            }
        } else if self.beyond_layout.is_empty() {
            ReleaseKind::Layout
        } else if self.beyond_byline.is_empty() {
            ReleaseKind::Byline
        } else if self.beyond_doubt.is_empty() {
            ReleaseKind::Doubt
        } else {
            ReleaseKind::Update
        }
    }

    /// The kind that was said, or the one it is.
    ///
    /// # Errors
    ///
    /// [`Reason::TooGentle`] where what was said is gentler than what changed;
    /// [`Reason::ReadersNotTold`] where a correction was said and there is none.
    pub fn said(&self, said: Option<ReleaseKind>) -> Result<ReleaseKind, Reason> {
        let is = self.kind();
        let Some(said) = said.filter(|said| *said != is) else { return Ok(is) };
        let gentle = |why: &str| Err(Reason::TooGentle { said, is, why: why.to_owned() });
        match (said, is) {
            (_, ReleaseKind::First) => gentle("it was never published"),
            (_, ReleaseKind::Retraction) => gentle("it withdraws the whole"),
            (
                _,
                ReleaseKind::EditorsNote | ReleaseKind::Correction | ReleaseKind::Clarification,
            ) => gentle("it carries words for readers about what was wrong"),
            (ReleaseKind::Update, _) => Ok(said),
            (ReleaseKind::Minor, _) => held(said, is, &self.beyond_minor),
            (ReleaseKind::Doubt, _) => held(said, is, &self.beyond_doubt),
            (ReleaseKind::Byline, _) => held(said, is, &self.beyond_byline),
            (ReleaseKind::Layout, _) => held(said, is, &self.beyond_layout),
            (ReleaseKind::Correction, _) => {
                Err(Reason::ReadersNotTold { kind: Some(CorrectionKind::Correction) })
            }
            (ReleaseKind::Clarification, _) => {
                Err(Reason::ReadersNotTold { kind: Some(CorrectionKind::Clarification) })
            }
            (ReleaseKind::EditorsNote, _) => {
                Err(Reason::ReadersNotTold { kind: Some(CorrectionKind::EditorsNote) })
            }
            (ReleaseKind::First, _) => gentle("it was published before"),
            _ => gentle("that is a command of its own"),
        }
    }

    /// The same where the words before were erased: nobody can say that it does little.
    pub fn after_erased_words(self) -> Self {
        let why = vec!["the words before it were erased on an order".to_owned()];
        Self {
            published: true,
            beyond_layout: why.clone(),
            beyond_byline: why.clone(),
            beyond_doubt: why.clone(),
            beyond_minor: why,
            ..self
        }
    }

    fn strongest_correction(&self) -> Option<CorrectionKind> {
        self.corrections.iter().map(|correction| correction.kind).max()
    }
}

fn held(said: ReleaseKind, is: ReleaseKind, beyond: &[String]) -> Result<ReleaseKind, Reason> {
    if beyond.is_empty() {
        Ok(said)
    } else {
        Err(Reason::TooGentle { said, is, why: beyond.join("; ") })
    }
}

/// Kinds that an editor may release alone where the desk's rules list them: acts that make a page
/// more careful, or assert nothing more.
pub fn may_be_alone(kind: ReleaseKind) -> bool {
    matches!(
        kind,
        ReleaseKind::Minor | ReleaseKind::Doubt | ReleaseKind::Byline | ReleaseKind::Layout
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(beyond: &str) -> Change {
        let beyond = vec![beyond.to_owned()];
        Change {
            published: true,
            beyond_layout: beyond.clone(),
            beyond_byline: beyond.clone(),
            beyond_doubt: beyond.clone(),
            beyond_minor: beyond,
            ..Change::default()
        }
    }

    #[test]
    fn the_strongest_correction_names_the_release() {
        let mut change = words("other words");
        for kind in
            [CorrectionKind::Clarification, CorrectionKind::EditorsNote, CorrectionKind::Correction]
        {
            change.corrections.push(Correction {
                id: "x-9d3v".parse().expect("id"),
                kind,
                note: "It was wrong.".to_owned(),
                withhold_before: false,
            });
        }
        assert_eq!(change.kind(), ReleaseKind::EditorsNote);
        assert!(change.said(Some(ReleaseKind::Update)).is_err());
    }

    #[test]
    fn minor_is_held_to_what_it_means() {
        let refused = words("a number changed: 7 → 9").said(Some(ReleaseKind::Minor));
        assert!(matches!(refused, Err(Reason::TooGentle { why, .. }) if why.contains("7 → 9")));
        let mut typo = words("words changed");
        typo.beyond_minor.clear();
        assert_eq!(typo.said(Some(ReleaseKind::Minor)), Ok(ReleaseKind::Minor));
        assert_eq!(typo.kind(), ReleaseKind::Update, "nobody is held to be minor unsaid");
    }

    #[test]
    fn doubt_alone_is_told_from_an_update() {
        let mut doubt = words("more than a byline");
        doubt.beyond_doubt.clear();
        assert_eq!(doubt.kind(), ReleaseKind::Doubt);
        assert_eq!(doubt.said(Some(ReleaseKind::Update)), Ok(ReleaseKind::Update));
    }
}

//! Which works are counted.

use std::fmt;
use std::str::FromStr;

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::{Author, Work};
use crate::model::{ContributorId, Credit, Moment, Public};

/// Which works are counted, and whose part in them; everything where all is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// This person alone.
    pub who: Option<Who>,
    /// This story alone, by its folder's name.
    pub story: Option<String>,
    /// Not before this moment.
    pub since: Option<Moment>,
    /// Not after this moment.
    pub until: Option<Moment>,
    /// In this month, by each work's own clock.
    pub month: Option<Month>,
    /// Only what readers see now.
    pub live: bool,
    /// Only what readers saw at some time.
    pub seen: bool,
    /// By when it was filed, not by when readers first saw it.
    pub filed: bool,
}

/// A person whose part alone is counted: of the desk, by a printed name, or both.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Who {
    /// The person of the desk.
    pub id: Option<ContributorId>,
    /// The name as printed.
    pub name: Option<String>,
}

/// A month of a year, as in `2026-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month {
    year: i32,
    month: u32,
}

/// A text that is not a month.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a month, as in 2026-11")]
pub struct InvalidMonth(pub String);

impl Month {
    /// The month of a moment, on the moment's own clock.
    pub fn of(at: Moment) -> Self {
        Self { year: at.time().year(), month: at.time().month() }
    }
}

impl FromStr for Month {
    type Err = InvalidMonth;

    fn from_str(text: &str) -> Result<Self, InvalidMonth> {
        let invalid = || InvalidMonth(text.to_owned());
        let (year, month) = text.split_once('-').ok_or_else(invalid)?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || month.len() != 2 || !digits(year) || !digits(month) {
            return Err(invalid());
        }
        match (year.parse(), month.parse()) {
            (Ok(year), Ok(month @ 1..=12)) => Ok(Self { year, month }),
            _ => Err(invalid()),
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl Filter {
    /// Whether the work is counted.
    pub fn admits(&self, work: &Work) -> bool {
        let at = work.at(self.filed);
        self.story.as_ref().is_none_or(|story| *story == work.story)
            && self.since.is_none_or(|since| at >= since)
            && self.until.is_none_or(|until| at <= until)
            && self.month.is_none_or(|month| Month::of(at) == month)
            && (work.public == Public::Live || !self.live)
            && (work.seen.is_some() || !self.seen)
    }

    /// Whether the part that a credit names is counted.
    pub(super) fn wants(&self, credit: &Credit) -> bool {
        let Some(who) = &self.who else { return true };
        let named = who.name.as_deref() == Some(credit.name.as_str());
        named || (who.id.is_some() && who.id == credit.who)
    }

    /// Whether the words that somebody wrote are counted.
    pub(super) fn wants_words_of(&self, author: &Author) -> bool {
        self.who.as_ref().is_none_or(|who| match author {
            Author::Contributor(id) => who.id.as_ref() == Some(id),
            Author::Outsider(name) => who.name.as_ref() == Some(name),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_four_digits_and_two() {
        for wrong in ["2026-13", "2026-1", "26-11", "2026", "2026-11-07", "+026-11"] {
            assert!(wrong.parse::<Month>().is_err(), "{wrong}");
        }
        assert_eq!("2026-11".parse::<Month>().expect("a month").to_string(), "2026-11");
    }
}

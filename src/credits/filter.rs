//! Which works are counted.

use std::fmt;
use std::str::FromStr;

use chrono::Datelike;

use super::{Author, Work};
use crate::model::Moment;

/// Which works are counted, and whose part in them; everything where all is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// This person alone.
    pub who: Option<Author>,
    /// This story alone, by its folder's name.
    pub story: Option<String>,
    /// Not before this moment.
    pub since: Option<Moment>,
    /// Before this moment.
    pub until: Option<Moment>,
    /// In this month, by each work's own clock.
    pub month: Option<Month>,
    /// Only what readers see now.
    pub live: bool,
}

/// A month of a year, as in `2026-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i32,
    month: u32,
}

/// A text that is not a month.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a month, as in 2026-11")]
pub struct InvalidMonth(pub String);

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
    pub(super) fn admits(&self, work: &Work) -> bool {
        let time = work.at.time();
        self.story.as_ref().is_none_or(|story| *story == work.story)
            && self.since.is_none_or(|since| work.at >= since)
            && self.until.is_none_or(|until| work.at < until)
            && self.month.is_none_or(|m| (time.year(), time.month()) == (m.year, m.month))
            && (work.live || !self.live)
    }

    /// Whether this person's part is counted.
    pub(super) fn wants(&self, author: &Author) -> bool {
        self.who.as_ref().is_none_or(|who| who == author)
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

//! By what works are counted.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Author, Kind, Month, Work};
use crate::model::{Credit, CreditRole, Moment};

/// What a row of a tally stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum GroupBy {
    /// One person.
    Contributor,
    /// One role in the credits.
    Role,
    /// One story.
    Story,
    /// One place that people were credited from.
    Place,
    /// One sort of work.
    Kind,
    /// One month on the clock of each story.
    Month,
    /// One day on the clock of each story.
    Day,
}

/// One of those that works are counted by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Group {
    /// A person.
    Author(Author),
    /// A role.
    Role(CreditRole),
    /// A story, by its folder's name.
    Story(String),
    /// A place; empty where none is said.
    Place(String),
    /// A sort of work.
    Kind(Kind),
    /// A month.
    Month(Month),
    /// A day.
    Day(NaiveDate),
}

impl GroupBy {
    /// Whether its rows follow one another in time.
    pub fn is_time(self) -> bool {
        matches!(self, Self::Month | Self::Day)
    }

    /// Whether a credit decides it, not the work as a whole.
    pub(super) fn is_of_a_credit(self) -> bool {
        matches!(self, Self::Contributor | Self::Role | Self::Place)
    }

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contributor => "contributor",
            Self::Role => "role",
            Self::Story => "story",
            Self::Place => "place",
            Self::Kind => "kind",
            Self::Month => "month",
            Self::Day => "day",
        }
    }

    /// The group of a person's part in a work; `None` where a credit would have to say it and there
    /// is none.
    pub(super) fn of(
        self,
        work: &Work,
        at: Moment,
        author: Option<&Author>,
        credit: Option<&Credit>,
    ) -> Option<Group> {
        Some(match self {
            Self::Contributor => Group::Author(author?.clone()),
            Self::Role => Group::Role(credit?.role),
            Self::Place => Group::Place(credit?.place.clone()),
            Self::Story => Group::Story(work.story.clone()),
            Self::Kind => Group::Kind(work.kind),
            Self::Month => Group::Month(Month::of(at)),
            Self::Day => Group::Day(day(at)),
        })
    }
}

fn day(at: Moment) -> NaiveDate {
    let time = at.time();
    NaiveDate::from_ymd_opt(time.year(), time.month(), time.day())
        .expect("the day of a moment is a day")
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Author(author) => write!(f, "{author}"),
            Self::Role(role) => f.write_str(role.as_str()),
            Self::Story(text) | Self::Place(text) => f.write_str(text),
            Self::Kind(kind) => f.write_str(kind.as_str()),
            Self::Month(month) => write!(f, "{month}"),
            Self::Day(day) => write!(f, "{}", day.format("%Y-%m-%d")),
        }
    }
}

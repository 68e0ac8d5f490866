//! Times on the page of a shift: the clock alone, and the day where it is another one.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use crate::model::Moment;

/// A time as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Time {
    /// RFC 3339 with the zone's offset, for `<time datetime>`.
    pub(super) iso: String,
    /// As in `21:10`.
    pub(super) clock: String,
    /// As in `Sun 8 Nov`, where the one before is of another day.
    pub(super) day: Option<String>,
}

/// Times that follow each other on one clock.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    zone: Tz,
    day: NaiveDate,
}

impl Clock {
    /// A clock that has just shown that moment.
    pub(super) fn new(shown: Moment, zone: Tz) -> Self {
        Self { zone, day: shown.time().with_timezone(&zone).date_naive() }
    }

    /// The next time on it.
    pub(super) fn time(&mut self, at: Moment) -> Time {
        let local = at.time().with_timezone(&self.zone);
        let other = local.date_naive() != self.day;
        self.day = local.date_naive();
        Time {
            iso: Moment::new(local.fixed_offset()).rfc3339(),
            clock: local.format("%H:%M").to_string(),
            day: other.then(|| local.format("%a %-d %b").to_string()),
        }
    }
}

/// The day of a moment in that zone, as in `Saturday 7 November 2026`.
pub(super) fn day(at: Moment, zone: Tz) -> String {
    at.time().with_timezone(&zone).format("%A %-d %B %Y").to_string()
}

/// The zone by its city, as in `Kyiv`.
pub(super) fn city(zone: Tz) -> String {
    zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ")
}

/// How long it is from one moment to another, as in `2 h 5 min`.
pub(super) fn length(from: Moment, to: Moment) -> String {
    let minutes = (to.seconds() - from.seconds()).max(0) / 60;
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let units = [(days, "d"), (hours, "h"), (minutes, "min")];
    let parts: Vec<String> = units
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .take(2)
        .map(|(n, unit)| format!("{n} {unit}"))
        .collect();
    if parts.is_empty() { "under 1 min".to_owned() } else { parts.join(" ") }
}

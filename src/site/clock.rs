//! Times as readers are told them: in the story's zone and form.

use chrono::{Datelike, Timelike};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::model::{Day, Moment};

/// The clock of a story: its zone, and how a place is named beside a time.
#[derive(Debug, Clone)]
pub(super) struct Clock {
    zone: Tz,
    place: String,
    english: bool,
}

/// One time, in the parts a page needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Time {
    /// RFC 3339 with the zone's offset, for `<time datetime>`.
    pub(super) iso: String,
    /// As in `12:30 p.m.`
    pub(super) clock: String,
    /// As in `in Selan`.
    pub(super) place: String,
    /// As in `7 November 2026`.
    pub(super) date: String,
    /// All of it in words.
    pub(super) full: String,
}

impl Clock {
    /// The clock of that IANA zone; UTC where there is no such zone.
    ///
    /// `place` is the story's own; where it is empty, the zone's city stands for it. English alone
    /// has hours to twelve and named months; other languages get figures.
    pub(super) fn new(zone: &str, place: &str, language: &str) -> Self {
        let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
        let english = language.is_empty() || language.split('-').next() == Some("en");
        let place = match place.trim() {
            "" => city(zone.name()).map(|city| format!("in {city}")),
            place => Some(format!("in {place}")),
        };
        Self { zone, place: place.unwrap_or_else(|| "UTC".to_owned()), english }
    }

    /// That moment on this clock.
    pub(super) fn time(&self, moment: Moment) -> Time {
        let local = moment.time().with_timezone(&self.zone);
        let clock = if self.english {
            let (afternoon, hour) = local.hour12();
            let half = if afternoon { "p.m." } else { "a.m." };
            format!("{hour}:{:02} {half}", local.minute())
        } else {
            format!("{:02}:{:02}", local.hour(), local.minute())
        };
        let date = self.date(Day(local.date_naive()));
        Time {
            iso: Moment::new(local.fixed_offset()).rfc3339(),
            full: format!("{clock} {}, {date}", self.place),
            clock,
            place: self.place.clone(),
            date,
        }
    }

    /// That day in words.
    pub(super) fn date(&self, day: Day) -> String {
        if self.english {
            format!("{} {} {}", day.0.day(), day.0.format("%B"), day.0.year())
        } else {
            day.0.to_string()
        }
    }
}

/// The city of a zone's name; none for those that name none, as `UTC` or `Etc/GMT+2`.
fn city(zone: &str) -> Option<String> {
    let (area, rest) = zone.split_once('/')?;
    let city = rest.rsplit('/').next()?;
    (area != "Etc").then(|| city.replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        text.parse().expect("RFC 3339")
    }

    #[test]
    fn a_time_is_told_in_the_storys_zone_and_place() {
        let clock = Clock::new("Europe/Kyiv", "Selan", "en");
        let time = clock.time(at("2026-11-07T10:30:00Z"));
        assert_eq!(time.clock, "12:30 p.m.");
        assert_eq!(time.full, "12:30 p.m. in Selan, 7 November 2026");
        assert_eq!(time.iso, "2026-11-07T12:30:00+02:00");
    }

    #[test]
    fn without_a_place_the_city_of_the_zone_stands_for_it() {
        let place = |zone| Clock::new(zone, "", "en").time(at("2026-11-07T00:05:00Z")).place;
        assert_eq!(place("Europe/Kyiv"), "in Kyiv");
        assert_eq!(place("America/Argentina/Buenos_Aires"), "in Buenos Aires");
        assert_eq!(place("UTC"), "UTC");
        assert_eq!(place("Nowhere/At all"), "UTC");
    }

    #[test]
    fn midnight_is_twelve_in_the_morning_and_other_languages_count_to_24() {
        let midnight = at("2026-11-07T00:05:00Z");
        assert_eq!(Clock::new("UTC", "", "en-GB").time(midnight).clock, "12:05 a.m.");
        assert_eq!(Clock::new("UTC", "", "uk").time(midnight).full, "00:05 UTC, 2026-11-07");
    }
}

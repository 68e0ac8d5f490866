//! Times as readers are told them: in the story's zone and form.

use std::sync::Arc;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::messages::Messages;
use crate::model::{Day, Moment};

/// The clock of a story: its zone, how a place is named beside a time, and in which language.
#[derive(Debug, Clone)]
pub(super) struct Clock {
    zone: Tz,
    /// A city or the like; empty for UTC.
    place: String,
    messages: Arc<Messages>,
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
    /// As in `Saturday, 7 November 2026`.
    pub(super) day: String,
    /// All of it in words, without the name of the day.
    pub(super) full: String,
}

impl Clock {
    /// The clock of that IANA zone; UTC where there is no such zone.
    ///
    /// `place` is the story's own; where it is empty, the zone's city stands for it.
    pub(super) fn new(zone: &str, place: &str, messages: Arc<Messages>) -> Self {
        let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
        let place = match place.trim() {
            "" => city(zone.name()).unwrap_or_default(),
            place => place.to_owned(),
        };
        Self { zone, place, messages }
    }

    /// The same clock, told in another language.
    pub(super) fn told_in(&self, messages: &Arc<Messages>) -> Self {
        Self { messages: Arc::clone(messages), ..self.clone() }
    }

    /// In which language it is told.
    pub(super) fn messages(&self) -> &Arc<Messages> {
        &self.messages
    }

    /// That moment on this clock.
    pub(super) fn time(&self, moment: Moment) -> Time {
        let local = moment.time().with_timezone(&self.zone);
        let dates = self.messages.dates();
        let clock = dates.time(local.time());
        let date = dates.day(local.date_naive());
        let place = self.place();
        let parts = [("clock", clock.as_str()), ("place", &place), ("date", &date)];
        Time {
            iso: Moment::new(local.fixed_offset()).rfc3339(),
            full: self.messages.tell("moment", &parts),
            day: self.messages.tell("day", &[("date", &dates.weekday(local.date_naive()))]),
            clock,
            place,
            date,
        }
    }

    /// Whose time it is, as in `in Selan`.
    pub(super) fn place(&self) -> String {
        match self.place.as_str() {
            "" => "UTC".to_owned(),
            place => self.messages.tell("in-place", &[("place", place)]),
        }
    }

    /// That day in words.
    pub(super) fn date(&self, day: Day) -> String {
        self.messages.dates().day(day.0)
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
    use std::collections::BTreeMap;

    use super::*;
    use crate::site::language::Language;
    use crate::site::messages::Languages;

    fn at(text: &str) -> Moment {
        text.parse().expect("RFC 3339")
    }

    fn clock(zone: &str, place: &str, tag: &str) -> Clock {
        let messages = Languages::new(&BTreeMap::new()).of(&Language::of(tag, "en"));
        Clock::new(zone, place, messages)
    }

    #[test]
    fn a_time_is_told_in_the_storys_zone_and_place() {
        let time = clock("Europe/Kyiv", "Selan", "en").time(at("2026-11-07T10:30:00Z"));
        assert_eq!(time.clock, "12:30 p.m.");
        assert_eq!(time.full, "12:30 p.m. in Selan, 7 November 2026");
        assert_eq!(time.iso, "2026-11-07T12:30:00+02:00");
        assert_eq!(time.day, "Saturday, 7 November 2026");
    }

    #[test]
    fn without_a_place_the_city_of_the_zone_stands_for_it() {
        let place = |zone| clock(zone, "", "en").time(at("2026-11-07T00:05:00Z")).place;
        assert_eq!(place("Europe/Kyiv"), "in Kyiv");
        assert_eq!(place("America/Argentina/Buenos_Aires"), "in Buenos Aires");
        assert_eq!(place("UTC"), "UTC");
        assert_eq!(place("Nowhere/At all"), "UTC");
    }

    #[test]
    fn a_time_is_told_as_its_language_does() {
        let midnight = at("2026-11-07T00:05:00Z");
        let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ");
        let full = |tag| plain(clock("UTC", "Selan", tag).time(midnight).full);
        assert_eq!(full("en"), "12:05 a.m. in Selan, 7 November 2026");
        assert_eq!(full("en-GB"), "00:05 in Selan, 7 November 2026");
        assert_eq!(full("uk"), "00:05 (Selan), 7 листопада 2026 р.");
        assert_eq!(full("de"), "7. November 2026, 00:05 Uhr in Selan");
    }
}

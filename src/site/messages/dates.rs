//! Days and times of day as a language writes them, by CLDR; of the Gregorian calendar everywhere.
//!
//! English that is of no country has the house's own form, `12:30 p.m.` and `7 November 2026`: `en-GB` and
//! `en-US` are written as there.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use icu_calendar::Gregorian;
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::NoCalendarFormatter;
use icu_datetime::fieldsets::{T, YMD, YMDE};
use icu_datetime::input::{Date, Time};
use icu_locale::Locale;

type Days<Fields> = FixedCalendarDateTimeFormatter<Gregorian, Fields>;

/// The days and times of a language.
pub(in crate::site) struct Dates {
    day: Option<Days<YMD>>,
    weekday: Option<Days<YMDE>>,
    time: Option<NoCalendarFormatter<T>>,
}

impl Dates {
    pub(super) fn new(tag: &str) -> Self {
        if tag == "en" {
            return Self { day: None, weekday: None, time: None };
        }
        let locale = Locale::try_from_str(tag).unwrap_or(Locale::UNKNOWN);
        let prefs = || locale.clone().into();
        Self {
            day: Days::try_new(prefs(), YMD::long()).ok(),
            weekday: Days::try_new(prefs(), YMDE::long()).ok(),
            time: NoCalendarFormatter::try_new(prefs(), T::hm()).ok(),
        }
    }

    /// As in `7 November 2026`.
    pub(in crate::site) fn day(&self, day: NaiveDate) -> String {
        let known = self.day.as_ref().zip(date(day));
        let written = known.map(|(days, date)| days.format(&date).to_string());
        written.unwrap_or_else(|| day.format("%-d %B %Y").to_string())
    }

    /// As in `Saturday, 7 November 2026`.
    pub(in crate::site) fn weekday(&self, day: NaiveDate) -> String {
        let known = self.weekday.as_ref().zip(date(day));
        let written = known.map(|(days, date)| days.format(&date).to_string());
        written.unwrap_or_else(|| day.format("%A, %-d %B %Y").to_string())
    }

    /// As in `12:30 p.m.`
    pub(in crate::site) fn time(&self, time: NaiveTime) -> String {
        let (hour, minute) = (time.hour() as u8, time.minute() as u8);
        let known = self.time.as_ref().zip(Time::try_new(hour, minute, 0, 0).ok());
        known.map(|(times, time)| times.format(&time).to_string()).unwrap_or_else(|| {
            let (afternoon, hour) = time.hour12();
            format!("{hour}:{minute:02} {}", if afternoon { "p.m." } else { "a.m." })
        })
    }
}

fn date(day: NaiveDate) -> Option<Date<Gregorian>> {
    Date::try_new_gregorian(day.year(), day.month() as u8, day.day() as u8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_written_as_in_the_language() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 7).expect("a day");
        let time = NaiveTime::from_hms_opt(21, 5, 0).expect("a time");
        let written = |tag: &str| {
            let dates = Dates::new(tag);
            let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ");
            [dates.day(day), dates.weekday(day), dates.time(time)].map(plain)
        };
        for (tag, wanted) in [
            ("en", ["7 November 2026", "Saturday, 7 November 2026", "9:05 p.m."]),
            ("en-US", ["November 7, 2026", "Saturday, November 7, 2026", "9:05 PM"]),
            ("en-GB", ["7 November 2026", "Saturday, 7 November 2026", "21:05"]),
            ("uk", ["7 листопада 2026 р.", "субота, 7 листопада 2026 р.", "21:05"]),
            ("de", ["7. November 2026", "Samstag, 7. November 2026", "21:05"]),
            ("fr", ["7 novembre 2026", "samedi 7 novembre 2026", "21:05"]),
            ("es", ["7 de noviembre de 2026", "sábado, 7 de noviembre de 2026", "21:05"]),
            ("pl", ["7 listopada 2026", "sobota, 7 listopada 2026", "21:05"]),
            ("ar", ["7 نوفمبر 2026", "السبت، 7 نوفمبر 2026", "9:05 م"]),
        ] {
            assert_eq!(written(tag), wanted, "{tag}");
        }
    }
}

//! What people type for a time, a day or a month, in the zone of the story.
//!
//! What is understood is arithmetic on the wall clock of the zone, which is then looked up there: a
//! local time that the clocks skip or that they show twice is refused, never guessed.

mod wording;

use chrono::{
    DateTime, Days, Duration, LocalResult, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeZone,
};
use chrono_tz::Tz;
use interim::Interval;

use crate::cli::view::time::zone_city;
use crate::model::{Day, Moment};
use wording::{
    clock_parts, coming, ends_day, in_greenwich, interim_date, interval, is_weekday, shift_date,
    split_time, tonight, with_numbers, with_seconds,
};

/// Why a text is not a time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Nothing of the kind is understood.
    #[error(
        "`{0}` is not a time: write 06:00, 6am, noon, \"06:00 tomorrow\", \"friday 18:00\", \"06:00 GMT\", \"in 2 hours\", \"2026-11-07 09:30\" or 2026-11-07T09:30:00+02:00"
    )]
    NotATime(String),
    /// A distance alone does not say in which direction.
    #[error("`{0}`: from now or before now? Write \"in {0}\" or \"{0} ago\"")]
    WhichWay(String),
    /// Midnight of a day may be its beginning or its end.
    #[error(
        "`{0}`: midnight as that day begins or as it ends? Write 00:00 in place of midnight for its beginning, 23:59 for its end"
    )]
    WhichMidnight(String),
    /// Nothing of the kind is understood.
    #[error("`{0}` is not a day: write 2026-11-07, yesterday, friday, \"7 nov\" or \"3 days ago\"")]
    NotADay(String),
    /// Nothing of the kind is understood.
    #[error("`{0}` is not a month: write 2026-11")]
    NotAMonth(String),
    /// A day alone does not say when.
    #[error("`{0}` needs a time of day, as in \"{0} 18:00\"")]
    NoTimeOfDay(String),
    /// The clocks skip it.
    #[error("`{text}`: there is no {local} in {city}, the clocks go forward then")]
    Skipped {
        /// What was typed.
        text: String,
        /// What it says on the wall clock.
        local: String,
        /// The city of the zone.
        city: String,
    },
    /// The clocks show it twice.
    #[error("`{text}`: {local} comes twice in {city}, write {first} or {second}")]
    Twice {
        /// What was typed.
        text: String,
        /// What it says on the wall clock.
        local: String,
        /// The city of the zone.
        city: String,
        /// The earlier of the two.
        first: Moment,
        /// The later of the two.
        second: Moment,
    },
}

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(NaiveDate);

impl Month {
    /// Its first moment in the zone, and the first one after it.
    pub fn range(self, zone: Tz) -> (Moment, Moment) {
        let next = self.0.checked_add_months(Months::new(1)).unwrap_or(NaiveDate::MAX);
        (start(self.0, zone), start(next, zone))
    }
}

/// Reads a time: RFC 3339, or what [`TimeError::NotATime`] lists, on the wall clock of the zone.
///
/// A time of day alone is the next one: later today, else tomorrow. A weekday is the coming one.
///
/// # Errors
///
/// Where nothing is understood, where a day comes without a time of day, and where the local time
/// is skipped or comes twice.
pub fn parse_time(text: &str, now: Moment, zone: Tz) -> Result<Moment, TimeError> {
    let words = with_numbers(&text.trim().to_ascii_lowercase());
    if let Ok(moment) = text.trim().parse().or_else(|_| with_seconds(text.trim()).parse()) {
        return Ok(moment);
    }
    let wall = now.time().with_timezone(&zone).naive_local();
    let lookup = |local| resolve(text, local, zone);
    if words == "now" {
        return Ok(Moment::new(now.time().with_timezone(&zone).fixed_offset()));
    }
    if let Some(moment) = shifted(&words, text, now, zone) {
        return moment;
    }
    if clock_parts(&words).is_some() || interval(&words).is_some() {
        return Err(TimeError::WhichWay(text.trim().to_owned()));
    }
    if let Some(there) = in_greenwich(&words)
        && zone != Tz::UTC
    {
        return parse_time(there, now, Tz::UTC).map(|there| shown_in(there, zone));
    }
    if let Some(day) = ends_day(&words) {
        let last = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(NaiveTime::MIN);
        let date = if day.is_empty() { Some(wall.date()) } else { coming(&day, wall, last) };
        let date = date.ok_or_else(|| TimeError::NotATime(text.into()))?;
        return lookup((date + Days::new(1)).and_time(NaiveTime::MIN));
    }
    let (day, time) = split_time(&words);
    match (day.as_str(), time) {
        ("midnight", None) => lookup((wall.date() + Days::new(1)).and_time(NaiveTime::MIN)),
        (day, None) if day.split(' ').any(|word| word == "midnight") => {
            Err(TimeError::WhichMidnight(text.trim().to_owned()))
        }
        ("tonight", Some(time)) => {
            let day = tonight(wall, time).ok_or_else(|| TimeError::NotATime(text.into()))?;
            lookup(day.and_time(time))
        }
        ("", Some(time)) if time > wall.time() => lookup(wall.date().and_time(time)),
        ("", Some(time)) => lookup((wall.date() + Days::new(1)).and_time(time)),
        (day, Some(time)) => {
            let date = coming(day, wall, time).ok_or_else(|| TimeError::NotATime(text.into()))?;
            lookup(date.and_time(time))
        }
        (day, None) if coming(day, wall, NaiveTime::MIN).is_some() => {
            Err(TimeError::NoTimeOfDay(text.trim().to_owned()))
        }
        _ => Err(TimeError::NotATime(text.to_owned())),
    }
}

/// Reads a day: `2026-11-07`, `today`, `yesterday`, `tomorrow`, `7 nov`, `3 days ago`; a weekday is
/// the last one there was.
///
/// # Errors
///
/// Where it is nothing of the kind.
pub fn parse_day(text: &str, now: Moment, zone: Tz) -> Result<Day, TimeError> {
    let words = text.trim().to_ascii_lowercase();
    let today = now.time().with_timezone(&zone).date_naive();
    let date = match interval(&words) {
        Some(Interval::Seconds(_)) => None,
        Some(interval) => shift_date(today, &interval),
        None if is_weekday(&words) => {
            let wall = today.and_time(NaiveTime::MIN);
            interim_date(&format!("last {words}"), wall)
        }
        None => coming(&words, today.and_time(NaiveTime::MIN), NaiveTime::MIN),
    };
    date.map(Day).ok_or_else(|| TimeError::NotADay(text.to_owned()))
}

/// Reads a month, as in `2026-11`.
///
/// # Errors
///
/// Where it is nothing of the kind.
pub fn parse_month(text: &str) -> Result<Month, TimeError> {
    let digits =
        |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    text.trim()
        .split_once('-')
        .filter(|(year, month)| digits(year, 4) && digits(month, 2))
        .and_then(|(year, month)| {
            NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)
        })
        .map(Month)
        .ok_or_else(|| TimeError::NotAMonth(text.to_owned()))
}

/// Reads where a period begins: the start of a day or month, or a time.
///
/// # Errors
///
/// As [`parse_time`].
pub fn parse_since(text: &str, now: Moment, zone: Tz) -> Result<Moment, TimeError> {
    match (parse_day(text, now, zone), parse_month(text)) {
        (Ok(day), _) => Ok(start(day.0, zone)),
        (_, Ok(month)) => Ok(month.range(zone).0),
        _ => parse_past(text, now, zone),
    }
}

/// Reads a time that was: a time of day alone is the last one there was, and `2h` is two hours ago.
///
/// # Errors
///
/// As [`parse_time`].
pub fn parse_past(text: &str, now: Moment, zone: Tz) -> Result<Moment, TimeError> {
    if let Err(TimeError::WhichWay(span)) = parse_time(text, now, zone) {
        return parse_time(&format!("{span} ago"), now, zone);
    }
    if ["midnight", "24:00", "24.00"].iter().any(|words| text.trim().eq_ignore_ascii_case(words)) {
        return parse_past("00:00", now, zone);
    }
    if let Some(there) = in_greenwich(&text.trim().to_ascii_lowercase())
        && zone != Tz::UTC
    {
        return parse_past(there, now, Tz::UTC).map(|there| shown_in(there, zone));
    }
    if !matches!(split_time(&text.trim().to_ascii_lowercase()), (day, Some(_)) if day.is_empty()) {
        return parse_time(text, now, zone);
    }
    let today = parse_time(&format!("today {}", text.trim()), now, zone)?;
    if today <= now {
        Ok(today)
    } else {
        parse_time(&format!("yesterday {}", text.trim()), now, zone)
    }
}

/// Reads where a period ends, a moment that is no longer in it: the end of a day or month that is,
/// or a time.
///
/// # Errors
///
/// As [`parse_time`].
pub fn parse_until(text: &str, now: Moment, zone: Tz) -> Result<Moment, TimeError> {
    match (parse_day(text, now, zone), parse_month(text)) {
        (Ok(day), _) => Ok(start(day.0 + Days::new(1), zone)),
        (_, Ok(month)) => Ok(month.range(zone).1),
        _ => parse_past(text, now, zone),
    }
}

/// The same moment on the wall clock of the zone.
fn shown_in(moment: Moment, zone: Tz) -> Moment {
    Moment::new(moment.time().with_timezone(&zone).fixed_offset())
}

/// The moment of a local time, where there is exactly one.
fn resolve(text: &str, local: NaiveDateTime, zone: Tz) -> Result<Moment, TimeError> {
    let moment = |time: DateTime<Tz>| Moment::new(time.fixed_offset());
    let (text, city) = (text.trim().to_owned(), zone_city(zone.name()));
    let shown = local.format("%H:%M on %-d %b %Y").to_string();
    match zone.from_local_datetime(&local) {
        LocalResult::Single(time) => Ok(moment(time)),
        LocalResult::None => Err(TimeError::Skipped { text, local: shown, city }),
        LocalResult::Ambiguous(first, second) => Err(TimeError::Twice {
            text,
            local: shown,
            city,
            first: moment(first),
            second: moment(second),
        }),
    }
}

/// The first moment of a day; where the clocks skip midnight, the first there is.
fn start(day: NaiveDate, zone: Tz) -> Moment {
    let midnight = day.and_time(NaiveTime::MIN);
    let time = (0..=48).find_map(|halves| {
        zone.from_local_datetime(&(midnight + Duration::minutes(30 * halves))).earliest()
    });
    // A zone once left out a whole day (Samoa, 2011): its start is then where the next one starts.
    Moment::new(time.unwrap_or_else(|| zone.from_utc_datetime(&midnight)).fixed_offset())
}

/// `in 2 hours`, `in 1 h 30 min`, `3 days ago`: hours and minutes are real ones, days and months
/// keep the time on the wall clock.
fn shifted(words: &str, text: &str, now: Moment, zone: Tz) -> Option<Result<Moment, TimeError>> {
    let wall = now.time().with_timezone(&zone).naive_local();
    let invalid = || TimeError::NotATime(text.to_owned());
    let seconds = |count: i64| {
        let shifted = Duration::try_seconds(count).and_then(|by| now.time().checked_add_signed(by));
        shifted
            .map(|time| Moment::new(time.with_timezone(&zone).fixed_offset()))
            .ok_or_else(invalid)
    };
    if let Some(parts) = words.strip_prefix("in ") {
        if let Some(total) = clock_parts(parts) {
            return Some(seconds(total));
        }
    } else if !words.ends_with(" ago") {
        return None;
    }
    Some(match interval(words.strip_prefix("in ").unwrap_or(words)) {
        Some(Interval::Seconds(count)) => seconds(count.into()),
        Some(interval) => match shift_date(wall.date(), &interval) {
            Some(date) => resolve(text, date.and_time(wall.time()), zone),
            None => Err(invalid()),
        },
        None => Err(invalid()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Kyiv;
    use proptest::prelude::*;

    /// A Saturday evening.
    const NOW: &str = "2026-11-07T20:48:00+02:00";

    fn at(now: &str, text: &str) -> Result<String, TimeError> {
        parse_time(text, now.parse().expect("RFC 3339"), Kyiv).map(Moment::rfc3339)
    }

    #[test]
    fn each_way_to_say_a_time_is_understood() {
        for (text, expected) in [
            ("2026-11-07T09:30:00+01:00", "2026-11-07T09:30:00+01:00"),
            ("2026-11-07 09:30", "2026-11-07T09:30:00+02:00"),
            ("2026-11-07T09:30", "2026-11-07T09:30:00+02:00"),
            ("06:00", "2026-11-08T06:00:00+02:00"),
            ("21:00", "2026-11-07T21:00:00+02:00"),
            ("20:48", "2026-11-08T20:48:00+02:00"),
            ("06.00", "2026-11-08T06:00:00+02:00"),
            ("6am", "2026-11-08T06:00:00+02:00"),
            ("9.30 pm", "2026-11-07T21:30:00+02:00"),
            ("tomorrow 6.00", "2026-11-08T06:00:00+02:00"),
            ("2026-11-08T06:00Z", "2026-11-08T06:00:00Z"),
            ("2026-11-08 06:00+01:00", "2026-11-08T06:00:00+01:00"),
            ("06:00 tomorrow", "2026-11-08T06:00:00+02:00"),
            ("Tomorrow at 6:00", "2026-11-08T06:00:00+02:00"),
            ("tomorrow 9 PM", "2026-11-08T21:00:00+02:00"),
            ("12:15am tomorrow", "2026-11-08T00:15:00+02:00"),
            ("in 2 hours", "2026-11-07T22:48:00+02:00"),
            ("in 1 h 30 min", "2026-11-07T22:18:00+02:00"),
            ("in 90m", "2026-11-07T22:18:00+02:00"),
            ("in 2 days", "2026-11-09T20:48:00+02:00"),
            ("in 1 month", "2026-12-07T20:48:00+02:00"),
            ("20 min ago", "2026-11-07T20:28:00+02:00"),
            ("friday 18:00", "2026-11-13T18:00:00+02:00"),
            ("saturday 21:00", "2026-11-07T21:00:00+02:00"),
            ("sat 18:00", "2026-11-14T18:00:00+02:00"),
            ("9 nov 18:00", "2026-11-09T18:00:00+02:00"),
            ("november 9 at 18:00", "2026-11-09T18:00:00+02:00"),
            ("9 november 2027 18:00", "2027-11-09T18:00:00+02:00"),
            ("noon", "2026-11-08T12:00:00+02:00"),
            ("noon tomorrow", "2026-11-08T12:00:00+02:00"),
            ("tomorrow at noon", "2026-11-08T12:00:00+02:00"),
            ("midnight", "2026-11-08T00:00:00+02:00"),
            ("0600", "2026-11-08T06:00:00+02:00"),
            ("0600 monday", "2026-11-09T06:00:00+02:00"),
            ("tomorrow 2130", "2026-11-08T21:30:00+02:00"),
            ("06:00 GMT", "2026-11-08T08:00:00+02:00"),
            ("19:30 utc", "2026-11-07T21:30:00+02:00"),
            ("2026-11-08 6am UTC", "2026-11-08T08:00:00+02:00"),
            ("0600z", "2026-11-08T08:00:00+02:00"),
            ("24:00", "2026-11-08T00:00:00+02:00"),
            ("tomorrow 24:00", "2026-11-09T00:00:00+02:00"),
            ("saturday 24.00", "2026-11-08T00:00:00+02:00"),
            ("24:00 GMT", "2026-11-08T02:00:00+02:00"),
            ("2026-11-07 24:00 UTC", "2026-11-08T02:00:00+02:00"),
            ("tonight 23:00", "2026-11-07T23:00:00+02:00"),
            ("tonight at 9.30 pm", "2026-11-07T21:30:00+02:00"),
            ("tonight 02:00", "2026-11-08T02:00:00+02:00"),
            ("in an hour", "2026-11-07T21:48:00+02:00"),
            ("in half an hour", "2026-11-07T21:18:00+02:00"),
            ("an hour ago", "2026-11-07T19:48:00+02:00"),
            ("a minute ago", "2026-11-07T20:47:00+02:00"),
            ("8.11.2026 18:00", "2026-11-08T18:00:00+02:00"),
            ("18:00 08.11.2026", "2026-11-08T18:00:00+02:00"),
            ("now", NOW),
        ] {
            assert_eq!(at(NOW, text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn the_end_of_a_day_is_near_in_its_last_minute() {
        for text in ["24:00", "saturday 24:00", "today 24:00"] {
            let found = at("2026-11-07T23:59:30+02:00", text);
            assert_eq!(found.as_deref(), Ok("2026-11-08T00:00:00+02:00"), "{text}");
        }
    }

    #[test]
    fn what_has_no_one_meaning_is_refused() {
        for text in [
            "",
            "soon",
            "25:00",
            "24:01",
            "24:00 24:00",
            "tonight 12:00",
            "tonight",
            "8.11.26 18:00",
            "8.13.2026 18:00",
            "in half an hours",
            "13pm",
            "0am",
            "6",
            "6.0",
            "06.00:30",
            "1.2.3",
            "next friday 18:00",
            "friday friday 18:00",
            "7 nov friday 18:00",
            "06:00 07:00",
            "in two hours",
            "in 2 houses",
            "31 nov 18:00",
            "in 99999 hours",
            "in 9999 years",
            "07/11/2026 18:00",
            "2030",
            "2400",
            "0660",
            "06:00 CET",
            "tomorrow 06:00 gmt",
            "friday 0600z",
            "gmt",
            "noon noon",
            "18:00 abcdefghijklmnopqrst",
        ] {
            assert!(matches!(at(NOW, text), Err(TimeError::NotATime(_))), "{text}");
        }
    }

    #[test]
    fn what_has_two_meanings_is_refused_with_both() {
        for text in ["2 hours", "2h", "1 h 30 min", "3 days", "an hour"] {
            assert_eq!(at(NOW, text), Err(TimeError::WhichWay(text.to_owned())), "{text}");
        }
        for text in ["tomorrow midnight", "midnight on friday", "9 nov midnight"] {
            assert_eq!(at(NOW, text), Err(TimeError::WhichMidnight(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_day_alone_is_no_time() {
        for text in ["friday", "tomorrow", "2026-11-09", "9 nov", "9 november 2030"] {
            assert_eq!(at(NOW, text), Err(TimeError::NoTimeOfDay(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_local_time_that_the_clocks_skip_is_refused() {
        let error = at("2026-03-28T12:00:00+02:00", "03:30 tomorrow").expect_err("skipped");
        assert_eq!(
            error.to_string(),
            "`03:30 tomorrow`: there is no 03:30 on 29 Mar 2026 in Kyiv, the clocks go forward then"
        );
    }

    #[test]
    fn a_local_time_that_comes_twice_is_refused_with_both() {
        let error = at("2026-10-24T12:00:00+03:00", "2026-10-25 03:30").expect_err("twice");
        assert!(
            error.to_string().ends_with(
                "comes twice in Kyiv, write 2026-10-25T03:30:00+03:00 or 2026-10-25T03:30:00+02:00"
            ),
            "{error}"
        );
        assert!(at("2026-10-24T12:00:00+03:00", "2026-10-25T03:30:00+02:00").is_ok());
    }

    #[test]
    fn hours_are_real_ones_across_a_change_of_the_clocks() {
        assert_eq!(
            at("2026-03-29T02:30:00+02:00", "in 1 hour").as_deref(),
            Ok("2026-03-29T04:30:00+03:00")
        );
    }

    #[test]
    fn days_look_back() {
        let now: Moment = NOW.parse().expect("RFC 3339");
        for (text, expected) in [
            ("2026-11-01", "2026-11-01"),
            ("today", "2026-11-07"),
            ("yesterday", "2026-11-06"),
            ("3 days ago", "2026-11-04"),
            ("friday", "2026-11-06"),
            ("7 oct", "2026-10-07"),
            ("7.10.2026", "2026-10-07"),
        ] {
            let day = parse_day(text, now, Kyiv).map(|day| day.to_string());
            assert_eq!(day.as_deref(), Ok(expected), "{text}");
        }
        assert!(parse_day("2 hours ago", now, Kyiv).is_err());
    }

    #[test]
    fn a_period_has_whole_days() {
        let now: Moment = NOW.parse().expect("RFC 3339");
        let since = |text| parse_since(text, now, Kyiv).map(Moment::rfc3339);
        let until = |text| parse_until(text, now, Kyiv).map(Moment::rfc3339);
        assert_eq!(since("yesterday").as_deref(), Ok("2026-11-06T00:00:00+02:00"));
        assert_eq!(until("yesterday").as_deref(), Ok("2026-11-07T00:00:00+02:00"));
        assert_eq!(since("2026-10").as_deref(), Ok("2026-10-01T00:00:00+03:00"));
        assert_eq!(until("2026-10").as_deref(), Ok("2026-11-01T00:00:00+02:00"));
        assert_eq!(since("2 hours ago").as_deref(), Ok("2026-11-07T18:48:00+02:00"));
        assert_eq!(since("2h").as_deref(), Ok("2026-11-07T18:48:00+02:00"));
        assert_eq!(since("midnight").as_deref(), Ok("2026-11-07T00:00:00+02:00"));
        assert_eq!(since("24:00").as_deref(), Ok("2026-11-07T00:00:00+02:00"));
        assert_eq!(since("noon").as_deref(), Ok("2026-11-07T12:00:00+02:00"));
        assert_eq!(since("16:00 gmt").as_deref(), Ok("2026-11-07T18:00:00+02:00"));
        assert_eq!(since("midnight gmt").as_deref(), Ok("2026-11-07T02:00:00+02:00"));
        assert_eq!(since("9.00 pm").as_deref(), Ok("2026-11-06T21:00:00+02:00"));
        assert_eq!(since("18.00").as_deref(), Ok("2026-11-07T18:00:00+02:00"));
        assert!(parse_month("2026-13").is_err() && parse_month("26-1").is_err());
    }

    #[test]
    fn a_day_whose_midnight_is_skipped_starts_where_it_starts() {
        let day = NaiveDate::from_ymd_opt(2024, 4, 26).expect("a day");
        let moment = start(day, chrono_tz::Africa::Cairo);
        assert_eq!(moment.rfc3339(), "2024-04-26T01:00:00+03:00");
    }

    proptest! {
        #[test]
        fn prop_no_text_makes_it_panic(text in "([0-9]{1,6}|[a-zA-Z]{1,20}|in|ago|at|am|noon|midnight|tonight|24:00|an hour|gmt|z|nov|fri|days|[ :./+-]|é){0,8}") {
            let now: Moment = NOW.parse().expect("RFC 3339");
            let _ = parse_time(&text, now, Kyiv);
            let _ = parse_since(&text, now, Kyiv);
            let _ = parse_until(&text, now, Kyiv);
        }
    }
}

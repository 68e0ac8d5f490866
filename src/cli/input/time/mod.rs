//! What people type for a time, a day or a month, in the zone of the story.
//!
//! What is understood is arithmetic on the wall clock of the zone, which is then looked up there: a
//! local time that the clocks skip or that they show twice is refused, never guessed.

#[cfg(test)]
mod tests;
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
    if text.trim().eq_ignore_ascii_case("midnight")
        || ends_day(text).is_some_and(|day| day.is_empty())
    {
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

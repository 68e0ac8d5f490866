//! The words that days, times of day and distances are said in.

use chrono::{
    Datelike, Days, Duration, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike, Utc,
};
use interim::{Dialect, Interval};

/// The seconds of `2h`, `2 hours`, `1 h 30 min`, in any number of parts.
pub(super) fn clock_parts(words: &str) -> Option<i64> {
    let starts = |(at, c): (usize, char)| {
        let after_letter = words[..at].chars().next_back().is_some_and(|c| !c.is_ascii_digit());
        (c.is_ascii_digit() && (at == 0 || after_letter)).then_some(at)
    };
    let mut starts: Vec<usize> = words.char_indices().filter_map(starts).collect();
    if starts.first() != Some(&0) {
        return None;
    }
    starts.push(words.len());
    starts.windows(2).try_fold(0, |total, part| match interval(words[part[0]..part[1]].trim())? {
        Interval::Seconds(count) => Some(total + i64::from(count)),
        _ => None,
    })
}

/// A number, a unit and perhaps `ago`.
pub(super) fn interval(words: &str) -> Option<Interval> {
    const UNITS: [&str; 22] = [
        "s", "sec", "secs", "second", "seconds", "m", "min", "mins", "minute", "minutes", "h",
        "hour", "hours", "d", "day", "days", "week", "weeks", "month", "months", "year", "years",
    ];
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let rest = words[digits..].trim_start();
    let (unit, ago) = match rest.strip_suffix(" ago") {
        Some(unit) => (unit, " ago"),
        None => (rest, ""),
    };
    // The reader of intervals takes any word that starts as a unit does, and numbers of any length.
    if !(1..=4).contains(&digits) || !UNITS.contains(&unit) {
        return None;
    }
    interim::parse_duration(&format!("{} {unit}{ago}", &words[..digits])).ok()
}

/// The distance with `1 hour` for `an hour`, and `30 min` for half of one.
pub(super) fn with_numbers(words: &str) -> String {
    let toward = words.strip_prefix("in ");
    let span = toward.unwrap_or(words);
    let span = match span.split_once(' ') {
        Some(("a" | "an", unit)) => format!("1 {unit}"),
        Some(("half", "an hour")) => "30 min".to_owned(),
        Some(("half", "an hour ago")) => "30 min ago".to_owned(),
        _ => span.to_owned(),
    };
    if toward.is_some() { format!("in {span}") } else { span }
}

/// The day whose end is named: what stands beside `24:00` (ISO 8601), nothing where it stands alone.
pub(super) fn ends_day(words: &str) -> Option<String> {
    let is_end = |word: &&str| matches!(*word, "24:00" | "24.00");
    let mut rest: Vec<&str> = words.split_whitespace().filter(|word| *word != "at").collect();
    let at = rest.iter().position(is_end)?;
    rest.remove(at);
    Some(rest.join(" "))
}

/// The day of an hour of the coming night, or of this one: the evening's is today's.
pub(super) fn tonight(wall: NaiveDateTime, time: NaiveTime) -> Option<NaiveDate> {
    const MORNING: u32 = 6;
    const EVENING: u32 = 17;
    match time.hour() {
        hour if hour >= EVENING => Some(wall.date()),
        hour if hour >= MORNING => None,
        _ if wall.hour() < MORNING => Some(wall.date()),
        _ => wall.date().checked_add_days(Days::new(1)),
    }
}

/// The day that far away; `None` for hours and minutes, and beyond the calendar.
pub(super) fn shift_date(date: NaiveDate, interval: &Interval) -> Option<NaiveDate> {
    let date = match *interval {
        Interval::Seconds(_) => None,
        Interval::Days(days) => date.checked_add_signed(Duration::try_days(days.into())?),
        Interval::Months(months) if months < 0 => {
            date.checked_sub_months(Months::new(months.unsigned_abs()))
        }
        Interval::Months(months) => date.checked_add_months(Months::new(months.unsigned_abs())),
    };
    date.filter(has_four_digits)
}

/// TOML and RFC 3339 have no other years.
fn has_four_digits(date: &NaiveDate) -> bool {
    (0..=9999).contains(&date.year())
}

/// The day's words and the time of day, which may stand before or behind them.
pub(super) fn split_time(words: &str) -> (String, Option<NaiveTime>) {
    // As ISO 8601 joins them, in the form without an offset.
    if let Some((day, time)) = words.split_once('t')
        && let (Ok(_), Some(time)) = (day.parse::<NaiveDate>(), time_of_day(time))
    {
        return (day.to_owned(), Some(time));
    }
    let mut tokens: Vec<&str> = words.split_whitespace().filter(|word| *word != "at").collect();
    if let [.., number, half @ ("am" | "pm")] = tokens[..]
        && let Some(time) = time_of_day(&format!("{number}{half}"))
    {
        return (tokens[..tokens.len() - 2].join(" "), Some(time));
    }
    let has_time = tokens.iter().position(|token| time_of_day(token).is_some());
    match has_time.or_else(|| four_digits(&tokens)) {
        Some(at) => {
            let token = tokens.remove(at);
            let time = time_of_day(token).or_else(|| NaiveTime::parse_from_str(token, "%H%M").ok());
            (tokens.join(" "), time)
        }
        None => (tokens.join(" "), None),
    }
}

/// What is said of a time in Greenwich, as `06:00` in `06:00 GMT` and `0600Z`: of a time of day, or of
/// one on a date, for `tomorrow` is not the same day there.
pub(super) fn in_greenwich(words: &str) -> Option<&str> {
    let named = || words.strip_suffix(" gmt").or_else(|| words.strip_suffix(" utc"));
    let zulu =
        || words.strip_suffix('z').filter(|clock| clock.ends_with(|c: char| c.is_ascii_digit()));
    let there = named().or_else(zulu)?.trim_end();
    let (day, _) = ends_day(there).map_or_else(|| split_time(there), |day| (day, None));
    let is_plain = day.is_empty() || day == "midnight" || day.parse::<NaiveDate>().is_ok();
    is_plain.then_some(there)
}

/// A time with an offset and without seconds, as `2026-11-08T06:00Z`, with them; else the text.
pub(super) fn with_seconds(text: &str) -> String {
    let minutes = "2026-11-08T06:00".len();
    match (text.get(..minutes), text.get(minutes..)) {
        (Some(clock), Some(offset)) if offset.starts_with(['Z', 'z', '+', '-']) => {
            format!("{clock}:00{offset}")
        }
        _ => text.to_owned(),
    }
}

/// Which of the words is a time as `0600`: where it can be no year, so beside a day of one word, or
/// alone and before 20:00.
fn four_digits(tokens: &[&str]) -> Option<usize> {
    let is_one = |word: &&str| {
        word.len() == 4
            && word.bytes().all(|byte| byte.is_ascii_digit())
            && NaiveTime::parse_from_str(word, "%H%M").is_ok()
    };
    match tokens {
        [time] => (is_one(time) && **time < *"2000").then_some(0),
        [time, day] if is_plain_day(day) => is_one(time).then_some(0),
        [day, time] if is_plain_day(day) => is_one(time).then_some(1),
        _ => None,
    }
}

/// `06:00`, `6:00`, `06.00`, `06:00:30`, `6pm`, `6:30pm`, `noon`.
fn time_of_day(word: &str) -> Option<NaiveTime> {
    if word == "noon" {
        return NaiveTime::from_hms_opt(12, 0, 0);
    }
    let half = ["am", "pm"].into_iter().find(|half| word.ends_with(half));
    let clock = word.trim_end_matches(half.unwrap_or(""));
    let mut numbers = Vec::new();
    // A point parts hours from minutes of two digits, and nothing else.
    let pointed = clock.split_once('.').filter(|(_, minutes)| minutes.len() == 2);
    let clock = pointed.map_or(clock.to_owned(), |(hours, minutes)| format!("{hours}:{minutes}"));
    for part in clock.split(':') {
        let plain = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        numbers.push(plain.then(|| part.parse::<u32>().ok())??);
    }
    let (hour, minute, second) = match (numbers.as_slice(), half) {
        ([hour], Some(_)) => (*hour, 0, 0),
        ([hour, minute], _) => (*hour, *minute, 0),
        ([hour, minute, second], _) => (*hour, *minute, *second),
        _ => return None,
    };
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some("am") => hour % 12,
        Some(_) => hour % 12 + 12,
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// The day that the words name: the coming one of a weekday, counted from the time of day.
pub(super) fn coming(words: &str, wall: NaiveDateTime, time: NaiveTime) -> Option<NaiveDate> {
    if let Ok(date) = words.parse::<NaiveDate>() {
        return (words.len() == "2026-11-07".len()).then_some(date).filter(has_four_digits);
    }
    if let Some(date) = with_points(words) {
        return Some(date);
    }
    if !is_plain_day(words) {
        return None;
    }
    // Only a weekday needs the time: today's is the coming one while the time is still ahead. Behind
    // "7 nov" the hour would be read as a year.
    match is_weekday(words) {
        true => interim_date(&format!("{words} {}", time.format("%H:%M:%S")), wall),
        false => interim_date(words, wall),
    }
}

/// `8.11.2026`: the day first, as everywhere where points are written.
fn with_points(words: &str) -> Option<NaiveDate> {
    let year = words.rsplit('.').next()?;
    let date = NaiveDate::parse_from_str(words, "%d.%m.%Y").ok()?;
    (year.len() == 4).then_some(date).filter(has_four_digits)
}

/// What `interim` makes of words that are known to be a day: asked on a clock without zones, since
/// it takes the earlier of two equal local times.
pub(super) fn interim_date(words: &str, wall: NaiveDateTime) -> Option<NaiveDate> {
    let read = interim::parse_date_string(words, Utc.from_utc_datetime(&wall), Dialect::Uk);
    read.ok().map(|time| time.date_naive())
}

/// Whether the words are a day of a form that has one reading: `interim` also takes words that
/// stand behind a day for nothing, and means two things by "next friday".
fn is_plain_day(words: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let month = |word: &str| word.len() >= 3 && MONTHS.iter().any(|name| name.starts_with(word));
    let number = |word: &str, longest: usize| {
        word.len() <= longest && word.parse::<u32>().is_ok_and(|number| number > 0)
    };
    match words.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["today" | "tomorrow" | "yesterday"] => true,
        [day] => is_weekday(day),
        [day, name] => number(day, 2) && month(name) || month(day) && number(name, 2),
        [day, name, year] => number(day, 2) && month(name) && year.len() == 4 && number(year, 4),
        _ => false,
    }
}

/// The name of a weekday, or its first three letters and more.
pub(super) fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word.len() >= 3 && DAYS.iter().any(|name| name.starts_with(word))
}

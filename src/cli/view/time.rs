//! Moments as words, in the zone of the story.

use chrono::{Datelike, LocalResult, TimeZone};
use chrono_tz::Tz;

use crate::model::Moment;

/// The name a zone goes by among people: the last part of its IANA name, as in `Kyiv`.
pub fn zone_city(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

/// Hours and minutes in the zone, as in `06:00`; with the offset in the hour that the clocks show
/// twice.
pub fn clock(m: Moment, zone: Tz) -> String {
    let local = m.time().with_timezone(&zone);
    let twice =
        matches!(zone.from_local_datetime(&local.naive_local()), LocalResult::Ambiguous(..));
    local.format(if twice { "%H:%M (%:z)" } else { "%H:%M" }).to_string()
}

/// The day in the zone, as in `Sun 8 Nov`; with the year where it is not the year of `now`.
pub fn show_day(m: Moment, zone: Tz, now: Moment) -> String {
    let local = m.time().with_timezone(&zone);
    let this_year = now.time().with_timezone(&zone).year() == local.year();
    local.format(if this_year { "%a %-d %b" } else { "%a %-d %b %Y" }).to_string()
}

/// The moment with its distance where the clock alone tells which day is meant (today, and less
/// than 24 hours ahead), as in `06:00 Kyiv, in 9 h 12 min`; else with its day, as in
/// `Sun 8 Nov 06:00 Kyiv`.
pub fn show_time(m: Moment, zone: Tz, now: Moment) -> String {
    let place = format!("{} {}", clock(m, zone), zone_city(zone.name()));
    let day = |m: Moment| m.time().with_timezone(&zone).date_naive();
    let ahead = m.seconds() - now.seconds();
    if (0..24 * 3600).contains(&ahead) || day(m) == day(now) {
        return format!("{place}, {}", show_ago(m, now));
    }
    format!("{} {place}", show_day(m, zone, now))
}

/// The distance from `now`, as in `2 h 5 min ago`, `in 9 h 12 min` or `now`.
pub fn show_ago(m: Moment, now: Moment) -> String {
    let seconds = m.seconds() - now.seconds();
    match distance(seconds.unsigned_abs()) {
        None => "now".to_owned(),
        Some(words) if seconds > 0 => format!("in {words}"),
        Some(words) => format!("{words} ago"),
    }
}

/// So many seconds in words, as in `2 h 5 min`.
pub fn show_length(seconds: i64) -> String {
    distance(seconds.unsigned_abs()).unwrap_or_else(|| "less than a minute".to_owned())
}

/// Two units at most; `None` below a minute.
fn distance(seconds: u64) -> Option<String> {
    let minutes = seconds / 60;
    let (days, hours, minutes) = (minutes / (24 * 60), minutes / 60 % 24, minutes % 60);
    let pair = |big: u64, big_unit: &str, small: u64, small_unit: &str| match small {
        0 => format!("{big} {big_unit}"),
        _ => format!("{big} {big_unit} {small} {small_unit}"),
    };
    match (days, hours, minutes) {
        (0, 0, 0) => None,
        (0, 0, _) => Some(format!("{minutes} min")),
        (0, _, _) => Some(pair(hours, "h", minutes, "min")),
        (1, _, _) => Some(pair(1, "day", hours, "h")),
        (2..=6, _, _) => Some(pair(days, "days", hours, "h")),
        _ => Some(format!("{days} days")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Kyiv;

    fn at(text: &str) -> Moment {
        text.parse().expect("RFC 3339")
    }

    #[test]
    fn a_zone_goes_by_its_city() {
        assert_eq!(zone_city("Europe/Kyiv"), "Kyiv");
        assert_eq!(zone_city("America/Argentina/Buenos_Aires"), "Buenos Aires");
        assert_eq!(zone_city("UTC"), "UTC");
    }

    #[test]
    fn a_time_less_than_a_day_ahead_has_its_distance() {
        let now = at("2026-11-07T20:48:00+02:00");
        let shown = |text| show_time(at(text), Kyiv, now);
        assert_eq!(shown("2026-11-08T06:00:00+02:00"), "06:00 Kyiv, in 9 h 12 min");
        assert_eq!(shown("2026-11-07T18:48:30Z"), "20:48 Kyiv, now");
        assert_eq!(shown("2026-11-07T09:00:00+02:00"), "09:00 Kyiv, 11 h 48 min ago");
    }

    #[test]
    fn another_day_is_named() {
        let now = at("2026-11-07T20:48:00+02:00");
        let shown = |text| show_time(at(text), Kyiv, now);
        assert_eq!(shown("2026-11-09T06:00:00+02:00"), "Mon 9 Nov 06:00 Kyiv");
        assert_eq!(shown("2026-11-06T23:59:00+02:00"), "Fri 6 Nov 23:59 Kyiv");
        assert_eq!(shown("2027-01-01T06:00:00+02:00"), "Fri 1 Jan 2027 06:00 Kyiv");
    }

    #[test]
    fn the_hour_that_comes_twice_is_told_apart() {
        assert_eq!(clock(at("2026-10-25T03:30:00+03:00"), Kyiv), "03:30 (+03:00)");
        assert_eq!(clock(at("2026-10-25T03:30:00+02:00"), Kyiv), "03:30 (+02:00)");
    }

    #[test]
    fn distances_have_two_units_at_most() {
        let now = at("2026-11-07T20:00:00Z");
        let ago = |seconds| show_ago(Moment::from_git(now.seconds() - seconds, 0).expect("t"), now);
        assert_eq!(ago(59), "now");
        assert_eq!(ago(60), "1 min ago");
        assert_eq!(ago(2 * 3600), "2 h ago");
        assert_eq!(ago(26 * 3600 + 59), "1 day 2 h ago");
        assert_eq!(ago(-30 * 86_400), "in 30 days");
    }
}

//! Each way to say a time, and those that are refused.

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

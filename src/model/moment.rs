//! Points in time and days, as TOML writes them.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, SecondsFormat, Timelike, Utc,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use toml::value::{Datetime, Offset};

/// A text or TOML value that is not a [`Moment`] or a [`Day`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidMoment {
    /// One of the three parts is missing.
    #[error("`{0}` needs a date, a time and an offset, as in 2026-11-07T09:30:00+02:00")]
    Incomplete(String),
    /// A day has more than a date, or none.
    #[error("`{0}` is not a day, as in 2026-11-07")]
    NotADay(String),
}

/// A point in time with the offset it was written in (RFC 3339), to the second.
///
/// Two moments are equal, and are ordered, by the instant alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(DateTime<FixedOffset>);

impl Moment {
    /// The moment at that time, its fraction of a second cut off.
    pub fn new(time: DateTime<FixedOffset>) -> Self {
        Self(time.with_nanosecond(0).unwrap_or(time))
    }

    /// A time as other programs write one: its offset may have no colon, its parts a blank between
    /// them; without an offset it is taken as UTC. `None` where it is no time.
    pub fn of_text(text: &str) -> Option<Self> {
        match time_said(text)? {
            TimeSaid::Moment(moment) => Some(moment),
            TimeSaid::Local(local) => Some(Self::new(local.and_utc().fixed_offset())),
        }
    }

    /// The same instant as chrono's type.
    pub fn time(self) -> DateTime<FixedOffset> {
        self.0
    }

    /// The same instant with the offset of UTC.
    pub fn to_utc(self) -> Self {
        Self(self.0.with_timezone(&Utc).fixed_offset())
    }

    /// RFC 3339 in the offset it was written in, as in `2026-11-07T09:30:00+02:00`.
    pub fn rfc3339(self) -> String {
        self.0.to_rfc3339_opts(SecondsFormat::Secs, true)
    }

    /// Seconds since 1970, as git counts them.
    pub fn seconds(self) -> i64 {
        self.0.timestamp()
    }

    /// A second later.
    pub fn next(self) -> Self {
        Self(self.0 + chrono::TimeDelta::seconds(1))
    }

    /// Minutes east of UTC, as git counts them.
    pub fn offset_minutes(self) -> i32 {
        self.0.offset().local_minus_utc() / 60
    }

    /// The moment of git's two numbers; `None` where they are out of range.
    pub fn from_git(seconds: i64, offset_minutes: i32) -> Option<Self> {
        let offset = FixedOffset::east_opt(offset_minutes.checked_mul(60)?)?;
        Some(Self(DateTime::from_timestamp(seconds, 0)?.with_timezone(&offset)))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.rfc3339())
    }
}

impl FromStr for Moment {
    type Err = InvalidMoment;

    fn from_str(text: &str) -> Result<Self, InvalidMoment> {
        DateTime::parse_from_rfc3339(text)
            .map(Self::new)
            .map_err(|_| InvalidMoment::Incomplete(text.to_owned()))
    }
}

impl TryFrom<Datetime> for Moment {
    type Error = InvalidMoment;

    fn try_from(value: Datetime) -> Result<Self, InvalidMoment> {
        match value {
            Datetime { date: Some(_), time: Some(_), offset: Some(_) } => value.to_string().parse(),
            _ => Err(InvalidMoment::Incomplete(value.to_string())),
        }
    }
}

impl From<Moment> for Datetime {
    fn from(moment: Moment) -> Self {
        let minutes = moment.offset_minutes() as i16;
        Datetime {
            date: Some(toml_date(moment.0.date_naive())),
            time: Some(toml_time(moment.0.naive_local())),
            offset: Some(if minutes == 0 { Offset::Z } else { Offset::Custom { minutes } }),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Datetime::from(*self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Datetime::deserialize(deserializer)?.try_into().map_err(de::Error::custom)
    }
}

impl JsonSchema for Moment {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time" })
    }
}

/// A time as other programs write one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeSaid {
    /// With an offset.
    Moment(Moment),
    /// As on a clock on the wall: it does not say where.
    Local(NaiveDateTime),
}

/// Reads a time as other programs write one; `None` where it is none.
pub fn time_said(text: &str) -> Option<TimeSaid> {
    let text = text.trim();
    let offset = ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z"];
    let local =
        ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];
    let moment = DateTime::parse_from_rfc3339(text)
        .ok()
        .or_else(|| offset.iter().find_map(|form| DateTime::parse_from_str(text, form).ok()));
    moment.map(|time| TimeSaid::Moment(Moment::new(time))).or_else(|| {
        let read = |form: &&str| NaiveDateTime::parse_from_str(text, form).ok();
        local.iter().find_map(read).map(TimeSaid::Local)
    })
}

/// A calendar day without a time, as TOML's local date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub NaiveDate);

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for Day {
    type Err = InvalidMoment;

    fn from_str(text: &str) -> Result<Self, InvalidMoment> {
        text.parse().map(Self).map_err(|_| InvalidMoment::NotADay(text.to_owned()))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Datetime { date: Some(toml_date(self.0)), time: None, offset: None }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Datetime::deserialize(deserializer)?;
        match value {
            Datetime { date: Some(_), time: None, offset: None } => {
                value.to_string().parse().map_err(de::Error::custom)
            }
            _ => Err(de::Error::custom(InvalidMoment::NotADay(value.to_string()))),
        }
    }
}

impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

fn toml_date(date: NaiveDate) -> toml::value::Date {
    toml::value::Date {
        year: date.year().clamp(0, 9999) as u16,
        month: date.month() as u8,
        day: date.day() as u8,
    }
}

fn toml_time(time: NaiveDateTime) -> toml::value::Time {
    toml::value::Time {
        hour: time.hour() as u8,
        minute: time.minute() as u8,
        second: Some(time.second() as u8),
        nanosecond: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_needs_all_three_parts() {
        for wrong in ["2026-11-07", "2026-11-07T09:30:00", "09:30:00"] {
            let value: Datetime = wrong.parse().expect("TOML");
            assert!(Moment::try_from(value).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_moment_keeps_the_offset_it_was_written_in() {
        let moment: Moment = "2026-11-07T09:30:00+02:00".parse().expect("RFC 3339");
        assert_eq!(moment.rfc3339(), "2026-11-07T09:30:00+02:00");
        assert_eq!(moment.to_utc().rfc3339(), "2026-11-07T07:30:00Z");
        assert_eq!(Datetime::from(moment).to_string(), "2026-11-07T09:30:00+02:00");
        assert_eq!(Moment::from_git(moment.seconds(), moment.offset_minutes()), Some(moment));
    }
}

//! A night from left to right: where a moment is drawn, and which times are written below.

use chrono::Offset;
use chrono_tz::Tz;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::chart::{Area, Drawn, FONT, LABELS, WIDTH};
use crate::model::Moment;

/// How high times and days are below a chart.
pub(super) const HEIGHT: u32 = 44;

/// Room on the right, for half a time.
const MARGIN: u32 = 24;

/// What is between two times, in minutes.
const STEPS: [i64; 11] = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880];

const MOST: i64 = 8;

/// The colours of a drawing, each of which the page's style puts its own in the place of.
pub(super) const INK: RGBColor = RGBColor(0x1b, 0x1b, 0x1a);
pub(super) const LINE: RGBColor = RGBColor(0xdc, 0xd9, 0xd3);

/// From when to when, on whose clock.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    since: i64,
    until: i64,
    zone: Tz,
}

/// A time that is written below.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Tick {
    at: i64,
    clock: String,
    /// The day, where it is another than that of the one before.
    day: Option<String>,
}

impl Axis {
    /// An axis from one moment to another.
    pub(super) fn new(since: Moment, until: Moment, zone: Tz) -> Self {
        let since = since.seconds();
        Self { since, until: until.seconds().max(since + 60), zone }
    }

    /// Where a moment is, in pixels; at the edge, where it is before or after.
    pub(super) fn x(&self, at: Moment) -> i32 {
        self.pixel(at.seconds())
    }

    fn pixel(&self, at: i64) -> i32 {
        let wide = i64::from(WIDTH - LABELS - MARGIN);
        let along = (at.clamp(self.since, self.until) - self.since) * wide;
        let x = i64::from(LABELS) + along / (self.until - self.since);
        i32::try_from(x).unwrap_or(0)
    }

    /// Lines for the times, from the top down to that height, with the times below them.
    pub(super) fn draw<'a>(&self, area: &Area<'a>, height: i32) -> Drawn<'a> {
        let style =
            TextStyle::from(("sans-serif", FONT - 2)).pos(Pos::new(HPos::Center, VPos::Top));
        for tick in self.ticks() {
            let x = self.pixel(tick.at);
            area.draw(&PathElement::new([(x, 0), (x, height)], LINE))?;
            area.draw(&Text::new(tick.clock, (x, height + 4), style.clone()))?;
            if let Some(day) = tick.day {
                area.draw(&Text::new(day, (x, height + 22), style.clone()))?;
            }
        }
        Ok(())
    }

    fn ticks(&self) -> Vec<Tick> {
        let step = self.step();
        let offset =
            self.local(self.since).map_or(0, |at| i64::from(at.offset().fix().local_minus_utc()));
        let first = (self.since + offset + step - 1).div_euclid(step) * step - offset;
        let mut before = String::new();
        let mut ticks = Vec::new();
        let mut at = first;
        while at <= self.until {
            let local = self.local(at);
            let clock = local.map_or_else(String::new, |at| at.format("%H:%M").to_string());
            let day = local.map_or_else(String::new, |at| at.format("%a %-d %b").to_string());
            let changed = day != before;
            before.clone_from(&day);
            ticks.push(Tick { at, clock, day: changed.then_some(day) });
            at += step;
        }
        ticks
    }

    /// So many seconds that there is room for each time.
    fn step(&self) -> i64 {
        let minutes = (self.until - self.since) / 60;
        let fits = |step: &&i64| minutes / **step < MOST;
        let days = (minutes / MOST / 1440 + 1) * 1440;
        STEPS.iter().find(fits).copied().unwrap_or(days) * 60
    }

    fn local(&self, at: i64) -> Option<chrono::DateTime<Tz>> {
        chrono::DateTime::from_timestamp(at, 0).map(|at| at.with_timezone(&self.zone))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(since: &str, until: &str) -> Vec<String> {
        let moment = |text: &str| text.parse().expect("a moment");
        let axis = Axis::new(moment(since), moment(until), Tz::Europe__Kyiv);
        let word = |tick: Tick| match tick.day {
            Some(day) => format!("{} {day}", tick.clock),
            None => tick.clock,
        };
        axis.ticks().into_iter().map(word).collect()
    }

    #[test]
    fn times_are_round_on_the_desks_clock_and_name_the_day_where_it_changes() {
        assert_eq!(
            ticks("2026-11-07T21:10:00+02:00", "2026-11-08T02:30:00+02:00"),
            ["22:00 Sat 7 Nov", "23:00", "00:00 Sun 8 Nov", "01:00", "02:00"]
        );
        assert_eq!(
            ticks("2026-11-07T21:10:00+02:00", "2026-11-07T21:31:00+02:00"),
            ["21:10 Sat 7 Nov", "21:15", "21:20", "21:25", "21:30"]
        );
        assert_eq!(ticks("2026-10-01T00:00:00Z", "2026-11-08T00:00:00Z").len(), 8);
    }

    #[test]
    fn what_is_outside_is_at_the_edge() {
        let moment = |text: &str| text.parse().expect("a moment");
        let (since, until) = (moment("2026-11-07T21:00:00Z"), moment("2026-11-07T22:00:00Z"));
        let axis = Axis::new(since, until, Tz::UTC);
        assert_eq!(axis.x(moment("2026-11-06T21:00:00Z")), axis.x(since));
        assert_eq!(axis.x(moment("2026-11-08T21:00:00Z")), axis.x(until));
        assert!(axis.x(moment("2026-11-07T21:30:00Z")) - axis.x(since) == 253);
        assert_eq!(Axis::new(since, since, Tz::UTC).x(since), axis.x(since));
    }
}

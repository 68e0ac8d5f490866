//! A night by person, and how long words waited, drawn on one clock.

use plotters::element::{Circle, Cross, Polygon, TriangleMarker};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::axis::{self, Axis, INK, LINE};
use super::chart::{About, Area, Drawn, FONT, LABELS, WIDTH, short, told};
use crate::model::Moment;

const RED: RGBColor = RGBColor(0xa3, 0x16, 0x1f);
const BLUE: RGBColor = RGBColor(0x1f, 0x5f, 0xa3);

/// How high the row of a person is: words above, steps in the middle, releases below.
const LANE: u32 = 54;
const ROW: u32 = 26;
const LEGEND: u32 = 30;

/// How an act is drawn and counted. No two differ by their colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// First words: a ring.
    Filed,
    /// Other words: a dot.
    Edited,
    /// Given to others to read: a small bar.
    Submitted,
    /// Approved: a triangle.
    Approved,
    /// Released: a square.
    Released,
    /// Corrected, pulled or retracted: a diamond.
    Corrected,
    /// Any other step at the desk: a cross.
    Other,
}

impl Mark {
    /// All of them, as they follow each other in a night.
    pub(super) const ALL: [Self; 7] = [
        Self::Filed,
        Self::Edited,
        Self::Submitted,
        Self::Approved,
        Self::Released,
        Self::Corrected,
        Self::Other,
    ];

    /// The word for it in a legend and above a column.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Filed => "Filed",
            Self::Edited => "Edited",
            Self::Submitted => "Submitted",
            Self::Approved => "Approved",
            Self::Released => "Released",
            Self::Corrected => "Corrected",
            Self::Other => "Other",
        }
    }

    /// How far below the top of its lane, so that what is done in one step stays apart.
    fn below(self) -> i32 {
        match self {
            Self::Filed | Self::Edited | Self::Submitted => 12,
            Self::Approved | Self::Other => 27,
            Self::Released | Self::Corrected => 42,
        }
    }

    fn draw<'a>(self, area: &Area<'a>, (x, y): (i32, i32)) -> Drawn<'a> {
        match self {
            Self::Filed => area.draw(&Circle::new((x, y), 5, INK.stroke_width(2))),
            Self::Edited => area.draw(&Circle::new((x, y), 3, INK.filled())),
            Self::Submitted => {
                area.draw(&Rectangle::new([(x - 2, y - 6), (x + 2, y + 6)], BLUE.filled()))
            }
            Self::Approved => area.draw(&TriangleMarker::new((x, y), 7, BLUE.filled())),
            Self::Released => {
                area.draw(&Rectangle::new([(x - 5, y - 5), (x + 5, y + 5)], INK.filled()))
            }
            Self::Corrected => area.draw(&Polygon::new(
                [(x, y - 8), (x + 8, y), (x, y + 8), (x - 8, y)],
                RED.filled(),
            )),
            Self::Other => area.draw(&Cross::new((x, y), 4, INK.stroke_width(2))),
        }
    }
}

/// What one person did.
#[derive(Debug)]
pub(super) struct Lane {
    pub(super) label: String,
    pub(super) marks: Vec<(Moment, Mark)>,
}

/// How long words waited: until they were approved, and until that ended.
#[derive(Debug)]
pub(super) struct Bar {
    pub(super) label: String,
    pub(super) from: Moment,
    pub(super) approved: Option<Moment>,
    pub(super) to: Moment,
}

/// A lane for each person.
pub(super) fn people(about: About, axis: &Axis, lanes: &[Lane]) -> String {
    let used = |mark: &Mark| lanes.iter().any(|lane| lane.marks.iter().any(|(_, one)| one == mark));
    let legend: Vec<Mark> = Mark::ALL.into_iter().filter(used).collect();
    drawn(
        about,
        LANE,
        lanes.len(),
        |area| {
            draw_legend(area, &legend.iter().map(|mark| (mark.word(), *mark)).collect::<Vec<_>>())?;
            for (lane, top) in lanes.iter().zip(tops(LANE)) {
                named(area, &lane.label, top, LANE)?;
                for (at, mark) in &lane.marks {
                    mark.draw(area, (axis.x(*at), top + mark.below()))?;
                }
            }
            Ok(())
        },
        axis,
    )
}

/// A bar for each time that words waited.
pub(super) fn waits(about: About, axis: &Axis, bars: &[Bar]) -> String {
    drawn(
        about,
        ROW,
        bars.len(),
        |area| {
            for (text, colour, left) in [("until approved", BLUE, 0), ("until released", RED, 150)]
            {
                let x = pixels(LABELS) + left;
                area.draw(&Rectangle::new([(x, 8), (x + 14, 20)], colour.filled()))?;
                area.draw(&Text::new(text, (x + 20, 14), words(HPos::Left)))?;
            }
            for (bar, top) in bars.iter().zip(tops(ROW)) {
                named(area, &bar.label, top, ROW)?;
                let until = bar.approved.unwrap_or(bar.to);
                piece(area, (axis.x(bar.from), axis.x(until)), (top + 8, top + 18), BLUE)?;
                if bar.approved.is_some() {
                    piece(area, (axis.x(until), axis.x(bar.to)), (top + 5, top + 21), RED)?;
                }
            }
            Ok(())
        },
        axis,
    )
}

/// A piece of a bar; the shortest is still seen.
fn piece<'a>(
    area: &Area<'a>,
    (from, to): (i32, i32),
    (top, bottom): (i32, i32),
    colour: RGBColor,
) -> Drawn<'a> {
    area.draw(&Rectangle::new([(from, top), (to.max(from + 2), bottom)], colour.filled()))
}

/// Legend, rows and clock, one below the other.
fn drawn(
    about: About,
    row: u32,
    rows: usize,
    draw: impl for<'a> Fn(&Area<'a>) -> Drawn<'a>,
    axis: &Axis,
) -> String {
    let below = LEGEND + u32::try_from(rows).unwrap_or(0) * row;
    let mut svg = String::new();
    {
        let size = (WIDTH, below + axis::HEIGHT);
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        let all = axis.draw(&area, pixels(below)).and_then(|()| draw(&area));
        all.and_then(|()| area.present()).expect("a text takes all that is written to it");
    }
    told(&svg, about)
}

fn draw_legend<'a>(area: &Area<'a>, marks: &[(&str, Mark)]) -> Drawn<'a> {
    let mut x = 12;
    for (text, mark) in marks {
        mark.draw(area, (x, 14))?;
        area.draw(&Text::new(*text, (x + 13, 14), words(HPos::Left)))?;
        x += 100;
    }
    Ok(())
}

/// Whose row it is, with a line above it.
fn named<'a>(area: &Area<'a>, label: &str, top: i32, row: u32) -> Drawn<'a> {
    area.draw(&PathElement::new([(0, top), (pixels(WIDTH), top)], LINE))?;
    let at = (pixels(LABELS) - 14, top + pixels(row / 2));
    area.draw(&Text::new(short(label), at, words(HPos::Right)))
}

fn words(side: HPos) -> TextStyle<'static> {
    TextStyle::from(("sans-serif", FONT)).pos(Pos::new(side, VPos::Center))
}

/// Where each row begins.
fn tops(row: u32) -> impl Iterator<Item = i32> {
    (0..).map(move |n| pixels(LEGEND) + n * pixels(row))
}

fn pixels(n: u32) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

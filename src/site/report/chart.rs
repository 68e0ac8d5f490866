//! Bars of counts, as SVG in a page: the colours are the page's.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::super::text::{escape, visible};

/// One bar: what it stands for, and how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bar {
    pub(super) label: String,
    pub(super) count: usize,
}

/// What a chart is called, and what it shows in a sentence, for those who do not see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct About<'a> {
    /// Names its elements in the page.
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) description: &'a str,
}

pub(super) const WIDTH: u32 = 720;
const ROW: u32 = 26;
pub(super) const LABELS: u32 = 190;
const AXIS: u32 = 26;
/// How many cells of a label there is room for; a letter of some scripts takes two.
const LONGEST: usize = 24;
pub(super) const FONT: u32 = 15;

/// Bars one below the other, as long as their counts.
pub(super) fn bars(about: About, bars: &[Bar]) -> String {
    let rows = u32::try_from(bars.len()).unwrap_or(u32::MAX / (2 * ROW));
    let mut svg = String::new();
    {
        let area =
            SVGBackend::with_string(&mut svg, (WIDTH, rows * ROW + AXIS)).into_drawing_area();
        draw(&area, bars, rows).expect("a text takes all that is written to it");
    }
    told(&svg, about)
}

pub(super) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub(super) type Drawn<'a> =
    Result<(), DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>>;

fn draw<'a>(area: &Area<'a>, bars: &[Bar], rows: u32) -> Drawn<'a> {
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    let mut chart = ChartBuilder::on(area)
        .x_label_area_size(AXIS)
        .y_label_area_size(LABELS)
        .margin_right(44)
        .build_cartesian_2d(0..most, f64::from(rows)..0.0)?;
    chart
        .configure_mesh()
        .disable_y_mesh()
        .disable_y_axis()
        .y_labels(0)
        .x_labels(most.min(6) + 1)
        .x_label_formatter(&ToString::to_string)
        .x_label_style(("sans-serif", FONT))
        .light_line_style(TRANSPARENT)
        .draw()?;
    let bar = |(at, bar): (i32, &Bar)| {
        let (top, bottom) = (f64::from(at), f64::from(at + 1));
        let mut drawn = Rectangle::new([(0, top), (bar.count, bottom)], BLUE.filled());
        drawn.set_margin(4, 4, 0, 0);
        drawn
    };
    chart.draw_series((0..).zip(bars).map(bar))?;
    let anchor = |side| TextStyle::from(("sans-serif", FONT)).pos(Pos::new(side, VPos::Center));
    for (at, bar) in (0..).zip(bars) {
        let middle = i32::try_from(ROW).unwrap_or(0) * at + i32::try_from(ROW / 2).unwrap_or(0);
        let (end, _) = chart.backend_coord(&(bar.count, f64::from(at)));
        let left = i32::try_from(LABELS).unwrap_or(0) - 8;
        area.draw(&Text::new(short(&bar.label), (left, middle), anchor(HPos::Right)))?;
        area.draw(&Text::new(bar.count.to_string(), (end + 6, middle), anchor(HPos::Left)))?;
    }
    area.present()
}

/// A label that has room beside its bar; the table has the whole.
pub(super) fn short(label: &str) -> String {
    let label = visible(label);
    if label.width() <= LONGEST {
        return label.into_owned();
    }
    let mut used = 0;
    let fits = |letter: &&str| {
        used += letter.width();
        used < LONGEST
    };
    let cut: String = label.graphemes(true).take_while(fits).collect();
    format!("{}…", cut.trim_end())
}

/// The drawing with a name and a description, as wide as there is room.
pub(super) fn told(svg: &str, about: About) -> String {
    let About { id, title, description } = about;
    let (opening, rest) = svg.split_once('>').unwrap_or((svg, ""));
    let view = opening.split_once("viewBox=").map_or("", |(_, view)| view);
    format!(
        "<svg role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" viewBox={view}>\n\
         <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>{rest}",
        escape(title),
        escape(description)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(label: &str) -> String {
        let about = About { id: "x", title: "Posts <by> person", description: "Ana & Lev" };
        let bar = |label: &str, count| Bar { label: label.to_owned(), count };
        bars(about, &[bar(label, 12), bar("Lev Marin", 3)])
    }

    #[test]
    fn a_chart_has_a_name_a_description_and_a_bar_for_each_count() {
        let svg = drawn("Ana Petrova");
        assert!(svg.starts_with("<svg role=\"img\" aria-labelledby=\"x-title x-desc\" viewBox="));
        assert!(svg.contains("<title id=\"x-title\">Posts &lt;by&gt; person</title>"), "{svg}");
        assert!(svg.contains("<desc id=\"x-desc\">Ana &amp; Lev</desc>"), "{svg}");
        assert_eq!(svg.matches("<rect").count(), 2, "{svg}");
        assert!(svg.contains("Ana Petrova") && svg.trim_end().ends_with("</svg>"), "{svg}");
        let width = |n: usize| -> f64 {
            let rect = svg.split("<rect").nth(n).expect("a bar");
            let width = rect.split("width=\"").nth(1).and_then(|rest| rest.split('"').next());
            width.and_then(|width| width.parse().ok()).expect("a width")
        };
        assert!((width(1) / width(2) - 4.0).abs() < 0.05, "{svg}");
    }

    #[test]
    fn a_label_is_only_text_and_is_cut_between_letters() {
        let svg = drawn("<script>alert('x')</script> & company of many");
        assert!(!svg.contains("<script") && svg.contains("&lt;script&gt;"), "{svg}");
        assert_eq!(short(&"д".repeat(LONGEST)), "д".repeat(LONGEST));
        assert_eq!(short(&"д".repeat(40)), format!("{}…", "д".repeat(LONGEST - 1)));
        assert_eq!(short(&"辻".repeat(40)), format!("{}…", "辻".repeat(LONGEST / 2 - 1)));
        let family = "👩‍👩‍👧";
        assert_eq!(short(&family.repeat(40)), format!("{}…", family.repeat(LONGEST / 2 - 1)));
        assert_eq!(short("a\u{202E}b"), "a\u{FFFD}b");
    }
}

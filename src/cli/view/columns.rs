//! Aligned columns without boxes: they serve `grep`, `cut` and screen readers better than a table.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::Foreign;
use super::width::{cut, wrap};
use crate::cli::context::Context;

/// Between two columns.
const GAP: &str = "  ";

/// With fewer cells left than this, the last column stands below the others.
const NARROWEST: usize = 16;

/// A column that is cut has as many cells as this.
const READABLE: usize = 8;

/// How far what goes on below a line stands in.
const BELOW: &str = "    ";

/// What becomes of a last column that is wider than the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It goes on under itself.
    Wrap,
    /// It ends with `…`.
    Cut,
}

/// Rows of cells that are shown aligned.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    rows: Vec<Vec<Cell>>,
}

#[derive(Debug, Clone)]
struct Cell {
    text: String,
    style: Style,
}

impl Columns {
    /// No rows yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a row of foreign texts, each shown on one line.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> &mut Self {
        self.styled_row(cells.into_iter().map(|text| (text, Style::new())))
    }

    /// Adds a row of foreign texts, each in a style that is used where there is colour.
    pub fn styled_row<'a>(
        &mut self,
        cells: impl IntoIterator<Item = (&'a str, Style)>,
    ) -> &mut Self {
        let cell = |(text, style)| Cell { text: Foreign(text).to_string(), style };
        self.rows.push(cells.into_iter().map(cell).collect());
        self
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Aligned for a terminal; separated by tabs where nobody looks.
    pub fn text(&self, context: &Context) -> String {
        self.texts(context).concat()
    }

    /// The same, with all of a last column that is wider than the terminal, under itself.
    pub fn whole(&self, context: &Context) -> String {
        match context.surroundings.stdout_terminal {
            true => self.aligned(context.width(), Fit::Wrap, context.colour()),
            false => self.plain(),
        }
    }

    /// The same, a text for each row.
    pub fn texts(&self, context: &Context) -> Vec<String> {
        match context.surroundings.stdout_terminal {
            true => self.aligned_rows(context.width(), Fit::Cut, context.colour()),
            false => self.rows.iter().map(|row| plain(row)).collect(),
        }
    }

    /// The text for something that is not a terminal: one line a row, cells parted by a tab, whole.
    pub fn plain(&self) -> String {
        self.rows.iter().map(|row| plain(row)).collect()
    }

    /// The text for a terminal of that many cells; no line ends with spaces.
    pub fn aligned(&self, width: usize, fit: Fit, colour: bool) -> String {
        self.aligned_rows(width, fit, colour).concat()
    }

    fn aligned_rows(&self, width: usize, fit: Fit, colour: bool) -> Vec<String> {
        let mut widths = self.widths();
        let last = widths.pop().unwrap_or(0);
        let last_stands_below = indent(&widths) + last.min(NARROWEST) > width;
        if last_stands_below {
            narrow(&mut widths, width);
        }
        let row = |row: &Vec<Cell>| match last_stands_below {
            true => stacked(row, &widths, width, fit, colour),
            false => beside(row, &widths, width, fit, colour),
        };
        self.rows.iter().map(row).collect()
    }

    /// The widest cell of each column.
    fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widest = |column: usize| {
            self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.text.width()).max()
        };
        (0..columns).map(|column| widest(column).unwrap_or(0)).collect()
    }
}

fn plain(row: &[Cell]) -> String {
    let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
    format!("{}\n", cells.join("\t").trim_end())
}

/// The cells that columns take, and the gaps behind them.
fn indent(widths: &[usize]) -> usize {
    widths.iter().map(|width| width + GAP.len()).sum()
}

/// Takes cells from the widest column until all fit beside one another. Where the narrowest that can
/// be read do not fit either, the lines are left to the terminal to break.
fn narrow(widths: &mut [usize], width: usize) {
    let least: Vec<usize> = widths.iter().map(|width| READABLE.min(*width)).collect();
    let width = width + GAP.len();
    if indent(&least) > width {
        return;
    }
    while indent(widths) > width {
        let Some(widest) = widths.iter_mut().max() else { return };
        *widest -= 1;
    }
}

/// A row with its last cell behind the others.
fn beside(row: &[Cell], widths: &[usize], width: usize, fit: Fit, colour: bool) -> String {
    let Some((last, others)) = row.split_last() else { return "\n".to_owned() };
    let line = padded(others, widths, colour);
    let indent = indent(&widths[..others.len()]);
    under(&line, last, &" ".repeat(indent), width.saturating_sub(indent), fit, colour)
}

/// A row with its last cell below the others.
fn stacked(row: &[Cell], widths: &[usize], width: usize, fit: Fit, colour: bool) -> String {
    let Some((last, others)) = row.split_last() else { return "\n".to_owned() };
    let line = padded(others, widths, colour);
    let room = width.saturating_sub(BELOW.len());
    match others.is_empty() {
        true => under("", last, "", width, fit, colour),
        false => format!("{}\n{}", line.trim_end(), under(BELOW, last, BELOW, room, fit, colour)),
    }
}

/// The cells at the beginning of their columns, each cut to its own.
fn padded(cells: &[Cell], widths: &[usize], colour: bool) -> String {
    let mut line = String::new();
    for (cell, width) in cells.iter().zip(widths) {
        let text = cut(&cell.text, *width);
        let padding = width - text.width();
        line.push_str(&format!("{}{:padding$}{GAP}", painted(&text, cell.style, colour), ""));
    }
    line
}

/// The cell behind what begins its line, as far as there is room for it.
fn under(begins: &str, cell: &Cell, indent: &str, room: usize, fit: Fit, colour: bool) -> String {
    let pieces = match fit {
        Fit::Cut => vec![cut(&cell.text, room)],
        Fit::Wrap => wrap(&cell.text, room),
    };
    let mut out = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        let begins = if index == 0 { begins } else { indent };
        let line = format!("{begins}{}", painted(piece, cell.style, colour));
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn painted(text: &str, style: Style, colour: bool) -> String {
    if colour && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anstyle::AnsiColor;
    use proptest::prelude::*;

    fn two_rows() -> Columns {
        let mut columns = Columns::new();
        columns.row(["k3x9", "draft", "Power cut across Port Selan after line is hit"]);
        columns.row(["7f3c", "in_review", "辻さん arrives"]);
        columns
    }

    #[test]
    fn columns_start_at_the_same_cell() {
        let text = two_rows().aligned(80, Fit::Cut, false);
        assert_eq!(
            text,
            "k3x9  draft      Power cut across Port Selan after line is hit\n7f3c  in_review  辻さん arrives\n"
        );
    }

    #[test]
    fn a_last_column_that_is_too_wide_is_cut_or_goes_on_under_itself() {
        let cut = two_rows().aligned(40, Fit::Cut, false);
        assert_eq!(cut.lines().next(), Some("k3x9  draft      Power cut across Port…"));
        let wrapped = two_rows().aligned(40, Fit::Wrap, false);
        let lines: Vec<&str> = wrapped.lines().collect();
        assert_eq!(lines[1], "                 Selan after line is hit");
    }

    #[test]
    fn where_there_is_no_room_the_last_column_stands_below_and_the_widest_is_cut() {
        let narrow = two_rows().aligned(28, Fit::Cut, false);
        assert_eq!(
            narrow.lines().collect::<Vec<_>>(),
            [
                "k3x9  draft",
                "    Power cut across Port S…",
                "7f3c  in_review",
                "    辻さん arrives"
            ]
        );
        let mut columns = Columns::new();
        columns.row(["k3x9", "a-very-long-name-of-a-story", "Power"]);
        assert_eq!(columns.aligned(20, Fit::Cut, false), "k3x9  a-very-long-n…\n    Power\n");
    }

    #[test]
    fn without_a_terminal_nothing_is_cut_and_tabs_part_the_cells() {
        let mut columns = two_rows();
        columns.row(["a\tb", "", ""]);
        assert_eq!(
            columns.plain(),
            "k3x9\tdraft\tPower cut across Port Selan after line is hit\n7f3c\tin_review\t辻さん arrives\na␉b\n"
        );
    }

    #[test]
    fn colour_takes_no_room() {
        let mut columns = Columns::new();
        columns.styled_row([("a", AnsiColor::Red.on_default()), ("b", Style::new())]);
        columns.row(["ccc", "d"]);
        let coloured = columns.aligned(80, Fit::Cut, true);
        assert_eq!(
            anstream::adapter::strip_str(&coloured).to_string(),
            columns.aligned(80, Fit::Cut, false)
        );
    }

    proptest! {
        #[test]
        fn prop_no_line_is_wider_than_the_terminal_nor_ends_in_spaces(
            cells in prop::collection::vec("\\PC{0,60}", 1..7), width in 60usize..90,
        ) {
            let mut columns = Columns::new();
            columns.row(cells.iter().map(String::as_str));
            columns.row(cells.iter().rev().map(String::as_str));
            for fit in [Fit::Cut, Fit::Wrap] {
                for line in columns.aligned(width, fit, false).lines() {
                    prop_assert!(line.width() <= width, "{line:?}");
                    prop_assert_eq!(line, line.trim_end());
                }
            }
        }
    }
}

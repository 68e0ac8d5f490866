//! Aligned columns without boxes: they serve `grep`, `cut` and screen readers better than a table.

use anstyle::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::Foreign;
use crate::cli::context::Context;

/// Between two columns.
const GAP: &str = "  ";

/// Below this many cells the last column is left to the terminal to break.
const NARROWEST: usize = 16;

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
        if context.surroundings.stdout_terminal {
            self.aligned(context.width(), Fit::Cut, context.colour())
        } else {
            self.plain()
        }
    }

    /// The text for something that is not a terminal: one line a row, cells parted by a tab, whole.
    pub fn plain(&self) -> String {
        let line = |row: &Vec<Cell>| {
            let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
            format!("{}\n", cells.join("\t").trim_end())
        };
        self.rows.iter().map(line).collect()
    }

    /// The text for a terminal of that many cells; no line ends with spaces.
    pub fn aligned(&self, width: usize, fit: Fit, colour: bool) -> String {
        let widths = self.widths();
        let mut out = String::new();
        for row in &self.rows {
            push_row(&mut out, row, &widths, width, fit, colour);
        }
        out
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

fn push_row(
    out: &mut String,
    row: &[Cell],
    widths: &[usize],
    width: usize,
    fit: Fit,
    colour: bool,
) {
    let Some((last, others)) = row.split_last() else { return out.push('\n') };
    let mut line = String::new();
    let mut indent = 0;
    for (cell, width) in others.iter().zip(widths) {
        let padding = width - cell.text.width();
        line.push_str(&format!("{}{:padding$}{GAP}", painted(&cell.text, cell.style, colour), ""));
        indent += width + GAP.len();
    }
    let room = width.saturating_sub(indent);
    let pieces = match fit {
        _ if room < NARROWEST => vec![last.text.clone()],
        Fit::Cut => vec![cut(&last.text, room)],
        Fit::Wrap => wrap(&last.text, room),
    };
    for (index, piece) in pieces.iter().enumerate() {
        if index > 0 {
            line = " ".repeat(indent);
        }
        line.push_str(&painted(piece, last.style, colour));
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

fn painted(text: &str, style: Style, colour: bool) -> String {
    if colour && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// The text cut to that many cells, with `…` where something is missing.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let (kept, _) = split_at_width(text, width.saturating_sub(1));
    format!("{}…", kept.trim_end())
}

/// The text broken at spaces into lines of at most that many cells; a longer word is broken too.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("it starts with one line and only grows");
        if line.is_empty() {
            line.push_str(word);
        } else if line.width() + 1 + word.width() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
        break_last(&mut lines, width.max(1));
    }
    lines
}

/// Breaks the last line as often as it is too wide.
fn break_last(lines: &mut Vec<String>, width: usize) {
    while let Some(line) = lines.last().filter(|line| line.width() > width) {
        let (kept, rest) = split_at_width(line, width);
        if kept.is_empty() || rest.is_empty() {
            return;
        }
        let (kept, rest) = (kept.to_owned(), rest.to_owned());
        lines.pop();
        lines.extend([kept, rest]);
    }
}

/// Splits before the first grapheme that would go beyond that many cells.
fn split_at_width(text: &str, width: usize) -> (&str, &str) {
    let mut used = 0;
    let end = text.grapheme_indices(true).find(|(_, grapheme)| {
        used += grapheme.width();
        used > width
    });
    text.split_at(end.map_or(text.len(), |(at, _)| at))
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
            cells in prop::collection::vec("\\PC{0,60}", 1..4), width in 20usize..60,
        ) {
            let mut columns = Columns::new();
            columns.row(["id"].into_iter().chain(cells.last().map(String::as_str)));
            for fit in [Fit::Cut, Fit::Wrap] {
                for line in columns.aligned(width, fit, false).lines() {
                    prop_assert!(line.width() <= width, "{line:?}");
                    prop_assert_eq!(line, line.trim_end());
                }
            }
        }

        #[test]
        fn prop_wrapping_loses_no_word(words in "[a-z]{1,9}( [a-z]{1,9}){0,9}", width in 10usize..30) {
            prop_assert_eq!(wrap(&words, width).join(" "), words);
        }
    }
}

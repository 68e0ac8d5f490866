//! Credits as lines and as a table, with bars on a terminal.

use unicode_width::UnicodeWidthStr;

use super::bar::bar;
use crate::cli::context::Context;
use crate::cli::view::cut;
use crate::cli::view::{Columns, shown, time};
use crate::credits::{Cross, Row};
use crate::desk::Session;
use crate::ops::credits::Table;

/// Between two columns.
const GAP: usize = 2;
/// A name keeps that many cells, where it has them.
const NAME: usize = 12;
/// The longest and the shortest bar that says anything.
const BAR: std::ops::RangeInclusive<usize> = 5..=40;

/// What is counted: rows and columns where they are counted by two things and there is room for
/// that, else a line each.
pub fn table(context: &Context, session: &Session, count: &Table, words: bool) -> String {
    if count.rows.is_empty() {
        return "no credits\n".to_owned();
    }
    let crossed = count.cross.as_ref().filter(|_| !words).and_then(|cross| crossed(context, cross));
    crossed.unwrap_or_else(|| lines(context, session, &count.rows, words))
}

fn lines(context: &Context, session: &Session, rows: &[Row], words: bool) -> String {
    let lines: Vec<Vec<String>> =
        rows.iter().map(|row| line(context, session, row, words)).collect();
    if !context.surroundings.stdout_terminal {
        return columns(&lines).plain();
    }
    let counts: Vec<usize> = rows.iter().map(|row| row.posts).collect();
    drawn(context, lines, &counts)
}

/// The groups, then posts, words, what is not printed, and the last day.
fn line(context: &Context, session: &Session, row: &Row, words: bool) -> Vec<String> {
    let zone = context.zone(session, None);
    let mut line: Vec<String> = row.labels().iter().map(|label| shown(label)).collect();
    line.push(counted(row.posts, "post"));
    line.push(if words { counted(row.words, "word") } else { String::new() });
    line.push(match row.withheld {
        0 => String::new(),
        withheld => format!("{withheld} not printed"),
    });
    line.push(time::show_day(row.last, zone, session.now));
    line
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// The lines with a bar at the end of each. Where there is no room for it the last column goes, then
/// the bar.
fn drawn(context: &Context, mut lines: Vec<Vec<String>>, counts: &[usize]) -> String {
    let width = context.width();
    drop_empty(&mut lines);
    let bars = |lines: &[Vec<String>]| width.saturating_sub(needed(lines, NAME) + GAP);
    let without_last: Vec<Vec<String>> =
        lines.iter().map(|line| line[..line.len() - 1].to_vec()).collect();
    let (mut lines, room) = match bars(&lines) {
        room if BAR.contains(&room) || room > *BAR.end() => (lines, room),
        _ => match bars(&without_last) {
            room if room >= *BAR.start() => (without_last, room),
            _ => (lines, 0),
        },
    };
    let others = needed(&lines, 0);
    let widest = lines.iter().map(|line| line[0].width()).max().unwrap_or(0);
    // A long name gives way to the shortest bar, and the bar gets what names leave.
    let kept = if room == 0 { 0 } else { GAP + *BAR.start() };
    let name = widest.min(width.saturating_sub(others + kept).max(NAME));
    let cells = width.saturating_sub(others + name + GAP).min(*BAR.end());
    let most = counts.iter().copied().max().unwrap_or(0);
    for (line, count) in lines.iter_mut().zip(counts) {
        line[0] = cut(&line[0], name);
        if room > 0 {
            line.push(bar(*count, most, cells, context.surroundings.plain_letters()));
        }
    }
    columns(&lines).text(context)
}

/// Columns in which no line has anything are left out.
fn drop_empty(lines: &mut [Vec<String>]) {
    let columns = lines.first().map_or(0, Vec::len);
    for column in (0..columns).rev() {
        if lines.iter().all(|line| line[column].is_empty()) {
            lines.iter_mut().for_each(|line| drop(line.remove(column)));
        }
    }
}

/// How wide lines are, with that much of their first column at most.
fn needed(lines: &[Vec<String>], first: usize) -> usize {
    let columns = lines.first().map_or(0, Vec::len);
    let widest = |column: usize| lines.iter().map(|line| line[column].width()).max().unwrap_or(0);
    let widths = (0..columns).map(|column| match column {
        0 => widest(0).min(first),
        column => GAP + widest(column),
    });
    widths.sum()
}

/// Rows and columns of two things, with the sum of each; `None` where the terminal is too narrow.
fn crossed(context: &Context, cross: &Cross) -> Option<String> {
    let label = |row: &Row| shown(&row.labels().into_iter().next().unwrap_or_default());
    let mut lines = vec![vec![String::new()]];
    lines[0].extend(cross.columns.iter().map(label));
    lines[0].push("all".to_owned());
    for row in &cross.rows {
        let mut line = vec![label(row)];
        line.extend(cross.columns.iter().map(|column| cell(cross, row, column)));
        line.push(row.posts.to_string());
        lines.push(line);
    }
    let mut sums = vec!["all".to_owned()];
    sums.extend(cross.columns.iter().map(|column| column.posts.to_string()));
    sums.push(String::new());
    lines.push(sums);
    if !context.surroundings.stdout_terminal {
        return Some(columns(&lines).plain());
    }
    let widest = lines.iter().map(|line| line[0].width()).max().unwrap_or(0);
    let name = widest.min(context.width().saturating_sub(needed(&lines, 0)));
    if name < widest.min(NAME) {
        return None;
    }
    lines.iter_mut().for_each(|line| line[0] = cut(&line[0], name));
    to_the_right(&mut lines);
    Some(columns(&lines).aligned(usize::MAX, crate::cli::view::Fit::Cut, context.colour()))
}

fn cell(cross: &Cross, row: &Row, column: &Row) -> String {
    match cross.cell(row, column).map_or(0, |cell| cell.posts) {
        0 => "-".to_owned(),
        posts => posts.to_string(),
    }
}

/// Numbers stand below one another.
fn to_the_right(lines: &mut [Vec<String>]) {
    for column in 1..lines.first().map_or(0, Vec::len) {
        let widest = lines.iter().map(|line| line[column].width()).max().unwrap_or(0);
        for line in lines.iter_mut() {
            let padding = widest - line[column].width();
            line[column].insert_str(0, &" ".repeat(padding));
        }
    }
}

fn columns(lines: &[Vec<String>]) -> Columns {
    let mut columns = Columns::new();
    for line in lines {
        columns.row(line.iter().map(String::as_str));
    }
    columns
}

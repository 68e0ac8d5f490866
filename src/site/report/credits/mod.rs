//! The page of credits: who did what, for a meeting.

use minijinja::Value;
use serde::Serialize;

use super::chart::{self, About, Bar};
use super::page;
use crate::credits::{Cross, GroupBy, Row, Work};
use crate::site::error::SiteError;

/// How many bars a chart has at most; the table has all.
const BARS: usize = 30;

/// What the page of credits is made of.
#[derive(Debug)]
pub struct Credits<'a> {
    /// The newsroom's name.
    pub newsroom: &'a str,
    /// What was counted, in words, as in `2026-11, by when readers first saw it`.
    pub of: String,
    /// When the page was made, in words.
    pub made: String,
    /// Each table, with its chart.
    pub sections: Vec<Section>,
    /// What was counted.
    pub works: &'a [Work],
    /// Whether words were counted by who wrote them.
    pub words: bool,
}

/// One table of the page, with its chart.
#[derive(Debug)]
pub struct Section {
    /// What its rows are counted by.
    pub by: GroupBy,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The table of rows and columns, where it is counted by two things.
    pub cross: Option<Cross>,
}

#[derive(Serialize)]
struct PageView<'a> {
    newsroom: &'a str,
    of: &'a str,
    made: &'a str,
    posts: usize,
    words: usize,
    by_words: bool,
    sections: Vec<SectionView>,
}

#[derive(Serialize)]
struct SectionView {
    id: &'static str,
    title: String,
    what: &'static str,
    chart: Option<Value>,
    /// How many rows the chart leaves out.
    left_out: usize,
    columns: Vec<String>,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    label: String,
    cells: Vec<String>,
}

/// The page, as HTML.
///
/// # Errors
///
/// A template that does not fit; it is built in.
pub fn credits(credits: &Credits) -> Result<String, SiteError> {
    let view = PageView {
        newsroom: credits.newsroom,
        of: &credits.of,
        made: &credits.made,
        posts: credits.works.len(),
        words: credits.works.iter().map(|work| work.words).sum(),
        by_words: credits.words,
        sections: credits.sections.iter().map(|section| view(section, credits.words)).collect(),
    };
    page::render("credits.html", include_str!("credits.html"), &view)
}

fn view(section: &Section, words: bool) -> SectionView {
    let what = what(section.by);
    let by = what.to_lowercase();
    let title = match &section.cross {
        Some(cross) => format!("By {by} and {}", self::what(cross.by[1]).to_lowercase()),
        None => format!("By {by}"),
    };
    let (columns, rows) = match &section.cross {
        Some(cross) => crossed(cross),
        None => counted(section, words),
    };
    let id = section.by.as_str();
    SectionView {
        id,
        chart: (!section.rows.is_empty()).then(|| Value::from_safe_string(chart(section, what))),
        left_out: section.rows.len().saturating_sub(BARS),
        title,
        what,
        columns,
        rows,
    }
}

fn what(by: GroupBy) -> &'static str {
    match by {
        GroupBy::Contributor => "Person",
        GroupBy::Role => "Role",
        GroupBy::Story => "Story",
        GroupBy::Place => "Place",
        GroupBy::Kind => "Kind",
        GroupBy::Month => "Month",
        GroupBy::Day => "Day",
    }
}

fn label(row: &Row) -> String {
    row.labels().into_iter().next().unwrap_or_default()
}

fn chart(section: &Section, what: &str) -> String {
    let bars: Vec<Bar> = section
        .rows
        .iter()
        .take(BARS)
        .map(|row| Bar { label: label(row), count: row.posts })
        .collect();
    let most = section.rows.iter().max_by_key(|row| row.posts);
    let most =
        most.map_or_else(String::new, |row| format!(" Most: {}, {}.", label(row), row.posts));
    let title = format!("Stories and posts by {}", what.to_lowercase());
    let description = format!("A bar for each row of the table below.{most}");
    let about = About { id: section.by.as_str(), title: &title, description: &description };
    chart::bars(about, &bars)
}

fn counted(section: &Section, words: bool) -> (Vec<String>, Vec<RowView>) {
    let mut columns = vec!["Posts"];
    let withheld = section.rows.iter().any(|row| row.withheld > 0);
    columns.extend(words.then_some("Words"));
    columns.extend(withheld.then_some("Not printed"));
    columns.extend(["First", "Last"]);
    let row = |row: &Row| {
        let day = |at: crate::model::Moment| at.rfc3339()[..10].to_owned();
        let mut cells = vec![row.posts.to_string()];
        cells.extend(words.then(|| row.words.to_string()));
        cells.extend(withheld.then(|| row.withheld.to_string()));
        cells.extend([day(row.first), day(row.last)]);
        RowView { label: label(row), cells }
    };
    (columns.into_iter().map(str::to_owned).collect(), section.rows.iter().map(row).collect())
}

fn crossed(cross: &Cross) -> (Vec<String>, Vec<RowView>) {
    let columns = cross.columns.iter().map(label).chain(["All".to_owned()]).collect();
    let row = |row: &Row| {
        let cell = |column: &Row| cross.cell(row, column).map_or(0, |cell| cell.posts).to_string();
        let cells = cross.columns.iter().map(cell).chain([row.posts.to_string()]).collect();
        RowView { label: label(row), cells }
    };
    (columns, cross.rows.iter().map(row).collect())
}

#[cfg(test)]
mod tests;

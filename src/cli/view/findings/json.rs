//! For other programs: everything, as one JSON document.

use schemars::JsonSchema;
use serde::Serialize;

use super::Outcome;
use crate::check::{Finding, Level};
use crate::cli::view::json::json_text;
use crate::format::Position;

/// All that a run of `check` found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Findings {
    /// The version of this shape: 1.
    pub version: u32,
    /// What was found, in the order of files and places.
    pub findings: Vec<Item>,
    /// How much of it.
    pub summary: Summary,
}

/// One finding.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
pub struct Item {
    /// The code of the rule.
    pub code: String,
    /// The name of the rule.
    pub rule: String,
    /// `error`, `warning` or `note`.
    pub level: String,
    /// The file, from the desk's root.
    pub path: String,
    /// Where in it; null where the file as a whole is meant.
    pub place: Option<Span>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// Whether `--fix` settles it.
    pub fixable: bool,
}

/// From the first character to the one after the last.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Span {
    /// The first character.
    pub start: Point,
    /// The one after the last.
    pub end: Point,
    /// The byte of the file it starts at.
    pub from: usize,
    /// The byte of the file it ends before.
    pub to: usize,
}

/// A line and a column, both counted from 1; columns count characters.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "FindingPoint")]
pub struct Point {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// How much was found.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "FindingsSummary")]
pub struct Summary {
    /// Findings that fail.
    pub errors: usize,
    /// Findings that fail under `--strict`.
    pub warnings: usize,
    /// Findings that never fail.
    pub notes: usize,
    /// How many files were looked at.
    pub files: usize,
    /// The codes of the rules that could not be judged here.
    pub skipped: Vec<String>,
}

/// The findings as one JSON document.
pub fn json(outcome: &Outcome<'_>) -> String {
    text(&Findings {
        version: 1,
        findings: outcome.findings.iter().map(item).collect(),
        summary: Summary {
            errors: outcome.count(Level::Error),
            warnings: outcome.count(Level::Warning),
            notes: outcome.count(Level::Note),
            files: outcome.looked_at,
            skipped: outcome.skipped.iter().map(|rule| rule.code.to_owned()).collect(),
        },
    })
}

fn item(finding: &Finding) -> Item {
    Item {
        code: finding.code.to_owned(),
        rule: finding.rule.to_owned(),
        level: finding.level.as_str().to_owned(),
        path: finding.path.clone(),
        place: finding.place.as_ref().map(|place| Span {
            start: point(place.start),
            end: point(place.end),
            from: place.span.start,
            to: place.span.end,
        }),
        message: finding.message.clone(),
        remedy: finding.remedy.clone(),
        fixable: finding.fix.is_some(),
    }
}

fn point(position: Position) -> Point {
    Point { line: position.line, column: position.column }
}

/// A value as indented JSON and a line feed.
pub(super) fn text(value: &impl Serialize) -> String {
    json_text(value)
}

#[cfg(test)]
mod tests {
    use super::super::examples::findings;
    use super::*;

    #[test]
    fn everything_is_in_it() {
        let findings = findings();
        let skipped = crate::check::skipped(false);
        let text = json(&Outcome::of_files(&findings, 2, &skipped));
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(value["version"], 1);
        assert_eq!(value["findings"][1]["place"]["start"]["line"], 2);
        assert_eq!(value["findings"][1]["fixable"], false);
        assert_eq!(value["summary"]["errors"], 4);
        assert_eq!(value["summary"]["skipped"][0], "NR011");
    }
}

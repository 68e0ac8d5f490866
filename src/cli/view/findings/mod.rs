//! Findings of `check` and `audit` in the form that each reader takes: people, forges, other programs.
//!
//! Each printer is a function from an [`Outcome`] to text that ends with a line feed. Words of
//! files go to people and logs through a `show` of the caller, which makes control and direction
//! marks visible; JSON escapes them itself.

mod github;
mod gitlab;
mod human;
pub mod json;
mod sarif;

pub use github::github;
pub use gitlab::gitlab;
pub use human::human;
pub use json::json;
pub use sarif::sarif;

use std::borrow::Cow;
use std::collections::HashMap;

use clap::ValueEnum;
use sha2::{Digest as _, Sha256};

use crate::check::{Finding, Level, Rule};

/// What one run of `check` or `audit` found, in the order of files and places.
#[derive(Debug, Clone)]
pub struct Outcome<'a> {
    /// What was found.
    pub findings: Cow<'a, [Finding]>,
    /// How many files or steps were looked at.
    pub looked_at: usize,
    /// The rules that could not be judged here.
    pub skipped: &'a [&'static Rule],
    /// What was looked at.
    pub kind: Kind,
}

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Files, by `check`.
    Files,
    /// Steps, by `audit`.
    Steps,
}

/// For whom findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// People
    Human,
    /// Annotations of GitHub's workflows
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// SARIF 2.1.0
    Sarif,
    /// Programs
    Json,
}

/// The findings for a forge.
pub fn printed(outcome: &Outcome<'_>, format: Format, show: &dyn Fn(&str) -> String) -> String {
    match format {
        Format::Github => github(outcome, show),
        Format::Gitlab => gitlab(outcome),
        Format::Sarif => sarif(outcome),
        Format::Json => json(outcome),
        Format::Human => human(outcome, &|_| None, show, false),
    }
}

impl<'a> Outcome<'a> {
    /// What a run of `check` over so many files found.
    pub fn of_files(findings: &'a [Finding], files: usize, skipped: &'a [&'static Rule]) -> Self {
        Self { findings: findings.into(), looked_at: files, skipped, kind: Kind::Files }
    }

    /// Whether anything is found that fails: of level error; where it is strict, a warning too.
    pub fn fails(&self, strict: bool) -> bool {
        self.findings.iter().any(|finding| match finding.level {
            Level::Error => true,
            Level::Warning => strict,
            Level::Note => false,
        })
    }

    /// How many findings weigh that much.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }

    /// The last line for people, as in "3 errors, 1 warning in 20 files".
    pub fn summary(&self) -> String {
        let counts: Vec<String> = [Level::Error, Level::Warning, Level::Note]
            .into_iter()
            .map(|level| (self.count(level), level.as_str()))
            .filter(|(count, _)| *count > 0)
            .map(|(count, noun)| counted(count, noun))
            .collect();
        let found = if counts.is_empty() { "nothing found".to_owned() } else { counts.join(", ") };
        let noun = if self.kind == Kind::Files { "file" } else { "step" };
        format!("{found} in {}", counted(self.looked_at, noun))
    }

    /// Which rules were skipped and why; empty where none was.
    fn skipped_line(&self) -> String {
        let rules: Vec<String> =
            self.skipped.iter().map(|rule| format!("{} {}", rule.code, rule.name)).collect();
        match rules.as_slice() {
            [] => String::new(),
            rules => format!("skipped, as the public record is not here: {}\n", rules.join(", ")),
        }
    }
}

/// A number with its noun, as in "1 file".
pub(in crate::cli::view) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A name for each finding that stays the same while the lines above it move: the SHA-256 of its
/// path, rule and message, and its number among equals.
fn fingerprints(findings: &[Finding]) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    findings
        .iter()
        .map(|finding| {
            let said = format!("{}\0{}\0{}", finding.path, finding.code, finding.message);
            let nth = seen.entry(said.clone()).and_modify(|nth| *nth += 1).or_insert(0);
            let bytes = Sha256::digest(format!("{said}\0{nth}"));
            bytes.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
        })
        .collect()
}

#[cfg(test)]
mod examples {
    use super::*;
    use crate::check::{check_settings, read_text};

    pub(super) const PATH: &str = "posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml";
    pub(super) const POST: &str = "id = \"k3x9q7m2td\"\nheadlin = \"x\"\n";
    pub(super) const SETTINGS: &str =
        "[newsroom]\nname = \"x\"\nlanguage = \"a,b:c%\"\nurl = \"https://a.example\"\n";

    /// Two errors in a post, two in the settings.
    pub(super) fn findings() -> Vec<Finding> {
        let mut findings = read_text(PATH, POST).expect_err("wrong");
        findings.append(&mut check_settings(SETTINGS).1);
        findings
    }

    #[test]
    fn the_summary_counts_by_weight() {
        let mut findings = findings();
        findings[0].level = Level::Warning;
        let outcome = Outcome::of_files(&findings, 20, &[]);
        assert_eq!(outcome.summary(), "3 errors, 1 warning in 20 files");
        let none = Outcome::of_files(&[], 1, &[]);
        assert_eq!(none.summary(), "nothing found in 1 file");
    }

    #[test]
    fn fingerprints_are_unique_and_do_not_mind_the_line() {
        let mut findings = findings();
        let before = fingerprints(&findings);
        findings[0].place = None;
        assert_eq!(fingerprints(&findings), before);
        findings.push(findings[0].clone());
        let all = fingerprints(&findings);
        assert_ne!(all[0], all[4]);
    }
}

//! For GitLab: a Code Quality report (the fields that GitLab's "Implement a custom tool" names).

use serde::Serialize;

use super::{Outcome, fingerprints};
use crate::check::Level;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// The findings as a Code Quality report.
pub fn gitlab(outcome: &Outcome<'_>) -> String {
    let issues: Vec<Issue<'_>> = outcome
        .findings
        .iter()
        .zip(fingerprints(&outcome.findings))
        .map(|(finding, fingerprint)| Issue {
            description: format!("{} {}: {}", finding.code, finding.rule, finding.message),
            check_name: finding.rule,
            fingerprint,
            severity: severity(finding.level),
            location: Location {
                path: &finding.path,
                lines: finding.place.as_ref().map_or(Lines { begin: 1, end: 1 }, |place| Lines {
                    begin: place.start.line,
                    end: place.end.line,
                }),
            },
        })
        .collect();
    super::json::text(&issues)
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "major",
        Level::Warning => "minor",
        Level::Note => "info",
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{PATH, findings};
    use super::*;

    #[test]
    fn each_finding_is_an_issue_with_a_fingerprint_of_its_own() {
        let findings = findings();
        let text = gitlab(&Outcome::of_files(&findings, 2, &[]));
        let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(report.as_array().map(Vec::len), Some(findings.len()));
        assert_eq!(report[1]["severity"], "major");
        assert_eq!(report[1]["location"]["path"], PATH);
        assert_eq!(report[1]["location"]["lines"]["begin"], 2);
        assert_ne!(report[0]["fingerprint"], report[1]["fingerprint"]);
    }
}

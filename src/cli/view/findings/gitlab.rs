//! For GitLab: a Code Quality report (the fields that GitLab's "Implement a custom tool" names).

use serde::Serialize;

use super::{Outcome, fingerprints};
use crate::check::{Finding, Level};

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    content: Content<'a>,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

/// What GitLab shows beside the description: what to do.
#[derive(Serialize)]
struct Content<'a> {
    body: &'a str,
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
            description: described(finding),
            content: Content { body: &finding.remedy },
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

/// What is wrong and what to do, for whoever reads a merge request sees nothing else.
fn described(finding: &Finding) -> String {
    let said = format!("{} {}: {}", finding.code, finding.rule, finding.message);
    match finding.remedy.as_str() {
        "" => said,
        remedy => format!("{said} – {remedy}"),
    }
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
        assert_eq!(
            report[1]["description"],
            "NR001 unreadable: unknown field `headlin` – did you mean `headline`?"
        );
        assert_eq!(report[1]["content"]["body"], "did you mean `headline`?");
        assert_eq!(report[1]["severity"], "major");
        assert_eq!(report[1]["location"]["path"], PATH);
        assert_eq!(report[1]["location"]["lines"]["begin"], 2);
        assert_ne!(report[0]["fingerprint"], report[1]["fingerprint"]);
    }
}

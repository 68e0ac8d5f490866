//! For code scanning: SARIF 2.1.0 (OASIS), as much of it as a finding has.

use serde::Serialize;

use super::{Kind, Outcome, fingerprints};
use crate::audit;
use crate::check::{Finding, Level, Place, Rule, explain, rules};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    name: &'static str,
    short_description: Message<'static>,
    full_description: Message<'static>,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Message<'a> {
    text: &'a str,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found<'a> {
    rule_id: &'static str,
    rule_index: Option<usize>,
    level: &'static str,
    message: Said,
    locations: [Location; 1],
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Mend<'a>>,
}

#[derive(Serialize)]
struct Said {
    text: String,
}

/// A fix (3.55 of the standard): what it does, and which parts of which file it replaces.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Mend<'a> {
    description: Message<'a>,
    artifact_changes: [ArtifactChange<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: Artifact,
    replacements: [Replacement<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Message<'a>,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "finding/v1")]
    finding: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// The findings as a SARIF log with the help of every rule.
pub fn sarif(outcome: &Outcome<'_>) -> String {
    let results = outcome.findings.iter().zip(fingerprints(&outcome.findings));
    super::json::text(&Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "newsroom",
                    version: env!("CARGO_PKG_VERSION"),
                    rules: descriptors(outcome.kind),
                },
            },
            column_kind: "unicodeCodePoints",
            results: results.map(|(finding, name)| found(finding, name)).collect(),
        }],
    })
}

fn descriptors(kind: Kind) -> Vec<Descriptor> {
    match kind {
        Kind::Files => rules().iter().map(descriptor).collect(),
        Kind::Steps => audit::rules().iter().map(of_audit).collect(),
    }
}

fn of_audit(rule: &audit::Rule) -> Descriptor {
    Descriptor {
        id: rule.code,
        name: rule.name,
        short_description: Message { text: rule.summary },
        full_description: Message { text: rule.why },
        help: Help { text: rule.lawful, markdown: audit::explain(rule.code).unwrap_or_default() },
        default_configuration: Configuration { level: level(Level::Error) },
    }
}

fn descriptor(rule: &Rule) -> Descriptor {
    Descriptor {
        id: rule.code,
        name: rule.name,
        short_description: Message { text: rule.summary },
        full_description: Message { text: rule.why },
        help: Help { text: rule.remedy, markdown: explain(rule.code).unwrap_or_default() },
        default_configuration: Configuration { level: level(rule.level) },
    }
}

fn index(code: &str) -> Option<usize> {
    let of_files = rules().iter().position(|rule| rule.code == code);
    of_files.or_else(|| audit::rules().iter().position(|rule| rule.code == code))
}

fn found(finding: &Finding, fingerprint: String) -> Found<'_> {
    Found {
        rule_id: finding.code,
        rule_index: index(finding.code),
        level: level(finding.level),
        message: Said { text: said(finding) },
        locations: [Location {
            physical_location: Physical {
                artifact_location: Artifact { uri: uri(&finding.path) },
                region: finding.place.as_ref().map(region),
            },
        }],
        partial_fingerprints: Fingerprints { finding: fingerprint },
        fixes: finding.mend.iter().map(|(place, with)| mend(finding, place, with)).collect(),
    }
}

/// What is wrong and what to do: a merge request shows the message, and the rule's help only to
/// whoever asks for it.
fn said(finding: &Finding) -> String {
    let (message, remedy) = (&finding.message, &finding.remedy);
    if remedy.is_empty() { message.clone() } else { format!("{message}\nWhat to do: {remedy}") }
}

fn mend<'a>(finding: &'a Finding, place: &Place, with: &'a str) -> Mend<'a> {
    Mend {
        description: Message { text: &finding.remedy },
        artifact_changes: [ArtifactChange {
            artifact_location: Artifact { uri: uri(&finding.path) },
            replacements: [Replacement {
                deleted_region: region(place),
                inserted_content: Message { text: with },
            }],
        }],
    }
}

fn region(place: &Place) -> Region {
    Region {
        start_line: place.start.line,
        start_column: place.start.column,
        end_line: place.end.line,
        end_column: place.end.column,
    }
}

fn level(level: Level) -> &'static str {
    level.as_str()
}

/// A path as a relative URI (RFC 3986): what is not plain is percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::examples::findings;
    use super::*;

    #[test]
    fn a_result_points_at_its_rule_and_region() {
        let findings = findings();
        let text = sarif(&Outcome::of_files(&findings, 2, &[]));
        let log: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let run = &log["runs"][0];
        let result = &run["results"][1];
        let index = result["ruleIndex"].as_u64().expect("a number") as usize;
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!((&region["startLine"], &region["endColumn"]), (&2.into(), &8.into()));
        assert_eq!(run["tool"]["driver"]["rules"].as_array().map(Vec::len), Some(rules().len()));
    }

    #[test]
    fn what_to_do_is_in_the_message_and_a_certain_mend_is_a_fix() {
        let path = super::super::examples::PATH;
        let text = "id = \"k3x9q7m2td\"\nheadline = “Fog”\ncreated = 2026-11-07T09:30:00Z\n";
        let findings = crate::check::read_text(path, text).expect_err("wrong");
        let text = sarif(&Outcome::of_files(&findings, 1, &[]));
        let log: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let result = &log["runs"][0]["results"][0];
        let said = result["message"]["text"].as_str().expect("words");
        assert!(said.ends_with("\nWhat to do: write headline = \"Fog\""), "{said}");
        let change = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
        assert_eq!(change["insertedContent"]["text"], "\"Fog\"");
        let region = &change["deletedRegion"];
        assert_eq!((&region["startLine"], &region["startColumn"]), (&2.into(), &12.into()));
        assert_eq!(region["endColumn"], 17);
    }

    #[test]
    fn a_path_is_a_uri() {
        assert_eq!(uri("posts/a b/é%.toml"), "posts/a%20b/%C3%A9%25.toml");
    }
}

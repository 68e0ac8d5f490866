//! What the doctor found.

use serde_json::{Value, json};

use super::shown;
use crate::ops::doctor::{Finding, Found};

/// A line for each thing that was looked at.
pub fn text(report: &[Finding]) -> String {
    report
        .iter()
        .map(|line| match &line.found {
            Found::Good(text) => format!("ok      {}: {}\n", line.what, shown(text)),
            Found::Mended(text) => format!("mended  {}: {}\n", line.what, shown(text)),
            Found::Wrong(text, remedy) => {
                format!("WRONG   {}: {}\n        {}\n", line.what, shown(text), shown(remedy))
            }
        })
        .collect()
}

/// The same as JSON.
pub fn json(report: &[Finding]) -> Value {
    let findings: Vec<Value> = report
        .iter()
        .map(|line| match &line.found {
            Found::Good(text) => json!({ "what": line.what, "found": "good", "text": text }),
            Found::Mended(text) => json!({ "what": line.what, "found": "mended", "text": text }),
            Found::Wrong(text, remedy) => {
                json!({ "what": line.what, "found": "wrong", "text": text, "remedy": remedy })
            }
        })
        .collect();
    json!({ "version": 1, "findings": findings })
}

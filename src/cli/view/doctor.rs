//! What the doctor found.

use super::output::{self, DoctorFinding, DoctorReport, VERSION};
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
pub fn json(report: &[Finding], dry_run: bool) -> DoctorReport {
    let finding = |line: &Finding| {
        let (found, text, remedy) = match &line.found {
            Found::Good(text) => (output::Found::Good, text, None),
            Found::Mended(text) => (output::Found::Mended, text, None),
            Found::Wrong(text, remedy) => (output::Found::Wrong, text, Some(remedy.clone())),
        };
        DoctorFinding { what: line.what.to_owned(), found, text: text.clone(), remedy }
    };
    DoctorReport { version: VERSION, findings: report.iter().map(finding).collect(), dry_run }
}

//! Was each step lawful? Judges one commit at a time: what was there before, what is there after,
//! who made it, with which signature. Pure.
//!
//! Rights come from the settings of the parent, never from the commit's own; no rule asks what time
//! it is, so that a verdict is the same tomorrow. [`Trail`] carries what the steps before prove of a
//! document: whose words it holds, and which of its reviews are not their person's own. The rules
//! are one a file in `rules/`, each with its code; [`explain()`] is made from the same table.

pub mod acceptance;
mod aside;
pub mod erasure;
mod evidence;
mod explain;
mod finding;
mod release;
mod reviews;
mod rule;
mod rules;
mod settings;
pub mod signature;
mod step;
mod trail;

pub use aside::Aside;
pub use erasure::OrdersStep;
pub use explain::{explain, page};
pub use finding::Finding;
pub use release::{DeskSide, Recorded, ReleaseStep, Released};
pub use reviews::again;
pub use rule::Rule;
pub use rules::{rule, rule_unless, rules};
pub use settings::SettingsStep;
pub use step::{Content, DocumentStep, FileStep, Line, Signed, Step};
pub use trail::{Filed, Trail, new_reviews};

use rule::Report;

/// Everything that was not lawful about one step.
///
/// `without` switches the rule with that code off; only tests do, to prove that the rule is what
/// stops an attack.
pub fn judge(step: &Step, without: Option<&str>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in rules().iter().filter(|rule| Some(rule.code) != without) {
        let mut report = Report::new(rule, step);
        if let Some(find) = rule.find {
            find(step, &mut report);
        }
        findings.append(&mut report.into_findings());
    }
    rules::alone(&mut findings);
    findings
}

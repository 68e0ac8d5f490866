//! What whoever takes commits over asks besides: has their author the right still, and is no
//! release from the future? Asked once, as they come; never when history is judged.

use std::sync::{Arc, OnceLock};

use super::release::{DeskSide, ReleaseStep};
use super::rules::rule;
use super::{Finding, Signed, Step, judge};
use crate::model::{Desk, Moment};

/// The rules that ask for a person's rights alone.
const RIGHTS: [&str; 8] = ["NA01", "NA02", "NA03", "NA07", "NA08", "NA09", "NA25", "NA49"];

/// So many seconds two clocks may differ.
const CLOCKS: i64 = 300;

/// The rights that the author of a step has lost by the settings of whoever takes it over, which
/// the step did not know.
///
/// `signed` is how it is signed by the keys of these settings. A person they do not know yet is
/// judged by the step's own line alone.
pub fn rights_lost(step: &Step, desk: &Arc<Desk>, signed: Signed) -> Vec<Finding> {
    let Some(known) = &step.person else { return Vec::new() };
    let person = desk.contributor_by_email(&step.author).cloned();
    if person.is_none() && desk.contributor(&known.id).is_none() {
        return Vec::new();
    }
    let releases = step.releases.iter().map(|release| {
        let mut release = ReleaseStep { asked: OnceLock::new(), ..release.clone() };
        if let DeskSide::At(released) = &mut release.side {
            (released.desk, released.person) = (desk.clone(), person.clone());
        }
        release
    });
    let releases = releases.collect();
    let again = Step { desk: desk.clone(), person, signed, releases, ..step.clone() };
    let before = judge(step, None);
    let found = |findings: &[Finding], code: &str, path: &str| {
        findings.iter().any(|found| found.code == code && found.path == path)
    };
    let rule = rule("NA14").expect("the rule is in the table");
    judge(&again, None)
        .into_iter()
        .filter(|lost| !lost.warning && RIGHTS.contains(&lost.code))
        .filter(|lost| !found(&before, lost.code, &lost.path))
        .map(|lost| Finding {
            code: rule.code,
            rule: rule.name,
            who: Some(known.id.clone()),
            message: format!("{} ({} {})", lost.message, lost.code, lost.rule),
            lawful: rule.lawful,
            ..lost
        })
        .collect()
}

/// The releases of a step that say they were made after `now`.
pub fn ahead_of(step: &Step, now: Moment) -> Vec<Finding> {
    let rule = rule("NA15").expect("the rule is in the table");
    let late = |release: &&ReleaseStep| {
        release.line().is_some_and(|line| line.at.seconds() > now.seconds() + CLOCKS)
    };
    let found = step.releases.iter().filter(late).map(|release| {
        let said = release.line().map(|line| line.at.to_string()).unwrap_or_default();
        rule.of(step, release.path.as_str(), format!("it says {said}, and here it is {now}"), false)
    });
    found.collect()
}

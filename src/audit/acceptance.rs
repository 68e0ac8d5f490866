//! What whoever takes commits over asks besides: has their author the right still, and is no
//! release from the future? Asked once, as they come; never when history is judged.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::release::{DeskSide, ReleaseStep};
use super::rules::named;
use super::{Aside, Content, Filed, Finding, Signed, Step, Trail, judge};
use crate::model::{Desk, DocPath, Moment};

/// The rules that ask for a person's rights alone, and those that ask the desk's gate.
const RIGHTS: [&str; 11] =
    ["NA01", "NA02", "NA03", "NA07", "NA08", "NA09", "NA25", "NA30", "NA31", "NA49", "NA60"];
const GATE: [&str; 10] =
    ["NA59", "NA48", "NA50", "NA51", "NA52", "NA53", "NA54", "NA55", "NA56", "NA57"];

/// So many seconds two clocks may differ.
const CLOCKS: i64 = 300;

/// The rights that the author of a step has lost by the settings of whoever takes it over, which
/// the step did not know.
///
/// `signed` is how it is signed by the keys of these settings. A person they do not know yet is
/// judged by the step's own line alone. The documents that it releases are judged with what the
/// receiver's desk has of them, which `here` gives.
pub fn rights_lost(
    step: &Step,
    desk: &Arc<Desk>,
    signed: Signed,
    here: &BTreeMap<DocPath, Content>,
) -> Vec<Finding> {
    let Some(known) = &step.person else { return Vec::new() };
    let person = desk.contributor_by_email(&step.author).cloned();
    if person.is_none() && desk.contributor(&known.id).is_none() {
        return Vec::new();
    }
    let releases = step.releases.iter().map(|release| {
        let mut release = ReleaseStep { asked: OnceLock::new(), ..release.clone() };
        if let DeskSide::At(released) = &mut release.side {
            (released.desk, released.person) = (desk.clone(), person.clone());
            released.filed =
                released.filed.take().map(|filed| joined(filed, here.get(&release.at_the_desk)));
        }
        release
    });
    let releases = releases.collect();
    let again = Step { desk: desk.clone(), person, signed, releases, ..step.clone() };
    let before = judge(step, None);
    let found = |findings: &[Finding], code: &str, path: &str| {
        findings.iter().any(|found| found.code == code && found.path == path)
    };
    let rule = named("NA14");
    judge(&again, None)
        .into_iter()
        .filter(|lost| !lost.warning)
        .filter(|lost| RIGHTS.contains(&lost.code) || GATE.contains(&lost.code))
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

/// A document as a release names it, with what it did not know: where the words are others by now,
/// it has none that could be released.
fn joined(filed: Arc<Filed>, here: Option<&Content>) -> Arc<Filed> {
    let Some(known) = here.and_then(Content::filed) else { return filed };
    if known.digest != filed.digest && !known.trail.has_had(filed.digest) {
        return filed; // these words come after those that are here
    }
    let sides = [&*filed, known];
    let trail = Trail::after(&sides, Aside::Untouched, &known.document, known.digest, None);
    Arc::new(Filed { trail: Arc::new(trail), ..known.clone() })
}

/// A first release may be older than this where it is taken: an editor was away from the network.
const AWAY: i64 = 7 * 24 * 60 * 60;

/// The releases of a step that say they were made after `now`.
pub fn ahead_of(step: &Step, now: Moment) -> Vec<Finding> {
    out_of_time(step, now, |at| at > now.seconds() + CLOCKS)
}

/// The first releases of a step that say they were made long before `now`.
pub fn long_before(step: &Step, now: Moment) -> Vec<Finding> {
    let first = ReleaseStep::is_first;
    let firsts: Vec<ReleaseStep> = step.releases.iter().filter(|one| first(one)).cloned().collect();
    let step = Step { releases: firsts, ..step.clone() };
    out_of_time(&step, now, |at| at < now.seconds() - AWAY)
}

fn out_of_time(step: &Step, now: Moment, is_out: impl Fn(i64) -> bool) -> Vec<Finding> {
    let rule = named("NA15");
    let out = |release: &&ReleaseStep| release.line().is_some_and(|line| is_out(line.at.seconds()));
    let found = step.releases.iter().filter(out).map(|release| {
        let said = release.line().map(|line| line.at.to_string()).unwrap_or_default();
        rule.of(step, release.path.as_str(), format!("it says {said}, and here it is {now}"), false)
    });
    found.collect()
}

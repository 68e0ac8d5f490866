//! Corrections that changed or are not in the ledger.

use crate::audit::release::{Recorded, ReleaseStep};
use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::model::CorrectionId;
use crate::workflow::Reason;

pub(super) const RULE: Rule = Rule {
    code: "NA55",
    name: "told-changed",
    summary: "What readers were told of an error stays, word for word, and each line lists what it told them.",
    why: "A correction could be softened or taken back without a trace.",
    lawful: "Add another correction: newsroom correct.",
    example: "Somebody rewords a correction in the next version.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    report.reasons(|reason| matches!(reason, Reason::ToldChanged { .. }));
    for release in step.releases.iter().filter(|release| !release.is_erased()) {
        let Some(line) = release.line().filter(|line| line.kind.carries_words()) else { continue };
        if line.corrections != fresh(release) {
            report.finding(
                release.path.as_str(),
                "the line does not list the corrections it told readers",
            );
        }
    }
}

/// The corrections of these words that no line before has.
fn fresh(release: &ReleaseStep) -> Vec<CorrectionId> {
    let words = release.words_after.as_ref().and_then(Recorded::words);
    let told: Vec<_> = release.before.releases.iter().flat_map(|line| &line.corrections).collect();
    let all = words.into_iter().flat_map(|words| &words.corrections);
    all.map(|correction| &correction.id).filter(|id| !told.contains(id)).cloned().collect()
}

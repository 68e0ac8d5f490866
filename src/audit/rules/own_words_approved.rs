//! Approvals without a second pair of eyes.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::DocumentStep;
use crate::audit::step::Step;
use crate::audit::trail::Filed;
use crate::audit::trail::new_reviews;
use crate::model::{Digest, Ledger, Review, Verdict};
use crate::workflow::{Standing, approve};

pub(super) const RULE: Rule = Rule {
    code: "NA27",
    name: "own-words-approved",
    summary: "Nobody approves alone what nobody else had a hand in; under strict four eyes, nothing of one's own.",
    why: "One person could put words before readers that nobody else ever saw.",
    lawful: "A second person reads and approves.",
    example: "An editor writes a post and approves it herself.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for (document, after) in step.filed() {
        let before: Vec<_> = document.earlier().collect();
        let approvals = new_reviews(&before, &after.document)
            .into_iter()
            .filter(|review| review.verdict == Verdict::Approved && review.digest == after.digest);
        for review in approvals {
            if let Some(why) = why_not(step, document, after, review) {
                report.finding(document.path.as_str(), why);
            }
        }
    }
}

fn why_not(step: &Step, at: &DocumentStep, after: &Filed, review: &Review) -> Option<String> {
    let ledger = until(&at.ledger, review.round);
    let released: Vec<Digest> = ledger.releases.iter().map(|line| line.digest).collect();
    let proven = after.trail.proven(&after.document, &step.desk);
    let standing = Standing::of(&proven, after.digest, Some(&ledger), &step.desk);
    let policy = step.desk.policy.four_eyes;
    let writers = after.trail.writers_for(policy, &released);
    let eyes = approve::four_eyes(&review.by, &standing, policy, &writers);
    eyes.err().map(|refusal| refusal.to_string())
}

/// The releases of words before that round.
fn until(ledger: &Ledger, round: u32) -> Ledger {
    let words =
        ledger.releases.iter().filter(|line| line.kind.carries_words() && line.round < round);
    Ledger { releases: words.cloned().collect() }
}

//! The steps of several people in one commit.

use std::collections::BTreeSet;

use crate::audit::evidence::checks;
use crate::audit::finding::Finding;
use crate::audit::rule::{Report, Rule};
use crate::audit::step::{Line, Step};
use crate::audit::trail::new_reviews;
use crate::model::ContributorId;

pub(super) const RULE: Rule = Rule {
    code: "NA16",
    name: "squashed",
    summary: "Each step is a commit of the person who took it; several are never made one.",
    why: "A squash puts everybody's reviews into one commit of one author: nobody can tell which were given.",
    lawful: "Merge by a merge commit or fast-forward. Now: whoever approved approves again, and an admin answers for this commit.",
    example: "A forge squashes a reporter's branch, in which an editor approved words.",
    find: Some(find),
};

/// What follows from a squash alone, and would only say the same again for each file.
const FOLLOWS: [&str; 7] = ["NA24", "NA25", "NA26", "NA27", "NA28", "NA30", "NA31"];

fn find(step: &Step, report: &mut Report<'_>) {
    if step.line != Line::Desk || step.parents != 1 {
        return;
    }
    let (mut people, mut steps) = (BTreeSet::<ContributorId>::new(), 0);
    for (document, after) in step.filed() {
        let before: Vec<_> = document.earlier().collect();
        let new = new_reviews(&before, &after.document).into_iter();
        for review in new.filter(|review| !after.trail.stands_again(review)) {
            people.insert(review.by.clone());
            steps += 1;
        }
        let known: BTreeSet<_> =
            before.iter().flat_map(|earlier| checks(&earlier.document)).collect();
        for check in checks(&after.document).filter(|check| !known.contains(check)) {
            people.insert(check.1.by.clone());
            steps += 1;
        }
    }
    let author = step.person.as_ref().map(|person| &person.id);
    let others = people.iter().filter(|who| Some(*who) != author).count();
    if steps < 2 || others == 0 {
        return;
    }
    let names: Vec<&str> = people.iter().map(ContributorId::as_str).collect();
    let message = format!(
        "a squash: {steps} steps of {} in one commit, made as {}; the others' reviews in it count for nothing",
        names.join(", "),
        author.map_or(step.author.as_str(), ContributorId::as_str)
    );
    report.finding(step.first_path(), message);
}

/// Leaves, where a commit is a squash, what does not follow from that.
pub(in crate::audit) fn alone(findings: &mut Vec<Finding>) {
    if findings.iter().any(|found| found.code == RULE.code) {
        findings.retain(|found| !FOLLOWS.contains(&found.code));
    }
}

//! Documents that cannot be read.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Content;
use crate::audit::step::Step;

pub(super) const RULE: Rule = Rule {
    code: "NA21",
    name: "unreadable",
    summary: "Every story and post can be read in every commit.",
    why: "What cannot be read cannot be judged: reviews could be changed in the dark.",
    lawful: "newsroom check before committing.",
    example: "Somebody commits a post with a broken line, and mends it with one review less.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for document in &step.documents {
        if let Content::Unreadable(why) = &document.after {
            report.finding(document.path.as_str(), why.clone());
        }
    }
}

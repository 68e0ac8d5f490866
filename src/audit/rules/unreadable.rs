//! Documents that cannot be read.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Content;
use crate::audit::step::Step;

pub(super) const RULE: Rule = Rule {
    code: "NA21",
    name: "unreadable",
    summary: "Every story and post can be read in every commit.",
    why: "Nobody can tell what it says. What comes after it is judged by what could be read last, so that no review is changed in the dark.",
    lawful: "newsroom check before committing.",
    example: "Somebody commits a post with a broken line, and mends it with one review less.",
    find: Some(find),
};

fn is_unreadable(content: &Content) -> bool {
    matches!(content, Content::Unreadable(_))
}

fn find(step: &Step, report: &mut Report<'_>) {
    for document in &step.documents {
        // Whoever puts two sides together answers for no file that one of them broke.
        let merged = step.parents > 1 && document.before.iter().any(is_unreadable);
        if !merged && let Content::Unreadable(why) = &document.after {
            report.finding(document.path.as_str(), why.clone());
        }
    }
}

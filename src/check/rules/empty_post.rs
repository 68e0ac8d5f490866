//! A post with nothing in it.

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR053",
    name: "empty-post",
    level: Level::Error,
    summary: "A post has no headline, no body and no media; a story has no title.",
    why: "There is nothing for readers to see.",
    remedy: "Write a headline or attach a medium: either alone is enough.",
    bad: "tags = [\"energy\"]",
    good: "headline = \"Power is out in Port Selan\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    let document = subject.document;
    let words = document.headline().trim().is_empty() && document.body().trim().is_empty();
    if words && (document.media().is_empty() || document.as_story().is_some()) {
        let what =
            if document.as_story().is_some() { "title" } else { "headline, no body and no media" };
        report.whole(subject.path.as_str(), format!("the {} has no {what}", document.noun()), "");
    }
}

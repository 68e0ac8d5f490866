//! A headline that ends like a sentence.

use crate::check::fields;
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR051",
    name: "headline-full-stop",
    level: Level::Note,
    summary: "A headline ends in a full stop.",
    why: "Headlines have none; it was pasted along.",
    remedy: "Take it off.",
    bad: "headline = \"Power is back.\"",
    good: "headline = \"Power is back\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    let headline = subject.document.headline().trim_end();
    // Three dots, or the dot of an initialism ("in the U.S."), belong there.
    let word = headline.rsplit(' ').next().unwrap_or("");
    if headline.ends_with('.') && word.matches('.').count() == 1 {
        let at = (
            fields::headline_field(subject.document),
            headline,
            headline.len() - 1..headline.len(),
        );
        report.part(&subject.file, at, "the headline ends in a full stop", "");
    }
}

//! A headline that is cut off.

use crate::check::fields;
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR050",
    name: "long-headline",
    level: Level::Note,
    summary: "A headline has more than 120 characters.",
    why: "Feeds, search pages and phones cut it off.",
    remedy: "Say the rest in the body.",
    bad: "headline = \"Power is out across the whole of Port Selan and in three of the villages around it after a line was hit in the night, the company says\"",
    good: "headline = \"Power is out across Port Selan after a line is hit\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

const MOST: usize = 120;

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    let length = subject.document.headline().chars().count();
    if length > MOST {
        let field = fields::headline_field(subject.document);
        report.field(
            &subject.file,
            field,
            format!("{length} characters; more than {MOST} are cut off"),
            "",
        );
    }
}

//! A summary point that rests on nothing.

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR061",
    name: "point-without-posts",
    level: Level::Note,
    summary: "A summary point names no post that it rests on.",
    why: "Readers cannot follow it to the report, and when the report is corrected nobody is told to look at the point.",
    remedy: "Name the posts with `newsroom story edit SLUG --point N=TEXT::DOC`.",
    bad: "# story.toml\ntitle = \"Port Selan\"\n\n[[summary]]\ntext = \"Power is out.\"",
    good: "# story.toml\ntitle = \"Port Selan\"\n\n[[summary]]\ntext = \"Power is out.\"\nposts = [\"g00dta1k00\"]",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    let points = subject.document.as_story().map_or(&[][..], |story| &story.summary);
    for (i, point) in points.iter().enumerate().filter(|(_, point)| point.posts.is_empty()) {
        let message = format!("“{}” rests on no post", point.text);
        report.field(&subject.file, format!("summary[{i}]"), message, "");
    }
}

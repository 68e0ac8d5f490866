//! Steps at the desk that are not in the order of time.

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR064",
    name: "reviews-out-of-order",
    level: Level::Note,
    summary: "A review is dated before the one above it.",
    why: "Reviews are only ever added at the end: a line was moved by hand, or a machine's clock is wrong.",
    remedy: "Put the lines back as they were: `git log -p` of the file shows how they came to be so.",
    bad: "headline = \"Talks\"\n\n[[reviews]]\nat = 2026-11-07T08:05:00Z\nby = \"ed-lind\"\nverdict = \"comment\"\nround = 1\n\n[[reviews]]\nat = 2026-11-07T08:01:00Z\nby = \"ana-petrova\"\nverdict = \"submitted\"\nround = 1",
    good: "headline = \"Talks\"\n\n[[reviews]]\nat = 2026-11-07T08:01:00Z\nby = \"ana-petrova\"\nverdict = \"submitted\"\nround = 1\n\n[[reviews]]\nat = 2026-11-07T08:05:00Z\nby = \"ed-lind\"\nverdict = \"comment\"\nround = 1",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    for (i, pair) in subject.document.reviews().windows(2).enumerate() {
        if pair[1].at < pair[0].at {
            let message = format!("dated {}, before the review above it", pair[1].at);
            report.field(&subject.file, format!("reviews[{}].at", i + 1), message, "");
        }
    }
}

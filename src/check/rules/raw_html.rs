//! HTML in a body, which does not pass.

use crate::check::markdown;
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR045",
    name: "raw-html",
    level: Level::Warning,
    summary: "The body has HTML tags or comments, which do not pass to readers.",
    why: "Bodies are Markdown; tags are taken out when the page is made, and what they were to do is lost.",
    remedy: "Say it in Markdown (`**bold**`, `[words](https://…)`), or attach it with `--embed`.",
    bad: "headline = \"Talks\"\nbody = \"They <b>may</b> fail.\"",
    good: "headline = \"Talks\"\nbody = \"They **may** fail.\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    let body = subject.document.body();
    for range in markdown::html(body) {
        let tag = body[range.clone()].lines().next().unwrap_or("").trim_end();
        let message = format!("`{tag}` is raw HTML, which does not pass");
        let end = range.start + body[range.clone()].trim_end().len();
        report.part(&subject.file, ("body", body, range.start..end), message, "");
    }
}

//! Syntax that came with TOML 1.1.

use crate::check::subject::FileText;

use crate::check::rule::{Find, Report, Rule};
use crate::check::toml_scan::scan;
use crate::check::{Fix, Level};

pub(super) const RULE: Rule = Rule {
    code: "NR006",
    name: "toml-version",
    level: Level::Warning,
    summary: "The file uses syntax of TOML 1.1, which readers of TOML 1.0 refuse.",
    why: "newsroom reads it, but Python's reader, most editors and other newsrooms' scripts do not, and would stop at this file.",
    remedy: "Write inline tables on one line without a comma at the end, times with seconds, and no `\\e` or `\\x` escapes.",
    bad: "headline = \"A translation\"\ntranslation_of = {\n  post = \"g00dta1k00\",\n  release = 1,\n}",
    good: "headline = \"A translation\"\ntranslation_of = { post = \"g00dta1k00\", release = 1 }",
    needs_record: false,
    find: &[Find::Text(find)],
};

fn find(file: &FileText<'_>, report: &mut Report) {
    for (span, what) in scan(file.text) {
        let is_comma = &file.text[span.clone()] == ",";
        let message = format!("other readers of TOML 1.0 cannot read this: {what}");
        report.span(file, span, message, "").fix = is_comma.then(Fix::of_the_file);
    }
}

//! The sentences that name contributors, without the names.

use crate::check::Level;
use crate::check::rule::{Find, Report, Rule};
use crate::check::subject::FileText;
use crate::model::Desk;

pub(super) const RULE: Rule = Rule {
    code: "NR074",
    name: "contributed-sentence",
    level: Level::Error,
    summary: "`newsroom.contributed` or `contributed_outside` lacks `{names}`, or has a place-holder that nothing fills.",
    why: "The line under a report would credit nobody.",
    remedy: "Use `{names}` and, if you like, `{short_name}`, as in \"{short_name}'s {names} contributed to this report.\"",
    bad: "# newsroom.toml\n[newsroom]\nname = \"The Selan Courier\"\ncontributed = \"{name} contributed to this report.\"\n\n[[contributors]]\nid = \"ana-petrova\"\nname = \"Ana Petrova\"\nrole = \"admin\"",
    good: "# newsroom.toml\n[newsroom]\nname = \"The Selan Courier\"\ncontributed = \"{names} contributed to this report.\"\n\n[[contributors]]\nid = \"ana-petrova\"\nname = \"Ana Petrova\"\nrole = \"admin\"",
    needs_record: false,
    find: &[Find::Settings(find)],
};

fn find(file: &FileText<'_>, desk: &Desk, report: &mut Report) {
    let newsroom = &desk.newsroom;
    whose(file, desk, report);
    names(file, "newsroom.contributed", &newsroom.contributed, report);
    if !newsroom.contributed_outside.is_empty() {
        names(file, "newsroom.contributed_outside", &newsroom.contributed_outside, report);
    }
}

/// Whether a sentence has a place for the names, and for nothing that is not filled in.
fn names(file: &FileText<'_>, field: &str, sentence: &str, report: &mut Report) {
    if !sentence.contains("{names}") {
        report.field(file, field, "`{names}` is missing: the line would name nobody", "");
    }
    let rest = sentence.replace("{names}", "").replace("{short_name}", "");
    if rest.contains(['{', '}']) {
        report.field(file, field, "only `{names}` and `{short_name}` are filled in", "");
    }
}

/// Whether there is a name to say whose people they are.
fn whose(file: &FileText<'_>, desk: &Desk, report: &mut Report) {
    let sentence = desk.newsroom.contributed.as_str();
    if sentence.contains("{short_name}")
        && desk.newsroom.short_name.is_empty()
        && file.text.contains("contributed")
    {
        let message = "`{short_name}` is used, and `newsroom.short_name` is empty";
        report
            .field(
                file,
                "newsroom.contributed",
                message,
                "add `short_name`, or leave it out of the sentence",
            )
            .level(Level::Warning);
    }
}

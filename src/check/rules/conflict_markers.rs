//! Two versions of a file, which git could not merge and nobody settled.

use crate::check::rule::{Find, Report, Rule};
use crate::check::subject::FileText;
use crate::check::{Context, Level, Subject};
use crate::format::{Marked, marked};
use crate::model::SETTINGS;

pub(super) const RULE: Rule = Rule {
    code: "NR009",
    name: "conflict-markers",
    level: Level::Error,
    summary: "Lines of git's conflict markers stand in the file: two versions, and nobody settled which.",
    why: "Where they stand in a body the file can be read all the same, and readers would get both versions, markers and all. It is neither submitted nor approved nor published so.",
    remedy: "Run `newsroom edit` on it: it puts the two together by meaning. Words about git stand four spaces in, or behind `> `.",
    bad: "headline = \"Power cut\"\nbody = '''\n<<<<<<< HEAD\nThe port is dark.\n=======\nThe port has light again.\n>>>>>>> night\n'''",
    good: "headline = \"How to read a merge\"\nbody = '''\n    <<<<<<< HEAD\n    The port is dark.\n    =======\n    The port has light again.\n    >>>>>>> night\n'''",
    needs_record: false,
    find: &[Find::Text(in_the_file), Find::Document(in_words)],
};

/// What settles a file.
pub(in crate::check) fn remedy(path: &str) -> String {
    match path {
        SETTINGS => {
            "take out one of the two and the markers, then git add newsroom.toml".to_owned()
        }
        path => format!("newsroom edit {path}"),
    }
}

fn in_the_file(file: &FileText<'_>, report: &mut Report) {
    if let Some(Marked { span, first, last }) = marked(file.text) {
        let message =
            format!("git's conflict markers, lines {first} to {last}: two versions stand here");
        report.span(file, span, message, remedy(file.path));
    }
}

/// Words that are written with `\n` have lines of their own, which the file has not.
fn in_words(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    if marked(subject.file.text).is_some() {
        return;
    }
    if let Some(prose) = subject.prose.iter().find(|prose| marked(prose.text).is_some()) {
        let message = "git's conflict markers: two versions stand here";
        report.field(&subject.file, prose.field, message, remedy(subject.file.path));
    }
}

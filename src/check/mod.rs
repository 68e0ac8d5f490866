//! Findings about documents: files, not facts.
//!
//! [`read_text`] reads a file or says why it cannot be read, [`check_document`] judges one story or
//! post, [`check_folder`] what only shows when a story's posts lie side by side, and
//! [`check_settings`] the desk's own file. Each is pure: it sees the texts it is given, and of the
//! rest of the desk what [`Neighbours`] answers. The rules are one a file in `rules/`; [`page`] and
//! [`explain()`] are made from the same table.

mod context;
mod edit;
mod explain;
mod fields;
mod finding;
mod markdown;
mod phrases;
mod prose;
pub mod quote;
mod rule;
mod rules;
mod similarity;
mod sketch;
mod subject;
mod toml_scan;

pub use context::{Context, Neighbours, Settings};
pub use explain::{explain, page};
pub use finding::{Finding, Fix, Level, Place};
pub use rule::Rule;
pub use rules::{rule, rules};
pub use similarity::{NEAR, Shingles, near_duplicates, similarity};
pub use subject::{Folder, Subject};

use crate::format::{self, LARGEST, Problem};
use crate::model::{Desk, DocPath, Document, Post, SETTINGS};
use rule::{Find, Report};
use subject::FileText;

/// The rule about files in which two versions stand.
const MARKED: &str = "conflict-markers";

/// Reads the file of a story or post.
///
/// # Errors
///
/// The findings where it cannot be read: every mistake in it, or that its path is none.
pub fn read_text(path: &str, text: &str) -> Result<(DocPath, Document), Vec<Finding>> {
    let file = FileText::new(path, text);
    let Ok(at) = path.parse::<DocPath>() else {
        let mut report = Report::new(rules::named("misplaced-file"));
        report.whole(path, "no story and no post has this path", "");
        return Err(report.into_findings());
    };
    match format::read_document(&at, text) {
        Ok(document) => Ok((at, document)),
        Err(problems) => {
            let rule = if text.len() > LARGEST {
                "too-large"
            } else if !at.is_story() && format::read::<Post>(text).is_ok() {
                "id-not-in-name"
            } else if format::marked(text).is_some() {
                MARKED
            } else {
                "unreadable"
            };
            Err(unreadable(&file, rule, &problems))
        }
    }
}

/// Checks one story or post by itself and against what it names.
pub fn check_document(subject: &Subject<'_>, context: &Context<'_>) -> Vec<Finding> {
    run(context.neighbours.has_record(), |find, report| match find {
        Find::Text(find) => find(&subject.file, report),
        Find::Document(find) => find(subject, context, report),
        Find::Folder(_) | Find::Settings(_) => {}
    })
}

/// The document with every safe fix made, and those that come to light by it; `None` where there is nothing to fix.
pub fn fix_document(subject: &Subject<'_>, context: &Context<'_>) -> Option<Document> {
    let mut document = subject.document.clone();
    // One fix can bare what another rule fixes, seldom two; the bound is there for a house style
    // that goes in circles.
    for _ in 0..8 {
        let findings = check_document(&Subject::new(subject.path, "", &document), context);
        let fixes: Vec<&Fix> = findings.iter().filter_map(|found| found.fix.as_ref()).collect();
        if fixes.is_empty() {
            break;
        }
        let mut fixed = document.clone();
        fixes.iter().for_each(|fix| fix.apply(&mut fixed));
        if fixed == document {
            break;
        }
        document = fixed;
    }
    (document != *subject.document).then_some(document)
}

/// Checks what only shows when all posts of a story lie side by side.
pub fn check_folder(folder: &Folder<'_>, context: &Context<'_>) -> Vec<Finding> {
    run(context.neighbours.has_record(), |find, report| {
        if let Find::Folder(find) = find {
            find(folder, context, report);
        }
    })
}

/// Reads and checks `newsroom.toml`; no settings where it cannot be read.
pub fn check_settings(text: &str) -> (Option<Desk>, Vec<Finding>) {
    let file = FileText::new(SETTINGS, text);
    match format::read::<Desk>(text) {
        Err(problems) => {
            let remedy = rules::conflict_markers::remedy(SETTINGS);
            let found = match format::marked_problem(text, remedy) {
                Some(marked) => unreadable(&file, MARKED, &[marked]),
                None => unreadable(&file, "unreadable", &problems),
            };
            (None, found)
        }
        Ok(desk) => {
            let findings = run(false, |find, report| match find {
                Find::Text(find) => find(&file, report),
                Find::Settings(find) => find(&file, &desk, report),
                Find::Document(_) | Find::Folder(_) => {}
            });
            (Some(desk), findings)
        }
    }
}

/// The rules that cannot be judged without what is missing here: those about the public record.
pub fn skipped(has_record: bool) -> Vec<&'static Rule> {
    rules().iter().filter(|rule| rule.needs_record && !has_record).collect()
}

fn run(has_record: bool, ask: impl Fn(&Find, &mut Report)) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in rules().iter().filter(|rule| has_record || !rule.needs_record) {
        let mut report = Report::new(rule);
        rule.find.iter().for_each(|find| ask(find, &mut report));
        findings.append(&mut report.into_findings());
    }
    findings.sort_by(|a, b| {
        let start = |finding: &Finding| finding.place.as_ref().map(|place| place.span.start);
        (&a.path, start(a), a.code).cmp(&(&b.path, start(b), b.code))
    });
    findings
}

fn unreadable(file: &FileText<'_>, rule: &str, problems: &[Problem]) -> Vec<Finding> {
    let mut report = Report::new(rules::named(rule));
    for problem in problems {
        report.span(file, problem.span.clone(), &problem.message, &problem.remedy);
    }
    let mut findings = report.into_findings();
    // Syntax of a later TOML may be the very reason, and where it is not, it is told all the same.
    if rule != MARKED && toml::de::DeTable::parse(file.text).is_ok() {
        findings.append(&mut run(false, |find, report| {
            if let Find::Text(find) = find {
                find(file, report);
            }
        }));
    }
    findings
}

#[cfg(test)]
mod tests;

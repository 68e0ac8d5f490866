//! Findings about documents: files, not facts.
//!
//! [`read_text`] reads a file or says why it cannot be read, [`check_document`] judges one story or
//! post, [`check_folder`] what only shows when a story's posts lie side by side, [`check_files`] all
//! that lies under `posts/`, and [`check_settings`] the desk's own file. Each is pure: it sees the texts it is given, and of the
//! rest of the desk what [`Neighbours`] answers. The rules are one a file in `rules/`; [`page`] and
//! [`explain()`] are made from the same table.

mod context;
mod edit;
mod explain;
mod fields;
mod files;
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
pub use files::Files;
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

/// The rules about what readers would get of a document, as far as it is told by the document alone
/// and the gate does not ask for it: an error by one of them holds a release back.
const FOR_READERS: [&str; 5] =
    ["source-named", "unsafe-address", "look-alike-byline", "unknown-timezone", "language-tag"];

/// Reads the bytes of the file of a story or post.
///
/// # Errors
///
/// What can be shown of it, and the findings where it cannot be read, whatever the bytes are.
pub fn read_bytes(
    path: &str,
    bytes: Vec<u8>,
) -> Result<(DocPath, String, Document), (String, Vec<Finding>)> {
    let text = match format::text_of(bytes) {
        Ok(text) => text,
        Err(unread) => {
            let found =
                unreadable(&FileText::new(path, &unread.shown), "unreadable", &[unread.problem]);
            return Err((unread.shown, found));
        }
    };
    match read_text(path, &text) {
        Ok((path, document)) => Ok((path, text, document)),
        Err(findings) => Err((text, findings)),
    }
}

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
            let mut findings = unreadable(&file, rule, &problems);
            let settled = mended(&at, text).is_some();
            for (problem, found) in problems.iter().zip(&mut findings) {
                let Some((part, with)) = &problem.mend else { continue };
                found.fix = settled.then(Fix::of_the_file);
                found.mend = Some((file.place(part.clone()), with.clone()));
            }
            Err(findings)
        }
    }
}

/// The text with what is safe to mend in its form mended, and what it says then; `None` where there is
/// nothing to mend, or where it could not be read even then.
pub fn mended(path: &DocPath, text: &str) -> Option<(String, Document)> {
    let mut without = text.to_owned();
    if toml::de::DeTable::parse(text).is_ok() {
        for (span, _) in
            toml_scan::scan(text).into_iter().rev().filter(|(at, _)| &text[at.clone()] == ",")
        {
            without.replace_range(span, "");
        }
    }
    let mended = format::mended_document(path, &without);
    mended.or_else(|| {
        let document = format::read_document(path, &without).ok()?;
        (without != text).then_some((without, document))
    })
}

/// What stands between a file and being looked at: it cannot be opened, or is none.
pub fn unopened(path: &str, why: &str) -> Vec<Finding> {
    let mut report = Report::new(rules::named("unreadable"));
    report.whole(
        path,
        format!("this file cannot be opened: {why}"),
        "Let yourself read it: chmod u+r FILE.",
    );
    report.into_findings()
}

/// The errors about what readers would get of a document.
pub fn errors_for_readers(subject: &Subject<'_>, context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in FOR_READERS.map(rules::named) {
        let mut report = Report::new(rule);
        for find in rule.find {
            if let Find::Document(find) = find {
                find(subject, context, &mut report);
            }
        }
        findings.append(&mut report.into_findings());
    }
    findings.retain(|found| found.level == Level::Error);
    findings
}

/// Checks all that lies under `posts/`, whatever it is.
pub fn check_files(files: &Files<'_>) -> Vec<Finding> {
    run(false, |find, report| {
        if let Find::Files(find) = find {
            find(files, report);
        }
    })
}

/// Checks one story or post by itself and against what it names.
pub fn check_document(subject: &Subject<'_>, context: &Context<'_>) -> Vec<Finding> {
    run(context.neighbours.has_record(), |find, report| match find {
        Find::Text(find) => find(&subject.file, report),
        Find::Document(find) => find(subject, context, report),
        Find::Folder(_) | Find::Files(_) | Find::Settings(_) => {}
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

/// Reads and checks the bytes of `newsroom.toml`: its text as far as it can be shown, no settings
/// where it cannot be read.
pub fn check_settings_bytes(bytes: Vec<u8>) -> (String, Option<Desk>, Vec<Finding>) {
    match format::text_of(bytes) {
        Ok(text) => {
            let (desk, findings) = check_settings(&text);
            (text, desk, findings)
        }
        Err(unread) => {
            let file = FileText::new(SETTINGS, &unread.shown);
            let findings = unreadable(&file, "unreadable", &[unread.problem]);
            (unread.shown, None, findings)
        }
    }
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
            let mut findings = run(false, |find, report| match find {
                Find::Text(find) => find(&file, report),
                Find::Settings(find) => find(&file, &desk, report),
                Find::Document(_) | Find::Folder(_) | Find::Files(_) => {}
            });
            // Only an admin files settings, and none without meaning it.
            findings.iter_mut().for_each(|found| found.fix = None);
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

//! A rule of `check`, and what it reports.

use std::ops::Range;

use super::context::Context;
use super::edit::{self, Edit};
use super::files::Files;
use super::finding::{Finding, Fix, Level};
use super::subject::{FileText, Folder, Subject};
use crate::model::Desk;

/// The most findings that one rule may have in one run over one file or story: after so many
/// nobody reads on, and a hostile file must not cost more.
const MOST: usize = 50;

/// One rule of `check`.
#[derive(Debug)]
pub struct Rule {
    /// Names it for ever, as in `NR014`; never given to another rule.
    pub code: &'static str,
    /// Its name for people, in kebab-case.
    pub name: &'static str,
    /// How much its findings weigh where nothing else is said.
    pub level: Level,
    /// What it finds, in one sentence.
    pub summary: &'static str,
    /// Why that matters, in one or two sentences.
    pub why: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    /// A file, or the part of one, that it speaks up for.
    pub bad: &'static str,
    /// The same put right.
    pub good: &'static str,
    /// Whether it needs the public record, and is skipped where there is none.
    pub needs_record: bool,
    /// The functions that find it; none where reading the file does.
    pub(super) find: &'static [Find],
}

/// A function that finds what a rule is about, by what it has to see.
#[derive(Debug, Clone, Copy)]
pub(super) enum Find {
    /// The text of any file.
    Text(fn(&FileText<'_>, &mut Report)),
    /// One story or post.
    Document(fn(&Subject<'_>, &Context<'_>, &mut Report)),
    /// All documents and files of one story.
    Folder(fn(&Folder<'_>, &Context<'_>, &mut Report)),
    /// All that lies under `posts/`.
    Files(fn(&Files<'_>, &mut Report)),
    /// `newsroom.toml`.
    Settings(fn(&FileText<'_>, &Desk, &mut Report)),
}

/// Collects one rule's findings.
#[derive(Debug)]
pub(super) struct Report {
    rule: &'static Rule,
    findings: Vec<Finding>,
}

impl Report {
    pub(super) fn new(rule: &'static Rule) -> Self {
        Self { rule, findings: Vec::new() }
    }

    /// A finding at a field, by its path as in `claims[1].quote`.
    pub(super) fn field(
        &mut self,
        file: &FileText<'_>,
        field: impl ToString,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> &mut Finding {
        let span = if self.is_full() { 0..0 } else { file.field(&field.to_string()) };
        self.span(file, span, message, remedy)
    }

    /// A finding at a part of a field's value.
    pub(super) fn part(
        &mut self,
        file: &FileText<'_>,
        (field, value, part): (impl ToString, &str, Range<usize>),
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> &mut Finding {
        let span = if self.is_full() { 0..0 } else { file.part(&field.to_string(), value, part) };
        self.span(file, span, message, remedy)
    }

    /// A finding at bytes of the file.
    pub(super) fn span(
        &mut self,
        file: &FileText<'_>,
        span: Range<usize>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> &mut Finding {
        let place = if self.is_full() { None } else { Some(file.place(span)) };
        self.whole(file.path, message, remedy);
        let last = self.findings.last_mut().expect("one was just added");
        last.place = place;
        last
    }

    /// A finding about a file as a whole.
    pub(super) fn whole(
        &mut self,
        path: &str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> &mut Finding {
        if self.is_full() {
            self.findings.pop();
        }
        let mut remedy: String = remedy.into();
        if remedy.is_empty() {
            self.rule.remedy.clone_into(&mut remedy);
        }
        self.findings.push(Finding {
            code: self.rule.code,
            rule: self.rule.name,
            level: self.rule.level,
            path: path.to_owned(),
            place: None,
            message: message.into(),
            remedy,
            fix: None,
            mend: None,
        });
        self.findings.last_mut().expect("one was just added")
    }

    /// Findings for the words of a document that a safe change would settle, with that change as their fix.
    /// What is found twice in a field is told once.
    pub(super) fn edits(
        &mut self,
        subject: &Subject<'_>,
        find: impl Fn(&str, bool) -> Vec<Edit> + Clone + Send + Sync + 'static,
    ) {
        for prose in &subject.prose {
            let edits = edit::outside_code(find(prose.text, prose.markdown), prose);
            for (i, first) in edits.iter().enumerate() {
                if edits[..i].iter().any(|earlier| earlier.what == first.what) {
                    continue;
                }
                let message = match edits[i..].iter().filter(|e| e.what == first.what).count() {
                    1 => first.what.to_string(),
                    times => format!("{} ({times} times)", first.what),
                };
                let find = find.clone();
                let at = (prose.field, prose.text, first.range.clone());
                self.part(&subject.file, at, message, first.remedy.clone()).fix =
                    Some(Fix::words(move |text, markdown| edit::settle(text, markdown, &find)));
            }
        }
    }

    pub(super) fn into_findings(mut self) -> Vec<Finding> {
        self.findings.truncate(MOST);
        self.findings
    }

    /// One more than the most is kept as scratch for the builders above.
    fn is_full(&self) -> bool {
        self.findings.len() > MOST
    }
}

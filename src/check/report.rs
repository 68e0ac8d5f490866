//! Collects the findings of one rule.

use std::ops::Range;

use super::edit::{self, Edit};
use super::finding::{Finding, Fix};
use super::rule::Rule;
use super::subject::{FileText, Subject};

/// The most findings that one rule may have in one run over one file or story: after so many
/// nobody reads on, and a hostile file must not cost more.
const MOST: usize = 50;

/// The findings of one rule so far.
#[derive(Debug)]
pub(crate) struct Report {
    rule: &'static Rule,
    findings: Vec<Finding>,
}

impl Report {
    pub(crate) fn new(rule: &'static Rule) -> Self {
        Self { rule, findings: Vec::new() }
    }

    /// A finding at a field, by its path as in `claims[1].quote`.
    pub(crate) fn field(
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
    pub(crate) fn part(
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
    pub(crate) fn span(
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
    pub(crate) fn whole(
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
        });
        self.findings.last_mut().expect("one was just added")
    }

    /// Findings for the words of a document that a safe change would settle, with that change as their fix.
    /// What is found twice in a field is told once.
    pub(crate) fn edits(
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

    pub(crate) fn into_findings(mut self) -> Vec<Finding> {
        self.findings.truncate(MOST);
        self.findings
    }

    /// One more than the most is kept as scratch for the builders above.
    fn is_full(&self) -> bool {
        self.findings.len() > MOST
    }
}

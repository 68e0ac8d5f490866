//! A rule: what it is called, why it is there, what it looks like, and the function that finds it.

use super::context::Context;
use super::finding::Level;
use super::report::Report;
use super::subject::{FileText, Folder, Subject};
use crate::model::Desk;

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
    /// The functions that find it; none where reading the file already does.
    pub(crate) checks: &'static [Check],
}

/// A function that finds what a rule is about, by what it has to see.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Check {
    /// The text of any file.
    Text(fn(&FileText<'_>, &mut Report)),
    /// One story or post.
    Document(fn(&Subject<'_>, &Context<'_>, &mut Report)),
    /// All documents and files of one story.
    Folder(fn(&Folder<'_>, &Context<'_>, &mut Report)),
    /// `newsroom.toml`.
    Settings(fn(&FileText<'_>, &Desk, &mut Report)),
}

//! What `check` is asked for, and what it found.

use std::collections::BTreeMap;

use crate::check::{Finding, Rule};
use crate::model::{ContributorId, DocPath};

/// What `check` is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Files or folders, from the desk's root; all where there are none.
    pub paths: Vec<String>,
    /// Mends what is safe.
    pub fix: bool,
}

impl Request {
    /// So many files are few of a desk.
    const FEW: usize = 16;

    /// Whether a few documents are named, and no folder.
    pub(super) fn is_for_few(&self) -> bool {
        let documents = self.paths.iter().all(|path| path.parse::<DocPath>().is_ok());
        (1..=Self::FEW).contains(&self.paths.len()) && documents
    }
}

/// What `check` found.
#[derive(Debug)]
pub struct Checked {
    /// Every finding: those of the settings first, then what cannot be read, then by file and place.
    pub findings: Vec<Finding>,
    /// How many files were looked at.
    pub files: usize,
    /// Rules that could not be judged here.
    pub skipped: Vec<&'static Rule>,
    /// The texts of files with findings.
    pub texts: BTreeMap<String, String>,
    /// Files that were mended.
    pub fixed: Vec<Fixed>,
    /// Files that could be mended and were not, and why.
    pub not_fixed: Vec<(String, String)>,
}

impl Checked {
    /// Nothing was looked at yet.
    pub(super) fn nothing(skipped: Vec<&'static Rule>) -> Self {
        Self {
            findings: Vec::new(),
            files: 0,
            skipped,
            texts: BTreeMap::new(),
            fixed: Vec::new(),
            not_fixed: Vec::new(),
        }
    }

    /// Takes in what was found in other files.
    pub(super) fn add(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.files += other.files;
        self.texts.extend(other.texts);
    }
}

/// A file that was mended.
#[derive(Debug)]
pub struct Fixed {
    /// The file.
    pub path: String,
    /// The document, as a person would name it.
    pub doc: String,
    /// Words that somebody had saved and not filed were filed with it.
    pub took_along: bool,
    /// Who had approved the words as they were: it counts for these no more.
    pub lapsed: Vec<ContributorId>,
    /// The words as they were had been submitted, and these were not.
    pub was_in_review: bool,
}

/// Whether a path is among those asked for, or below one of them.
pub(super) fn wanted(paths: &[String], path: &str) -> bool {
    paths.is_empty()
        || paths.iter().map(|asked| asked.trim_end_matches('/')).any(|asked| {
            asked == "."
                || path == asked
                || path.strip_prefix(asked).is_some_and(|rest| rest.starts_with('/'))
        })
}

//! Two versions of a document that git left, put together by meaning.

use std::collections::BTreeSet;

use super::edit::Edit;
use super::error::OpError;
use super::loaded::{Loaded, refused};
use super::merging::merge_documents;
use super::session::Session;
use crate::format::{self, position};
use crate::model::{DocPath, Document, Verdict};
use crate::storage::Stages;
use crate::workflow::{Reason, Refusal};

/// A document of which git left two versions.
#[derive(Debug)]
pub(crate) struct Unsettled {
    /// Where its file is.
    pub path: DocPath,
    /// The file as it is saved; `None` where there is none.
    pub saved: Option<Vec<u8>>,
    /// The versions that git keeps, where it has not merged the file.
    pub stages: Option<Stages>,
    /// The text in which they stand: as saved, or as filed.
    text: String,
}

/// What was made of two versions.
#[derive(Debug)]
pub(crate) struct Settled {
    /// The text of the file.
    pub text: String,
    /// Fields that both changed, both sides of which are kept.
    pub conflicts: Vec<String>,
}

impl Session {
    /// The document at that path, where git left two versions of it; `None` where it is settled.
    pub(crate) fn two_versions(&self, path: &DocPath) -> Result<Option<Unsettled>, OpError> {
        let stages = self.store.stages(path.as_str())?;
        let saved = match &stages {
            Some(_) => self.store.saved(path.as_str())?,
            None => self.saved_bytes(path.as_str())?,
        };
        let text = match &saved {
            Some(saved) => Some(saved.clone()),
            None => self.store.file(&self.head, path.as_str())?.map(|(_, bytes)| bytes),
        };
        let text = String::from_utf8_lossy(&text.unwrap_or_default()).into_owned();
        let two = stages.is_some() || format::marked(&text).is_some();
        Ok(two.then(|| Unsettled { path: path.clone(), saved, stages, text }))
    }

    /// Why a document may not be released: its words have two versions, or git has two of its file.
    pub(super) fn unsettled(&self, loaded: &Loaded) -> Result<Option<Reason>, OpError> {
        let path = loaded.path.to_string();
        let unmerged = || -> Result<Option<Reason>, OpError> {
            let stages = if self.filed_only { None } else { self.store.stages(&path)? };
            Ok(stages.map(|_| Reason::Unsettled { path: path.clone(), line: None }))
        };
        loaded.unsettled().map_or_else(unmerged, |reason| Ok(Some(reason)))
    }

    /// The change that files a settled text.
    pub(crate) fn settling_edit(&self, two: &Unsettled, text: String) -> Result<Edit, OpError> {
        let loaded = self.load_as(&two.path, &text)?;
        let document = loaded.document.clone();
        Ok(Edit { loaded, document, files: Vec::new() })
    }
}

impl Edit {
    /// Two versions are not taken along from a saved file, and nobody submits or approves them.
    pub(super) fn settled(&self, filed: Option<&Document>) -> Result<(), OpError> {
        let before = filed.map_or(0, |filed| filed.reviews().len());
        let mut steps = self.document.reviews().iter().skip(before);
        let judged =
            steps.any(|step| matches!(step.verdict, Verdict::Submitted | Verdict::Approved));
        let text = self.text();
        let was =
            self.loaded.filed.as_ref().is_some_and(|(_, text)| format::marked(text).is_some());
        let after = Loaded { text, saved: None, ..self.loaded.clone() };
        match after.unsettled() {
            Some(reason) if judged || (self.loaded.takes_saved && !was) => {
                Err(refused(&self.loaded, Refusal::NotReady { reasons: vec![reason] }))
            }
            _ => Ok(()),
        }
    }
}

impl Unsettled {
    /// Puts the two together by meaning: the versions that git keeps, or those that stand between its
    /// markers. What somebody settled by hand is taken as it is.
    ///
    /// # Errors
    ///
    /// A version that cannot be read, with its place; markers of which nobody knows what is whose.
    pub(crate) fn put_together(&self) -> Result<Settled, OpError> {
        let (two, path) = (self, &self.path);
        let [base, ours, theirs] = match &two.stages {
            Some(stages) if is_by_hand(two, stages) => [None, Some(two.text.clone()), None],
            Some(stages) if two.is_one_of(stages) || !is_edited(two, stages) => {
                [&stages.base, &stages.ours, &stages.theirs].map(|side| side.as_deref().map(lossy))
            }
            stages => from_markers(two, stages.as_ref())?,
        };
        let sides: Vec<&String> = [&ours, &theirs].into_iter().flatten().collect();
        // What is not UTF-8 was read with a sign in its place, and is not filed so.
        if sides.iter().any(|side| side.contains(char::REPLACEMENT_CHARACTER)) {
            let message = format!("{path}: one of the two versions is not UTF-8 text");
            return Err(OpError::bad(message, by_hand(two)));
        }
        for side in &sides {
            format::read_document(path, side)
                .map_err(|problems| one_side(two, side, &problems[0]))?;
        }
        let base = base.as_ref().map(String::as_bytes);
        match sides.as_slice() {
            [only] => Ok(Settled { text: (*only).clone(), conflicts: Vec::new() }),
            [ours, theirs] => {
                let merged = merge_documents(path, base, ours.as_bytes(), theirs.as_bytes());
                let (bytes, document) = merged.ok_or_else(|| unclear(two))?;
                let conflicts = document.conflicts().iter().map(|one| one.field.clone());
                Ok(Settled { text: lossy(&bytes), conflicts: conflicts.collect() })
            }
            _ => Err(unclear(two)),
        }
    }

    /// Whether the file is as one of the versions has it: git wrote no markers.
    fn is_one_of(&self, stages: &Stages) -> bool {
        let versions = [&stages.base, &stages.ours, &stages.theirs];
        self.saved.is_none() || versions.iter().any(|version| **version == self.saved)
    }
}

/// Whether somebody took the markers out: it is none of the versions.
fn is_by_hand(two: &Unsettled, stages: &Stages) -> bool {
    !two.is_one_of(stages) && format::marked(&two.text).is_none()
}

/// Whether somebody wrote on in the file, or took lines out, since git wrote the markers into it.
fn is_edited(two: &Unsettled, stages: &Stages) -> bool {
    let [base, ours, theirs] =
        [&stages.base, &stages.ours, &stages.theirs].map(|side| side.as_deref().map(lossy));
    let lines = |text: &Option<String>| -> BTreeSet<String> {
        text.iter().flat_map(|text| text.lines()).map(str::to_owned).collect()
    };
    let (base, ours, theirs) = (lines(&base), lines(&ours), lines(&theirs));
    let unmarked = format::sides(&two.text);
    let here = match &unmarked {
        Some(sides) => &lines(&Some(sides.ours.clone())) | &lines(&Some(sides.theirs.clone())),
        None => lines(&Some(two.text.clone())),
    };
    let written =
        here.iter().any(|line| ![&base, &ours, &theirs].iter().any(|of| of.contains(line)));
    let taken_out = |side: &BTreeSet<String>, other: &BTreeSet<String>| {
        let mut missing = side.iter().filter(|line| !here.contains(*line));
        missing.any(|line| other.contains(line) || !base.contains(line))
    };
    written || taken_out(&ours, &theirs) || taken_out(&theirs, &ours)
}

/// What stands between the markers, and what both were made of: as git wrote it or keeps it, else
/// what both have, for a version that was filed before may have the words of one of them already.
fn from_markers(two: &Unsettled, stages: Option<&Stages>) -> Result<[Option<String>; 3], OpError> {
    let sides = format::sides(&two.text).ok_or_else(|| unclear(two))?;
    let kept = stages.and_then(|stages| stages.base.as_deref().map(lossy));
    let base = sides.base.or(kept).unwrap_or(sides.common);
    Ok([Some(base), Some(sides.ours), Some(sides.theirs)])
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn one_side(two: &Unsettled, side: &str, problem: &format::Problem) -> OpError {
    let at = position(side, problem.span.start);
    let message = format!(
        "{}: one of the two versions cannot be read (its line {}: {}), so they cannot be put together by meaning",
        two.path, at.line, problem.message
    );
    OpError::bad(message, by_hand(two))
}

fn unclear(two: &Unsettled) -> OpError {
    let message = format!(
        "{}: it cannot be told which lines between the conflict markers belong to which version",
        two.path
    );
    OpError::bad(message, by_hand(two))
}

/// What is left where no command can do it.
fn by_hand(two: &Unsettled) -> String {
    let then = match two.stages {
        Some(_) => format!("git add {}", two.path),
        None => format!("newsroom edit {}", two.path),
    };
    format!("put it right in a text editor and take the markers out, then {then}")
}

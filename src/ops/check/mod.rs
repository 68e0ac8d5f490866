//! `check`: files held to the schema and to the desk's rules, without judging facts.

mod fix;
mod folder;

use std::collections::BTreeMap;

use crate::check::{self, Context, Files, Finding, Rule, Settings};
use crate::desk::{Around, OpError, Session};
use crate::model::{ContributorId, Desk, Entry, SETTINGS};

/// What `check` is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Files or folders, from the desk's root; all where there are none.
    pub paths: Vec<String>,
    /// Mends what is safe.
    pub fix: bool,
}

/// What `check` found.
#[derive(Debug)]
pub struct Checked {
    /// Every finding: those of the settings first, then by file and place.
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

/// Looks at the files as they are saved.
///
/// # Errors
///
/// A repository that cannot be read; a path that names nothing. Whatever is in a file is a finding.
pub fn run(session: &mut Session, request: &Request) -> Result<Checked, OpError> {
    let mut checked = look(session, request)?;
    if request.fix && checked.findings.iter().any(|finding| finding.fix.is_some()) {
        let (fixed, not_fixed) = fix::fix(session, request)?;
        checked = look(session, request)?;
        checked.fixed = fixed;
        checked.not_fixed = not_fixed;
    }
    Ok(checked)
}

fn look(session: &Session, request: &Request) -> Result<Checked, OpError> {
    let entries = session.store.entries("posts")?;
    are_there(session, &request.paths, &entries)?;
    let mut checked = Checked {
        findings: Vec::new(),
        files: 0,
        skipped: check::skipped(session.record.is_some()),
        texts: BTreeMap::new(),
        fixed: Vec::new(),
        not_fixed: Vec::new(),
    };
    let desk = settings(session, &mut checked);
    if !wanted(&request.paths, SETTINGS) {
        checked.findings.clear();
        checked.files = 0;
    }
    let settings = Settings::new(&desk);
    let around = Around::new(session);
    let context = Context { settings: &settings, neighbours: &around };
    let mut findings = check::check_files(&Files { entries: &entries });
    findings.retain(|finding| wanted(&request.paths, &finding.path));
    checked.findings.append(&mut findings);
    for folder in folder::of_stories(&entries, &request.paths) {
        folder::check(session, &folder, &context, request, &mut checked);
    }
    checked.findings.sort_by(|a, b| {
        let at = |f: &Finding| f.place.as_ref().map(|place| place.start);
        let key = |f: &Finding| (f.path != SETTINGS, at(f));
        (key(a).0, &a.path, key(a).1, a.code).cmp(&(key(b).0, &b.path, key(b).1, b.code))
    });
    Ok(checked)
}

/// Each path that was asked for names something that is saved or filed.
fn are_there(session: &Session, paths: &[String], entries: &[Entry]) -> Result<(), OpError> {
    let known = |path: &String| {
        let asked = std::slice::from_ref(path);
        session.store.is_there(path) || entries.iter().any(|entry| wanted(asked, &entry.path))
    };
    match paths.iter().find(|path| !known(path)) {
        Some(path) => Err(OpError::bad(
            format!("there is no file or folder `{path}` at this desk"),
            "newsroom check takes paths from the desk's root",
        )),
        None => Ok(()),
    }
}

/// Checks the settings; gives those by which the rest is judged: as they are saved, or those in
/// force where they cannot be read.
fn settings(session: &Session, checked: &mut Checked) -> Desk {
    checked.files += 1;
    let bytes = match session.store.saved(SETTINGS) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => session.settings.clone().into_bytes(),
        Err(error) => {
            checked.findings.extend(check::unopened(SETTINGS, &error.to_string()));
            return session.desk.clone();
        }
    };
    let (text, desk, mut findings) = check::check_settings_bytes(bytes);
    checked.texts.insert(SETTINGS.to_owned(), text);
    checked.findings.append(&mut findings);
    desk.unwrap_or_else(|| session.desk.clone())
}

/// Whether a path is among those asked for, or below one of them.
fn wanted(paths: &[String], path: &str) -> bool {
    paths.is_empty()
        || paths.iter().map(|asked| asked.trim_end_matches('/')).any(|asked| {
            asked == "."
                || path == asked
                || path.strip_prefix(asked).is_some_and(|rest| rest.starts_with('/'))
        })
}

//! One story's folder, as it is saved.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::asked::{Checked, Request, wanted};
use crate::check::{self, Context, Finding, Neighbours, Settings, Subject};
use crate::desk::{OpError, Session};
use crate::model::{DocPath, Document, Entry, EntryKind, SETTINGS, is_litter};
use crate::storage::check_path;

/// A story's folder, with the names of the files in it.
pub(super) struct Folder {
    pub(super) path: String,
    pub(super) names: Vec<String>,
}

impl Folder {
    /// The paths of the stories and posts in it.
    pub(super) fn documents(&self) -> impl Iterator<Item = DocPath> {
        self.names.iter().filter_map(|name| format!("{}/{name}", self.path).parse().ok())
    }
}

/// All that lies in the folders that the paths touch, by path. Where a document is gone, or is new, all
/// that there is: it may have gone anywhere, or come from there.
pub(super) fn entries(session: &Session, paths: &[String]) -> Result<Vec<Entry>, OpError> {
    let mut touched = BTreeSet::new();
    for path in paths {
        let path = path.trim_end_matches('/');
        // posts, year, month, story: what stands deeper is looked at with its neighbours.
        let parts: Vec<&str> = path.split('/').take(4).collect();
        let folder = parts.join("/");
        match parts.as_slice() {
            [SETTINGS] => false,
            ["posts", ..] if check_path(&folder).is_ok() => touched.insert(folder),
            _ => touched.insert("posts".to_owned()),
        };
    }
    if paths.is_empty() || touched.contains("posts") {
        return Ok(session.store.entries("posts")?);
    }
    let mut all: BTreeMap<String, Entry> = BTreeMap::new();
    for folder in &touched {
        for entry in session.store.entries(folder)? {
            all.insert(entry.path.clone(), entry);
        }
    }
    let unsure = |entry: &Entry| {
        (entry.saved.is_none() || entry.filed.is_none()) && entry.path.parse::<DocPath>().is_ok()
    };
    if all.values().any(unsure) {
        return Ok(session.store.entries("posts")?);
    }
    Ok(all.into_values().collect())
}

/// Every folder of a story that the paths touch. What systems and editors leave is not in it.
pub(super) fn of_stories(entries: &[Entry], paths: &[String]) -> Vec<Folder> {
    let mut folders: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| !is_litter(entry.name())) {
        let Some((folder, name)) = entry.path.rsplit_once('/') else { continue };
        let is_story = format!("{folder}/story.toml").parse::<DocPath>().is_ok();
        if is_story && matches!(entry.saved, Some(EntryKind::File | EntryKind::Program)) {
            folders.entry(folder).or_default().push(name.to_owned());
        }
    }
    let touched = |folder: &str| {
        let within = format!("{folder}/");
        wanted(paths, folder) || paths.iter().any(|path| path.starts_with(&within))
    };
    let folders = folders.into_iter().filter(|(path, _)| touched(path));
    folders.map(|(path, names)| Folder { path: path.to_owned(), names }).collect()
}

/// By what folders are looked into.
pub(super) struct Look<'a> {
    pub(super) session: &'a Session,
    pub(super) request: &'a Request,
    pub(super) settings: &'a Settings<'a>,
    /// The files of which something was found before they were read.
    pub(super) named: &'a HashSet<String>,
}

impl Look<'_> {
    /// Checks what is in a folder, each file by itself and all of them together.
    pub(super) fn at(&self, folder: &Folder, neighbours: &dyn Neighbours) -> Checked {
        let Self { session, request, settings, .. } = self;
        let context = Context { settings, neighbours };
        let mut checked = Checked::nothing(Vec::new());
        let mut read = Read { documents: Vec::new(), findings: Vec::new(), complete: true };
        for path in folder.documents() {
            checked.files += usize::from(wanted(&request.paths, path.as_str()));
            read.document(session, path, &mut checked);
        }
        read.asides(session, folder, &mut checked);
        let Read { documents, mut findings, complete } = read;
        let subjects: Vec<Subject<'_>> = documents
            .iter()
            .map(|(path, text, document)| Subject::new(path, text, document))
            .collect();
        for subject in subjects.iter().filter(|one| wanted(&request.paths, one.path.as_str())) {
            findings.extend(check::check_document(subject, &context));
        }
        let whole = check::Folder {
            path: &folder.path,
            documents: &subjects,
            files: &folder.names,
            complete,
        };
        findings.extend(check::check_folder(&whole, &context));
        findings.retain(|finding| wanted(&request.paths, &finding.path));
        // A text is shown beside what was found in it; without that it only fills memory.
        let found: HashSet<&str> = findings.iter().map(|finding| finding.path.as_str()).collect();
        for (path, text, _) in documents {
            if found.contains(path.as_str()) || self.named.contains(path.as_str()) {
                checked.texts.insert(path.to_string(), text);
            }
        }
        findings.retain(|finding| !is_only_here(session, finding, &checked));
        checked.findings = findings;
        checked
    }
}

/// Whether a finding is about line ends that only the editor here writes: what is filed has others.
fn is_only_here(session: &Session, finding: &Finding, checked: &Checked) -> bool {
    let Some(place) = finding.place.as_ref().filter(|_| finding.rule == "file-form") else {
        return false;
    };
    let text = checked.texts.get(&finding.path).map_or("", String::as_str);
    let filed = session.store.file(&session.head, &finding.path).ok().flatten();
    let filed = filed.is_none_or(|(_, bytes)| !bytes.windows(2).any(|pair| pair == b"\r\n"));
    text[place.span.start..].starts_with('\r') && filed
}

struct Read {
    documents: Vec<(DocPath, String, Document)>,
    findings: Vec<Finding>,
    /// Whether each document could be read.
    complete: bool,
}

impl Read {
    fn document(&mut self, session: &Session, path: DocPath, checked: &mut Checked) {
        let bytes = match session.store.saved(path.as_str()) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return,
            Err(error) => {
                self.complete = false;
                self.findings.extend(check::unopened(path.as_str(), &error.to_string()));
                return;
            }
        };
        match check::read_bytes(path.as_str(), bytes) {
            Ok(read) => self.documents.push(read),
            Err((text, mut findings)) => {
                self.complete = false;
                session.tell_as_newer(&mut findings);
                self.findings.extend(findings);
                checked.texts.insert(path.to_string(), text);
            }
        }
    }

    /// Words that are set aside can be read as well: a correction that is finished takes them back.
    fn asides(&mut self, session: &Session, folder: &Folder, checked: &mut Checked) {
        for name in folder.names.iter().filter(|name| name.ends_with(".aside.toml")) {
            let aside = format!("{}/{name}", folder.path);
            let document = aside.replace(".aside.toml", ".toml");
            let Ok(Some(bytes)) = session.store.saved(&aside) else { continue };
            if let Err((text, findings)) = check::read_bytes(&document, bytes) {
                let here = |finding| Finding { path: aside.clone(), fix: None, ..finding };
                self.findings.extend(findings.into_iter().map(here));
                checked.texts.insert(aside, text);
            }
        }
    }
}

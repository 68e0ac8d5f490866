//! `check`: files held to the schema and to the desk's rules, without judging facts.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::check::{self, Context, Finding, Folder, Neighbours, Rule, Settings, Subject};
use crate::desk::{Edit, OpError, Session, utf8};
use crate::format;
use crate::model::{DocId, DocPath, Document, Ledger, SETTINGS};

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
    /// Every finding, by file and place.
    pub findings: Vec<Finding>,
    /// How many files were looked at.
    pub files: usize,
    /// Rules that could not be judged here.
    pub skipped: Vec<&'static Rule>,
    /// The texts of files with findings.
    pub texts: BTreeMap<String, String>,
    /// Files that were mended.
    pub fixed: Vec<String>,
}

/// A story's folder as it is saved: documents that can be read, and findings on those that cannot.
struct Read {
    documents: Vec<(DocPath, String, Document)>,
    findings: Vec<Finding>,
    names: Vec<String>,
    unreadable: usize,
}

/// Looks at the files as they are saved.
///
/// # Errors
///
/// A repository that cannot be read.
pub fn run(session: &mut Session, request: &Request) -> Result<Checked, OpError> {
    let mut checked = look(session, request)?;
    if request.fix && checked.findings.iter().any(|finding| finding.fix.is_some()) {
        let fixed = fix(session, request)?;
        checked = look(session, request)?;
        checked.fixed = fixed;
    }
    Ok(checked)
}

fn look(session: &Session, request: &Request) -> Result<Checked, OpError> {
    if let Some(path) = request.paths.iter().find(|path| !session.store.is_there(path)) {
        return Err(OpError::bad(
            format!("there is no file or folder `{path}` at this desk"),
            "newsroom check takes paths from the desk's root",
        ));
    }
    let mut checked = Checked {
        findings: Vec::new(),
        files: 0,
        skipped: check::skipped(session.record.is_some()),
        texts: BTreeMap::new(),
        fixed: Vec::new(),
    };
    let settings_text = match session.store.saved(SETTINGS)? {
        Some(bytes) => utf8(SETTINGS, bytes)?,
        None => session.settings.clone(),
    };
    let (desk, mut findings) = check::check_settings(&settings_text);
    let desk = desk.unwrap_or_else(|| session.desk.clone());
    let settings = Settings::new(&desk);
    let around = Around::new(session);
    let context = Context { settings: &settings, neighbours: &around };
    if wanted(&request.paths, SETTINGS) {
        checked.files += 1;
        keep(&mut checked, SETTINGS, settings_text, &mut findings);
    }
    for folder in folders(session, &request.paths)? {
        let read = read_folder(session, &folder, &mut checked)?;
        let subjects: Vec<Subject<'_>> = read
            .documents
            .iter()
            .map(|(path, text, document)| Subject::new(path, text, document))
            .collect();
        let mut findings = read.findings;
        for subject in subjects.iter().filter(|one| wanted(&request.paths, one.path.as_str())) {
            findings.extend(check::check_document(subject, &context));
        }
        let whole = Folder {
            path: &folder,
            documents: &subjects,
            files: &read.names,
            complete: read.unreadable == 0,
        };
        findings.extend(check::check_folder(&whole, &context));
        findings.retain(|finding| wanted(&request.paths, &finding.path));
        for (path, text, _) in &read.documents {
            checked.texts.insert(path.to_string(), text.clone());
        }
        checked.findings.append(&mut findings);
    }
    checked.findings.sort_by(|a, b| {
        let at = |f: &Finding| f.place.as_ref().map(|place| place.start);
        (&a.path, at(a), a.code).cmp(&(&b.path, at(b), b.code))
    });
    Ok(checked)
}

fn keep(checked: &mut Checked, path: &str, text: String, findings: &mut Vec<Finding>) {
    checked.texts.insert(path.to_owned(), text);
    checked.findings.append(findings);
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

/// Every folder of a story that the paths touch, filed or saved.
fn folders(session: &Session, paths: &[String]) -> Result<Vec<String>, OpError> {
    let mut folders: Vec<String> = session
        .store
        .saved_folders("posts", 3)?
        .into_iter()
        .filter(|folder| {
            wanted(paths, folder)
                || paths.iter().any(|path| path.starts_with(&format!("{folder}/")))
        })
        .collect();
    folders.sort();
    Ok(folders)
}

fn read_folder(session: &Session, folder: &str, checked: &mut Checked) -> Result<Read, OpError> {
    let mut read =
        Read { documents: Vec::new(), findings: Vec::new(), names: Vec::new(), unreadable: 0 };
    for name in session.store.saved_files(folder)? {
        let path = format!("{folder}/{name}");
        read.names.push(name.clone());
        if !name.ends_with(".toml") || name.ends_with(".aside.toml") {
            continue;
        }
        let Ok(saved) = session.store.saved(&path) else {
            // A name that no file of a desk may have is a finding, not the end of the check.
            read.findings.extend(check::read_text(&path, "").err().unwrap_or_default());
            read.unreadable += 1;
            continue;
        };
        let Some(bytes) = saved else { continue };
        checked.files += 1;
        let text = utf8(&path, bytes)?;
        match check::read_text(&path, &text) {
            Ok((path, document)) => read.documents.push((path, text, document)),
            Err(mut findings) => {
                session.tell_as_newer(&mut findings);
                read.findings.extend(findings);
                read.unreadable += 1;
                checked.texts.insert(path, text);
            }
        }
    }
    Ok(read)
}

/// Files every mend that is safe, in one commit.
fn fix(session: &mut Session, request: &Request) -> Result<Vec<String>, OpError> {
    let (me, _) = session.me()?;
    crate::workflow::authorize(&me, crate::workflow::Act::Write)?;
    let mut edits = Vec::new();
    {
        let desk = session.desk.clone();
        let settings = Settings::new(&desk);
        let around = Around::new(session);
        let context = Context { settings: &settings, neighbours: &around };
        let mut unused = look_nothing();
        for folder in folders(session, &request.paths)? {
            for (path, text, document) in read_folder(session, &folder, &mut unused)?.documents {
                if !wanted(&request.paths, path.as_str()) {
                    continue;
                }
                let subject = Subject::new(&path, &text, &document);
                if let Some(mended) = check::fix_document(&subject, &context) {
                    let loaded = session.load_saved(&path)?;
                    edits.push(Edit { loaded, document: mended, files: Vec::new() });
                }
            }
        }
    }
    let fixed = edits.iter().map(|edit| edit.loaded.path.to_string()).collect();
    if !edits.is_empty() {
        session.file("check --fix", edits)?;
    }
    Ok(fixed)
}

fn look_nothing() -> Checked {
    Checked {
        findings: Vec::new(),
        files: 0,
        skipped: Vec::new(),
        texts: BTreeMap::new(),
        fixed: Vec::new(),
    }
}

/// What stands around a document: looked up only when a rule asks.
struct Around<'a> {
    session: &'a Session,
    saved: OnceCell<BTreeMap<DocPath, DocId>>,
}

impl<'a> Around<'a> {
    fn new(session: &'a Session) -> Self {
        Self { session, saved: OnceCell::new() }
    }

    /// Where the document is: as the cache says, but as a saved file says where there is a change
    /// that no commit has. Of two files with one id, the first by path is the one that has it.
    fn place(&self, id: &DocId) -> Option<DocPath> {
        let saved = self.saved();
        let mut filed = self.session.store.find(id.as_str()).unwrap_or_default();
        filed.retain(|path| saved.get(path).is_none_or(|now| now == id));
        let new = saved.iter().filter(|(_, saved)| *saved == id).map(|(path, _)| path.clone());
        filed.into_iter().chain(new).min()
    }

    /// The documents that are saved otherwise than they are filed.
    fn saved(&self) -> &BTreeMap<DocPath, DocId> {
        self.saved.get_or_init(|| {
            // Where the cache cannot be brought up to date, a rule finds less.
            let _ = self.session.facts_current();
            let saved = self.session.store.unsaved_changes().unwrap_or_default();
            let paths = saved.iter().filter_map(|path| path.parse::<DocPath>().ok());
            paths.filter_map(|path| Some((path.clone(), self.read(&path)?.id().clone()))).collect()
        })
    }

    fn read(&self, path: &DocPath) -> Option<Document> {
        let bytes = self.session.store.saved(path.as_str()).ok()??;
        let text = String::from_utf8(bytes).ok()?;
        format::read_document(path, &text).ok()
    }
}

impl Neighbours for Around<'_> {
    fn document(&self, id: &DocId) -> Option<Cow<'_, Document>> {
        self.read(&self.place(id)?).map(Cow::Owned)
    }

    fn path(&self, id: &DocId) -> Option<Cow<'_, DocPath>> {
        self.place(id).map(Cow::Owned)
    }

    fn ledger(&self, id: &DocId) -> Option<Cow<'_, Ledger>> {
        self.session.as_last_read(&self.place(id)?).ok()?.ledger.map(Cow::Owned)
    }

    fn has_record(&self) -> bool {
        self.session.record.is_some()
    }

    fn file_size(&self, path: &str) -> Option<u64> {
        self.session.store.saved(path).ok()?.map(|bytes| bytes.len() as u64)
    }
}

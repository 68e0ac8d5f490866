//! `check`: files held to the schema and to the desk's rules, without judging facts.

mod asked;
mod fix;
mod folder;

pub use asked::{Checked, Fixed, Request};

use std::collections::HashSet;
use std::sync::{Mutex, mpsc};
use std::thread;

use crate::check::{self, Files, Finding, Settings};
use crate::desk::{Around, OpError, Session};
use crate::model::{Desk, Entry, SETTINGS};
use crate::storage::{Progress, threads};
use asked::wanted;
use folder::{Folder, Look};

/// So many files are worth several threads.
const MANY: usize = 256;

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
    let entries = folder::entries(session, &request.paths)?;
    are_there(session, &request.paths, &entries)?;
    let mut checked = Checked::nothing(check::skipped(session.record.is_some()));
    let desk = settings(session, &mut checked);
    if !wanted(&request.paths, SETTINGS) {
        checked.findings.clear();
        checked.files = 0;
    }
    let settings = Settings::new(&desk);
    let mut findings = check::check_files(&Files { entries: &entries });
    findings.retain(|finding| wanted(&request.paths, &finding.path));
    checked.findings.append(&mut findings);
    look_at_all(
        session,
        request,
        &settings,
        &mut checked,
        &folder::of_stories(&entries, &request.paths),
    )?;
    checked.findings.sort_by(|a, b| {
        let at = |f: &Finding| f.place.as_ref().map(|place| place.start);
        let key = |f: &Finding| ((f.path != SETTINGS, !LEAD.contains(&f.rule)), at(f));
        (key(a).0, &a.path, key(a).1, a.code).cmp(&(key(b).0, &b.path, key(b).1, b.code))
    });
    Ok(checked)
}

/// Checks what is in these folders; in many, on several threads, each at a desk of its own.
fn look_at_all(
    session: &Session,
    request: &Request,
    settings: &Settings<'_>,
    checked: &mut Checked,
    folders: &[Folder],
) -> Result<(), OpError> {
    let files = folders.iter().map(|folder| folder.names.len()).sum();
    let mut progress = Progress::of("checking files", files);
    let named: HashSet<String> =
        checked.findings.iter().map(|finding| finding.path.clone()).collect();
    let threads = threads();
    // What is staged, and what a repository without files has, is seen from this desk alone; and what
    // is asked for by name is seldom much.
    let alone = session.store.is_staged_looked_at();
    if threads == 1 || files < MANY || alone || !request.paths.is_empty() {
        let look = Look { session, request, settings, named: &named };
        let around = Around::new(session, request.is_for_few());
        for folder in folders {
            checked.add(look.at(folder, &around));
            progress.steps(folder.names.len());
        }
        return Ok(());
    }
    // Once for all of them; where it cannot be brought up to date, a rule finds less.
    let _ = session.facts_current();
    let (root, now) = (session.store.root(), session.now);
    let left = Mutex::new(folders.iter());
    thread::scope(|scope| {
        let (hand_in, looked) = mpsc::channel();
        for _ in 0..threads {
            let (hand_in, left, named) = (hand_in.clone(), &left, &named);
            scope.spawn(move || {
                let session = match Session::open_to_look(root, now) {
                    Ok(session) => session,
                    Err(error) => return drop(hand_in.send(Err(error))),
                };
                let look = Look { session: &session, request, settings, named };
                let around = Around::new(&session, false);
                while let Some(folder) = left.lock().ok().and_then(|mut left| left.next()) {
                    let part = (folder.names.len(), look.at(folder, &around));
                    if hand_in.send(Ok(part)).is_err() {
                        return; // it was given up
                    }
                }
            });
        }
        drop(hand_in);
        for looked in looked {
            let (files, part) = looked?;
            checked.add(part);
            progress.steps(files);
        }
        Ok(())
    })
}

/// The rules about stories and posts of which nothing can be read: they lead.
const LEAD: [&str; 4] = ["unreadable", "conflict-markers", "no-plain-file", "file-gone"];

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

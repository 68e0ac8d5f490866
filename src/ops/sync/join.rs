//! The desk here and the shared desk put together by meaning.

use std::cell::RefCell;

use super::together::{Apart, Joined};
use crate::format;
use crate::merge::{self, merge_desk};
use crate::model::{Desk, DocPath, Document, Orders, Role};
use crate::ops::audit::ORDERS;
use crate::ops::delivery::{Named, Told};
use crate::ops::error::OpError;
use crate::ops::session::{SETTINGS, Session};
use crate::storage::{CommitId, Fork, Plan, There};

/// The desk's newest commit after what came: that one, the one here, or one that joins them.
pub(super) fn tips(
    session: &Session,
    ours: &CommitId,
    there: &There,
) -> Result<Result<Joined, Apart>, OpError> {
    match &there.desk {
        Some(theirs) => of(session, ours, theirs),
        None => Ok(Ok(Joined { tip: ours.clone(), told: Vec::new() })),
    }
}

/// The same for any two commits of the desk.
pub(super) fn of(
    session: &Session,
    ours: &CommitId,
    theirs: &CommitId,
) -> Result<Result<Joined, Apart>, OpError> {
    let alone = |tip: &CommitId| Ok(Ok(Joined { tip: tip.clone(), told: Vec::new() }));
    if session.store.is_ancestor(theirs, ours)? {
        return alone(ours);
    }
    if session.store.is_ancestor(ours, theirs)? {
        return alone(theirs);
    }
    let (me, author) = match session.me() {
        Ok(me) => me,
        Err(OpError::Stranger { name, email }) => {
            return Ok(Err((
                format!(
                    "what was done here is {name}'s, and nobody at this desk has the e-mail {email}"
                ),
                "git config user.email YOU@EXAMPLE, then newsroom sync".to_owned(),
            )));
        }
        Err(other) => return Err(other),
    };
    let work = RefCell::new(Work { own: ours.clone(), ..Work::default() });
    let mut settle = |fork: &Fork| work.borrow_mut().settle(fork, me.role == Role::Admin);
    let message = || work.borrow().message();
    let tip = session.store.join(ours, theirs, &message, (&author, session.now), &mut settle)?;
    let work = work.into_inner();
    if let Some(what) = work.not_yours {
        return Ok(Err((
            format!(
                "{what} was changed here and at the shared desk, and an admin puts that together"
            ),
            "an admin runs newsroom sync where the change was made".to_owned(),
        )));
    }
    Ok(Ok(Joined { tip, told: work.told }))
}

/// What was met while two trees were put together.
#[derive(Debug)]
struct Work {
    own: CommitId,
    documents: Vec<String>,
    told: Vec<Told>,
    not_yours: Option<String>,
}

impl Default for Work {
    fn default() -> Self {
        let own = "0".repeat(40).parse().expect("a commit's name");
        Self { own, documents: Vec::new(), told: Vec::new(), not_yours: None }
    }
}

impl Work {
    fn message(&self) -> Plan {
        let mut trailers = vec![("Newsroom-Action".to_owned(), "sync".to_owned())];
        let named = self.documents.iter().map(|id| ("Newsroom-Document".to_owned(), id.clone()));
        trailers.extend(named);
        let title = match self.documents.len() {
            0 => "sync: the work of several people".to_owned(),
            1 => "sync: two people on one post".to_owned(),
            n => format!("sync: two people on {n} posts"),
        };
        Plan { title, trailers, ..Plan::default() }
    }

    fn settle(&mut self, fork: &Fork, admin: bool) -> Option<Vec<u8>> {
        let (Some(ours), Some(theirs)) = (&fork.ours, &fork.theirs) else {
            // What one side changed stays, though the other took the file out.
            return fork.ours.clone().or_else(|| fork.theirs.clone());
        };
        let base = fork.base.as_deref();
        let merged = match fork.path.as_str() {
            SETTINGS if !admin => {
                self.not_yours = Some(SETTINGS.to_owned());
                None
            }
            SETTINGS => self.settings(base, ours, theirs),
            ORDERS => orders(ours, theirs),
            _ => self.document(fork, base, ours, theirs),
        };
        Some(merged.unwrap_or_else(|| self.shared_stands(fork.path.clone(), theirs)))
    }

    fn shared_stands(&mut self, what: String, theirs: &[u8]) -> Vec<u8> {
        self.told.push(Told::SharedStands { what, own: self.own.clone() });
        theirs.to_owned()
    }

    fn document(
        &mut self,
        fork: &Fork,
        base: Option<&[u8]>,
        ours: &[u8],
        theirs: &[u8],
    ) -> Option<Vec<u8>> {
        let path = document_path(&fork.path)?;
        let (one, two) = (read_document(&path, ours), read_document(&path, theirs));
        let (Some((_, here)), true) = (&one, two.is_some()) else {
            // A version that nobody can read waits in the history for somebody who mends it.
            let readable = one.or(two).map(|(text, _)| text.into_bytes())?;
            return Some(self.shared_stands(fork.path.clone(), &readable));
        };
        let (bytes, merged) = merge_documents(&path, base, ours, theirs)?;
        self.documents.push(merged.id().to_string());
        if !merged.conflicts().is_empty() {
            let fields = merged.conflicts().iter().map(|c| c.field.clone()).collect();
            let headline = here.headline();
            let headline = if headline.is_empty() { path.slug() } else { headline };
            let doc = Named {
                short: merged.id().as_str()[..4].to_owned(),
                headline: headline.to_owned(),
                path,
            };
            self.told.push(Told::Conflict { doc, fields });
        }
        Some(bytes)
    }

    fn settings(&mut self, base: Option<&[u8]>, ours: &[u8], theirs: &[u8]) -> Option<Vec<u8>> {
        let (bytes, forks) = merge_settings(base, ours, theirs)?;
        let own = self.own.clone();
        let told = |fork: &String| Told::SharedStands {
            what: format!("{SETTINGS}: {fork}"),
            own: own.clone(),
        };
        self.told.extend(forks.iter().map(told));
        Some(bytes)
    }
}

/// A file of the desk put together by meaning, with the fields that somebody has to settle; `None`
/// where it cannot be.
pub(in crate::ops) fn merge_file(
    path: &str,
    base: Option<&[u8]>,
    ours: &[u8],
    theirs: &[u8],
) -> Option<(Vec<u8>, Vec<String>)> {
    match path {
        SETTINGS => {
            let (bytes, forks) = merge_settings(base, ours, theirs)?;
            forks.is_empty().then_some((bytes, Vec::new()))
        }
        ORDERS => Some((orders(ours, theirs)?, Vec::new())),
        _ => {
            let (bytes, merged) = merge_documents(&document_path(path)?, base, ours, theirs)?;
            Some((bytes, merged.conflicts().iter().map(|c| c.field.clone()).collect()))
        }
    }
}

/// The document that a file is of; words set aside are of the one they are set aside from.
fn document_path(path: &str) -> Option<DocPath> {
    path.replace(".aside.toml", ".toml").parse().ok()
}

fn read_document(path: &DocPath, bytes: &[u8]) -> Option<(String, Document)> {
    let text = String::from_utf8(bytes.to_owned()).ok()?;
    let document = format::read_document(path, &text).ok()?;
    Some((text, document))
}

fn merge_documents(
    path: &DocPath,
    base: Option<&[u8]>,
    ours: &[u8],
    theirs: &[u8],
) -> Option<(Vec<u8>, Document)> {
    let (ours, theirs) = (read_document(path, ours)?, read_document(path, theirs)?);
    let base = base.and_then(|bytes| read_document(path, bytes)).map(|(_, document)| document);
    let merged = merge::merge(base.as_ref(), &ours.1, &theirs.1).document;
    // Whoever puts it together writes the same: the file with more in it keeps its comments.
    let (text, document) =
        if (ours.0.len(), &ours.0) > (theirs.0.len(), &theirs.0) { ours } else { theirs };
    let text = format::rewrite_document(&text, &document, &merged);
    let same = format::read_document(path, &text).is_ok_and(|read| read == merged);
    let text = if same { text } else { format::write_document(&merged) };
    Some((text.into_bytes(), merged))
}

fn merge_settings(
    base: Option<&[u8]>,
    ours: &[u8],
    theirs: &[u8],
) -> Option<(Vec<u8>, Vec<String>)> {
    let read = |bytes: &[u8]| -> Option<(String, Desk)> {
        let text = String::from_utf8(bytes.to_owned()).ok()?;
        let desk = format::read::<Desk>(&text).ok()?;
        Some((text, desk))
    };
    let base = base.and_then(read).map(|(_, desk)| desk);
    let ((_, ours), (text, theirs)) = (read(ours)?, read(theirs)?);
    let merged = merge_desk(base.as_ref(), &ours, &theirs);
    let text = format::rewrite(&text, &theirs, &merged.desk);
    format::read::<Desk>(&text).ok().filter(|read| *read == merged.desk)?;
    Some((text.into_bytes(), merged.forks))
}

/// Orders to erase words are only ever added: all of both.
fn orders(ours: &[u8], theirs: &[u8]) -> Option<Vec<u8>> {
    let read = |bytes: &[u8]| -> Option<(String, Orders)> {
        let text = String::from_utf8(bytes.to_owned()).ok()?;
        let orders = format::read::<Orders>(&text).ok()?;
        Some((text, orders))
    };
    let ((_, ours), (text, theirs)) = (read(ours)?, read(theirs)?);
    let mut all = theirs.clone();
    let new = ours.expunged.iter().filter(|order| !theirs.expunged.contains(order));
    all.expunged.extend(new.cloned());
    Some(format::rewrite(&text, &theirs, &all).into_bytes())
}

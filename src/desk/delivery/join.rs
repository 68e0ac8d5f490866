//! The desk here and the shared desk put together by meaning.

use std::cell::RefCell;

use super::told::{Apart, Joined, Named, Told};
use crate::desk::error::OpError;
use crate::desk::merging::{
    document_path, is_sent, later_sent, merge_documents, merge_orders, merge_settings,
    read_document,
};
use crate::desk::session::Session;
use crate::format;
use crate::model::{Desk, ORDERS, Role, SETTINGS, Version};
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
    let older = [ours, theirs].into_iter().find_map(|tip| asked_at(session, tip));
    let work = RefCell::new(Work { own: ours.clone(), older: older.is_some(), ..Work::default() });
    let mut settle = |fork: &Fork| work.borrow_mut().settle(fork, me.role == Role::Admin);
    let message = || work.borrow().message();
    let tip = session.store.join(ours, theirs, &message, (&author, session.now), &mut settle)?;
    let work = work.into_inner();
    if let (Some(what), Some(asked)) = (&work.not_yours, older) {
        return Ok(Err((
            format!(
                "{what} was changed here and at the shared desk, which asks for newsroom {asked} or newer; this is {}",
                Version::here()
            ),
            "upgrade newsroom on this machine, then newsroom sync".to_owned(),
        )));
    }
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

/// The version that the settings of that commit ask for, where this program is older.
fn asked_at(session: &Session, tip: &CommitId) -> Option<Version> {
    let (_, bytes) = session.store.file(tip, SETTINGS).ok()??;
    let desk = format::read::<Desk>(std::str::from_utf8(&bytes).ok()?).ok()?;
    desk.policy.min_version.filter(|asked| asked.is_newer_than(&Version::here()))
}

/// What was met while two trees were put together.
#[derive(Debug)]
struct Work {
    own: CommitId,
    documents: Vec<String>,
    told: Vec<Told>,
    not_yours: Option<String>,
    /// The desk asks for a newer program: no file that both changed is put together by this one.
    older: bool,
}

impl Default for Work {
    fn default() -> Self {
        let own = "0".repeat(40).parse().expect("a commit's name");
        Self { own, documents: Vec::new(), told: Vec::new(), not_yours: None, older: false }
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
        if self.older {
            self.not_yours.get_or_insert(fork.path.clone());
            return Some(theirs.clone());
        }
        let base = fork.base.as_deref();
        let merged = match fork.path.as_str() {
            SETTINGS if !admin => {
                self.not_yours = Some(SETTINGS.to_owned());
                None
            }
            SETTINGS => self.settings(base, ours, theirs),
            ORDERS => merge_orders(ours, theirs),
            path if is_sent(path) => Some(later_sent(ours, theirs)),
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

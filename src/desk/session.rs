//! A person at an opened desk, at one moment: what every use case starts from.

use std::cell::RefCell;
use std::path::Path;

use super::error::OpError;
use crate::format;
use crate::judge::force;
use crate::model::{Contributor, Desk, DocId, Moment, SETTINGS};
use crate::storage::{CommitId, Identity, Line, StorageError, Store};

/// So many loose objects make git slow (gc.auto of git-config(1)).
pub(crate) const MANY_LOOSE: usize = 6_700;

/// Gives that many random letters for a new id.
pub type Letters = Box<dyn FnMut(usize) -> String>;

/// A person at an opened desk, at one moment.
pub struct Session {
    /// Where the desk lives.
    pub store: Store,
    /// Settings, rules and people, as the last lawful change left them.
    pub desk: Desk,
    /// The text of the settings, as filed.
    pub settings: String,
    /// What holds in place of the settings that are filed now, where these cannot hold.
    pub passed_over: Option<PassedOver>,
    /// The desk's newest commit.
    pub head: CommitId,
    /// The newest commit of the public record, where there is one.
    pub record: Option<CommitId>,
    /// The moment of the act.
    pub now: Moment,
    /// Whether to send after an act.
    pub send: bool,
    /// Whether to stop before anything is written.
    pub dry_run: bool,
    /// The act is one that also a program may do which is older than the desk asks for.
    pub(super) takes_down: bool,
    /// Only what is filed is looked at, not what is saved.
    pub(super) filed_only: bool,
    letters: RefCell<Letters>,
}

/// Settings that are filed and do not hold.
#[derive(Debug)]
pub struct PassedOver {
    /// The commit whose settings hold.
    pub holds: CommitId,
    /// Why they cannot be read; `None` where somebody without the right changed them.
    pub unreadable: Option<OpError>,
}

impl Session {
    /// Opens the desk that `start` is in.
    ///
    /// # Errors
    ///
    /// No desk there; a settings file that cannot be read.
    pub fn open(start: &Path, now: Moment, letters: Letters) -> Result<Self, OpError> {
        let store = Store::open(start)?;
        Self::of(store, now, letters)
    }

    /// The desk that `start` is in, to be looked at and no more: no new id is given there, and what a
    /// dead writer left stays as it is.
    ///
    /// # Errors
    ///
    /// As [`Session::open`].
    pub fn open_to_look(start: &Path, now: Moment) -> Result<Self, OpError> {
        Self::of(Store::open_to_look(start)?, now, Box::new(|_| String::new()))
    }

    /// The desk of a repository that has no work tree, as its newest commit has it; `None` where the
    /// repository has one, or is no desk.
    ///
    /// # Errors
    ///
    /// As [`Session::open`].
    pub fn open_bare(start: &Path, now: Moment, letters: Letters) -> Result<Option<Self>, OpError> {
        let Some(store) = Store::open_bare(start)? else { return Ok(None) };
        Self::of(store, now, letters).map(Some)
    }

    /// The desk of a repository that others send to, whether it has a work tree or not.
    ///
    /// # Errors
    ///
    /// As [`Session::open`].
    pub fn open_on_server(start: &Path, now: Moment) -> Result<Self, OpError> {
        Self::of(Store::open_in_hook(start)?, now, Box::new(|_| String::new()))
    }

    fn of(store: Store, now: Moment, letters: Letters) -> Result<Self, OpError> {
        let head = store.tip(Line::Desk)?.ok_or_else(|| OpError::NotFiled(SETTINGS.to_owned()))?;
        let (settings, desk, passed_over) = settings_in_force(&store, &head)?;
        let record = store.tip(Line::Record)?;
        Ok(Self {
            store,
            passed_over,
            desk,
            settings,
            head,
            record,
            now,
            send: true,
            dry_run: false,
            takes_down: false,
            filed_only: false,
            letters: RefCell::new(letters),
        })
    }

    /// The desk as it would be with these newest commits: what is saved there is nobody's yet.
    pub(crate) fn rehearsal(&self, desk: &CommitId, record: &CommitId) -> Result<Self, OpError> {
        let mut store = self.store.beside()?;
        store.assume(Line::Desk, desk);
        store.assume(Line::Record, record);
        let mut session = Self::of(store, self.now, Box::new(|_| String::new()))?;
        session.filed_only = true;
        Ok(session)
    }

    /// Reads the tips again, after something was written.
    pub(super) fn refresh_tips(&mut self) -> Result<(), OpError> {
        if let Some(head) = self.store.tip(Line::Desk)? {
            self.head = head;
        }
        self.record = self.store.tip(Line::Record)?;
        Ok(())
    }

    /// Reads tips and settings again, after something came.
    pub(super) fn refresh(&mut self) -> Result<(), OpError> {
        self.refresh_tips()?;
        (self.settings, self.desk, self.passed_over) = settings_in_force(&self.store, &self.head)?;
        Ok(())
    }

    /// The person who acts: the contributor with the e-mail that git gives the author.
    ///
    /// # Errors
    ///
    /// [`OpError::Stranger`] where nobody here has that e-mail.
    pub fn me(&self) -> Result<(Contributor, Identity), OpError> {
        let identity = self.store.identity()?;
        match self.desk.contributor_by_email(&identity.email) {
            Some(person) => Ok((person.clone(), identity)),
            None => Err(OpError::Stranger { name: identity.name, email: identity.email }),
        }
    }

    /// A new id of that many letters.
    pub fn letters(&self, count: usize) -> String {
        (self.letters.borrow_mut())(count)
    }

    /// A new id of a document, which none here has.
    pub fn new_id(&self) -> Result<DocId, OpError> {
        loop {
            let id = self.letters(10);
            if self.store.find(&id)?.is_empty() {
                return Ok(id.parse().expect("ten letters of the alphabet are an id"));
            }
        }
    }

    /// The desk is written from its own branch, and from nowhere else.
    pub(crate) fn desk_branch_only(&self) -> Result<(), OpError> {
        if self.store.on_desk_branch()? {
            return Ok(());
        }
        if let Some(work) = self.store.git_work() {
            return Err(StorageError::UnderWay { work, path: None }.into());
        }
        let desk = self.store.branch_name(Line::Desk).unwrap_or_default();
        let here = match self.store.branch_here() {
            Some(here) => format!("the branch `{here}`"),
            None => "one commit and no branch".to_owned(),
        };
        Err(OpError::bad(
            format!("this folder shows {here}, and the desk is on `{desk}`: nothing was written"),
            format!("git switch {desk}"),
        ))
    }

    /// Starts git's maintenance in the background where loose objects pile up, for libgit2 never
    /// packs; `newsroom.maintenance = false` in git's configuration keeps it off.
    pub(crate) fn keep_small(&self) {
        let wanted = self.store.config("newsroom.maintenance").as_deref() != Some("false");
        let due = || self.store.loose_objects().is_ok_and(|count| count >= MANY_LOOSE);
        if wanted && !self.dry_run && due() {
            // Not to have begun costs only space.
            let _ = self.store.maintain_later();
        }
    }
}

/// The settings that hold: as filed, or those of an older commit, where what is filed now cannot be
/// read or was not changed lawfully.
fn settings_in_force(
    store: &Store,
    head: &CommitId,
) -> Result<(String, Desk, Option<PassedOver>), OpError> {
    let filed = settings_at(store, head);
    let Some(holds) = force::in_force(store, head)? else {
        return filed.map(|(text, desk)| (text, desk, None));
    };
    let (text, desk) = settings_at(store, &holds)?;
    Ok((text, desk, Some(PassedOver { holds, unreadable: filed.err() })))
}

/// The text of the settings that a commit of the desk has, and what it says.
fn settings_at(store: &Store, at: &CommitId) -> Result<(String, Desk), OpError> {
    let filed = store.file(at, SETTINGS)?.ok_or_else(|| OpError::NotFiled(SETTINGS.to_owned()))?;
    let text = utf8(SETTINGS, filed.1)?;
    let desk = format::read::<Desk>(&text)
        .map_err(|problems| OpError::problems(SETTINGS, &text, problems))?;
    Ok((text, desk))
}

/// A file's text.
pub(crate) fn utf8(path: &str, bytes: Vec<u8>) -> Result<String, OpError> {
    format::text_of(bytes)
        .map_err(|unread| OpError::problems(path, &unread.shown, vec![unread.problem]))
}

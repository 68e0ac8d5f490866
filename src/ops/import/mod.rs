//! `import`: what others send, as drafts; the same origin again is an edit of the same draft.
//!
//! An update is put together with the desk's words by what its sender sent last (`sent`), so that
//! both stand. What its sender holds back is stopped, with the sender's words (`hold`).

mod change;
mod credits;
mod hold;
mod known;
mod read;
mod ready;
mod sent;
mod words;

use self::known::Known;
use self::read::Arrival;
pub use self::read::{Format, Request};
use self::ready::{Doing, Ready, called};
use super::add::{story, unfiled};
use crate::desk::{Done, Edit, OpError, Session};
use crate::model::{Contributor, DocPath, Document, Post};
use crate::storage::{Progress, Written};
use crate::workflow::{Act, authorize};

/// What became of it.
#[derive(Debug)]
pub struct Imported {
    /// What was filed.
    pub done: Done,
    /// How many of these are new.
    pub new: usize,
    /// How many files and items cannot be filed; the others are.
    pub unreadable: usize,
    /// What was not filed, and why.
    pub passed_over: Vec<String>,
    /// What was filed and is held back by who sent it, and why.
    pub held: Vec<String>,
}

/// Files what came in, all of it in one step; what cannot be filed is told and stops nothing else.
///
/// # Errors
///
/// A role that may not write; no story that is meant; the one file, or the one item, that cannot be
/// filed; a repository that cannot be written.
pub fn run(session: &mut Session, request: &Request) -> Result<Imported, OpError> {
    let (me, _) = session.me()?;
    authorize(&me, Act::Write)?;
    let story = story(session, request.story.as_deref())?;
    let came = read::all(request)?;
    let alone = came.items.len() == 1 && came.told.is_empty();
    let mut desk = Gathered::default();
    (desk.passed_over, desk.unreadable) = (came.told, came.unreadable);
    let mut progress = Progress::of("taking in what came", came.items.len());
    for arrival in came.items {
        let place = arrival.place();
        match desk.take(session, &story, &me, arrival) {
            Ok(()) => {}
            Err(error @ OpError::Storage(_)) => return Err(error),
            Err(error) if alone => return Err(error),
            Err(error) => {
                desk.unreadable += 1;
                desk.passed_over.push(format!("{place}: {error}"));
            }
        }
        progress.step();
    }
    // Whoever is asked for a password is not asked beside it.
    drop(progress);
    desk.file(session)
}

/// What is to be filed so far, and what is not.
#[derive(Default)]
struct Gathered {
    ready: Vec<Ready>,
    new: usize,
    unreadable: usize,
    passed_over: Vec<String>,
}

impl Gathered {
    fn take(
        &mut self,
        session: &Session,
        story: &DocPath,
        me: &Contributor,
        arrival: Arrival,
    ) -> Result<(), OpError> {
        let place = arrival.place();
        let ready = match doing(session, story, me, arrival, &self.taken())? {
            Doing::Nothing(why) => {
                self.passed_over.push(format!("{place}: {why}"));
                return Ok(());
            }
            Doing::Ready(ready) => *ready,
        };
        session.can_file("import", &ready.edit)?;
        self.new += usize::from(ready.edit.loaded.filed.is_none());
        self.ready.push(ready);
        Ok(())
    }

    fn taken(&self) -> Vec<DocPath> {
        self.ready.iter().map(|ready| ready.edit.loaded.path.clone()).collect()
    }

    fn file(self, session: &mut Session) -> Result<Imported, OpError> {
        let (mut edits, mut along) = (Vec::new(), Vec::new());
        let (mut said, mut held) = (Vec::new(), Vec::new());
        for ready in self.ready {
            held.extend(ready.held.map(|why| format!("{}: {why}", called(&ready.edit.document))));
            edits.push(ready.edit);
            along.extend(ready.sent);
            said.push(ready.said);
        }
        let mut done = if edits.is_empty() {
            session.finish(Vec::new(), Written::default())
        } else {
            session.file_along("import", edits, along)?
        };
        for (outcome, said) in done.outcomes.iter_mut().zip(said) {
            outcome.remarks.extend(said);
        }
        let Self { new, unreadable, passed_over, .. } = self;
        Ok(Imported { done, new, unreadable, passed_over, held })
    }
}

fn doing(
    session: &Session,
    story: &DocPath,
    me: &Contributor,
    arrival: Arrival,
    taken: &[DocPath],
) -> Result<Doing, OpError> {
    let mut said = Vec::new();
    match known::known(session, &arrival, taken)? {
        Known::Post(path) => return change::change(session, me, &path, arrival.item),
        Known::Nothing => {}
        Known::Namesake(other) => said.push(format!(
            "{} came before with other words, as {other}: this is a post of its own",
            arrival.item.origin.uri
        )),
    }
    if arrival.item.origin.canceled {
        return Ok(Doing::Nothing("it was taken back, and is not here".to_owned()));
    }
    let mut ready = new(session, story, me, arrival)?;
    ready.said.extend(said);
    Ok(Doing::Ready(Box::new(ready)))
}

fn new(
    session: &Session,
    story: &DocPath,
    me: &Contributor,
    arrival: Arrival,
) -> Result<Ready, OpError> {
    let item = arrival.item;
    let id = session.new_id()?;
    let mut said = item.remarks.clone();
    let (embargo, remark) = hold::embargo(session, story, &item)?;
    said.extend(remark);
    let bare = Document::Post(Post::new(id.clone(), session.now));
    let document = words::with_words(session, &bare, &item, embargo, me);
    if document.credits().is_empty() {
        said.push("it names nobody: newsroom credit says who wrote it".to_owned());
    }
    let path = story.post_called(document.first_words(), &id);
    let loaded = unfiled(session, path, &document);
    let mut edit = Edit { loaded, document, files: Vec::new() };
    hold::note(session, &mut edit, me, &item.terms.notes);
    let held = hold::hold(session, &mut edit, me, &item.terms.hold, &mut said);
    let held = held.or_else(|| hold::waits(session, &edit));
    Ok(Ready { edit, sent: None, said, held })
}

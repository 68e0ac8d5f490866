//! One's own unsent releases, made again upon the shared record as it is by now.
//!
//! Each keeps its people, its dates and its words; the gate is asked again with all that came. What
//! was stopped, returned or changed meanwhile, or released by somebody else, is not made and told.

use super::told::{Apart, Joined, Named, NotReleased, Told};
use super::{incoming, join};
use crate::desk::error::OpError;
use crate::desk::gate::{self, Weighed};
use crate::desk::live::is_own;
use crate::desk::loaded::Loaded;
use crate::desk::release::{Letting, ledger_at, settings};
use crate::desk::session::Session;
use crate::model::{
    Contributor, Desk, DocPath, Ledger, Public, Release, ReleaseKind, SETTINGS, Signatures,
};
use crate::storage::{AsOf, Batch, CommitId, Plan, There};
use crate::workflow::{Reason, Refusal, State, pull};

/// A release that only this machine has.
#[derive(Debug, Clone)]
pub(super) struct Own {
    commit: CommitId,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    /// Of a document: the line of its ledger, and the lines before.
    Document { path: DocPath, line: Box<Release>, before: Ledger },
    /// Of the public settings and the theme.
    Settings,
}

/// Both lines after what came.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) desk: Joined,
    pub(super) record: Option<CommitId>,
    pub(super) told: Vec<Told>,
}

/// The releases that the shared record does not have, oldest first.
pub(super) fn own(session: &Session, there: &There) -> Result<Vec<Own>, OpError> {
    let (Some(record), Some(shared)) = (&session.record, &there.record) else {
        return Ok(Vec::new());
    };
    let mut own = Vec::new();
    for commit in session.store.commits(record, std::slice::from_ref(shared))? {
        let parents = session.store.commit_info(&commit)?.parents;
        let Some(parent) = parents.first() else { continue };
        let changed = session.store.changes(Some(parent), &commit)?;
        let ledger = changed.iter().find_map(|change| {
            let path = DocPath::of_record(&change.path)?;
            (change.path == path.ledger()).then_some(path)
        });
        let what = match ledger {
            None => What::Settings,
            Some(path) => {
                let mut ledger = ledger_at(session, &commit, &path)?;
                let Some(line) = ledger.releases.pop() else { continue };
                let path = session.store.on_desk(&session.head, &path)?;
                What::Document { path, line: Box::new(line), before: ledger }
            }
        };
        own.push(Own { commit, what });
    }
    Ok(own)
}

/// The record with what came and one's own releases upon it.
pub(super) fn made(
    session: &Session,
    there: &There,
    desk: Joined,
    own: &[Own],
) -> Result<Result<Made, Apart>, OpError> {
    let stays = |record: Option<CommitId>, desk| Ok(Ok(Made { desk, record, told: Vec::new() }));
    let Some(shared) = &there.record else { return stays(session.record.clone(), desk) };
    let Some(here) = &session.record else { return stays(Some(shared.clone()), desk) };
    if own.is_empty() {
        return stays(Some(shared.clone()), desk);
    }
    if desk.tip == session.head && session.store.is_ancestor(shared, here)? {
        return stays(Some(here.clone()), desk);
    }
    if incoming::was_made_again(session, shared, here)? {
        return Ok(Err((
            "words were erased from the record here on an order, and the shared record still has them".to_owned(),
            "the commands that `newsroom expunge` listed put this record in place of the other".to_owned(),
        )));
    }
    for one in own {
        if session.store.was_shared(&one.commit)? {
            return Ok(Err((
                "the record here has releases that another shared desk has already, and this one went on without them".to_owned(),
                "newsroom sync REMOTE, with the remote that has both; an admin decides which record stands".to_owned(),
            )));
        }
    }
    let at_once = Again::upon(session, shared).all(own, |_| Ok(desk.tip.clone()), None)?;
    if !at_once.told.iter().any(was_changed_here) {
        return Ok(Ok(Made { desk, record: Some(at_once.record), told: at_once.told }));
    }
    // The desk went on after a release: each is made from the desk as it was for it, with what came.
    let Some(theirs) = &there.desk else { return stays(Some(here.clone()), desk) };
    let mut steps = vec![theirs.clone()];
    for one in own {
        let last = steps.last().unwrap_or(theirs).clone();
        let joined = match &one.what {
            What::Document { line, .. } => match line.desk.parse::<CommitId>() {
                Ok(named) => join::of(session, &named, &last)?,
                Err(_) => {
                    return Ok(Ok(Made { desk, record: Some(at_once.record), told: at_once.told }));
                }
            },
            What::Settings => Ok(Joined { tip: last, told: Vec::new() }),
        };
        match joined {
            Ok(joined) => steps.push(joined.tip),
            Err(apart) => return Ok(Err(apart)),
        }
    }
    let last = steps.last().unwrap_or(theirs).clone();
    let end = match join::of(session, &session.head, &last)? {
        Ok(end) => end,
        Err(apart) => return Ok(Err(apart)),
    };
    let step = |number: usize| Ok(steps[number + 1].clone());
    let by_steps = Again::upon(session, shared).all(own, step, Some(&end.tip))?;
    if by_steps.told.len() < at_once.told.len() {
        let told = desk.told.into_iter().filter(|told| !end.told.contains(told));
        let told = told.filter(|told| matches!(told, Told::SharedStands { .. }));
        let end = Joined { told: end.told.iter().cloned().chain(told).collect(), ..end };
        return Ok(Ok(Made { desk: end, record: Some(by_steps.record), told: by_steps.told }));
    }
    Ok(Ok(Made { desk, record: Some(at_once.record), told: at_once.told }))
}

/// Whether a release may still be made from an earlier commit of the desk.
fn was_changed_here(told: &Told) -> bool {
    matches!(
        told,
        Told::NotReleased { why: NotReleased::WordsChanged | NotReleased::Refused(_), .. }
    )
}

/// The record as it grows again, and what is told of releases that are not on it.
struct Again<'a> {
    session: &'a Session,
    record: CommitId,
    told: Vec<Told>,
}

impl<'a> Again<'a> {
    fn upon(session: &'a Session, shared: &CommitId) -> Self {
        Self { session, record: shared.clone(), told: Vec::new() }
    }

    /// Makes each again from the desk's commit that `step` gives for it; `end` is where the desk
    /// will be, where that is another.
    fn all(
        mut self,
        own: &[Own],
        step: impl Fn(usize) -> Result<CommitId, OpError>,
        end: Option<&CommitId>,
    ) -> Result<Self, OpError> {
        for (number, one) in own.iter().enumerate() {
            let desk = step(number)?;
            let rehearsal = self.session.rehearsal(&desk, &self.record)?;
            if one.stands(&rehearsal)? {
                continue;
            }
            let end = match end.filter(|end| **end != desk) {
                Some(end) => Some(self.session.rehearsal(end, &self.record)?),
                None => None,
            };
            match one.plan(&rehearsal, end.as_ref(), &desk)? {
                Ok(plan) => {
                    let (author, at) = (self.session.store.identity()?, self.session.now);
                    let batch = Batch::new(author, at);
                    self.record = self.session.store.commit_on(&self.record, &plan, &batch)?;
                }
                Err(told) => self.told.push(told),
            }
        }
        Ok(self)
    }
}

impl Own {
    /// Whether it is on that record already, sent before it could be noted here.
    fn stands(&self, session: &Session) -> Result<bool, OpError> {
        let What::Document { path, line, .. } = &self.what else { return Ok(false) };
        let Some(record) = &session.record else { return Ok(false) };
        let ledger = ledger_at(session, record, path)?;
        let same = |one: &Release| {
            (&one.by, one.at, one.kind, one.digest) == (&line.by, line.at, line.kind, line.digest)
        };
        Ok(ledger.releases.iter().any(same))
    }

    /// The same release as a plan upon the record of that session; or why not.
    fn plan(
        &self,
        session: &Session,
        end: Option<&Session>,
        desk: &CommitId,
    ) -> Result<Result<Plan, Told>, OpError> {
        let author = session.store.commit_info(&self.commit)?.author;
        let mine = session.store.identity().is_ok_and(|me| me.email == author.email);
        let person = session.desk.contributor_by_email(&author.email).cloned();
        let as_of = Some(AsOf { commit: self.commit.clone(), signed: mine });
        let (path, line, before) = match &self.what {
            What::Settings => {
                let files = settings::changes(session)?;
                let told = |why| Told::NotReleased { doc: settings_named(&session.desk), why };
                return Ok(match may(&session.desk, person.as_ref(), &author.email, mine) {
                    Err(why) => Err(told(why)),
                    Ok(_) if files.is_empty() => Err(told(NotReleased::NothingNew)),
                    Ok(_) => Ok(Plan { as_of, ..settings::plan(&session.desk, files) }),
                });
            }
            What::Document { path, line, before } => (path, line, before),
        };
        let loaded = session.as_last_read(path)?;
        let told = |why| Told::NotReleased { doc: Named::of(&loaded), why };
        if let Some(told) = released_already(&loaded, line, before) {
            return Ok(Err(told));
        }
        let person = match may(&session.desk, person.as_ref(), &author.email, mine) {
            Ok(person) => person,
            Err(why) => return Ok(Err(told(why))),
        };
        let letting = match line.kind {
            ReleaseKind::Pull | ReleaseKind::Restore => letting_of_takedown(person, &loaded, line),
            _ => match held_at_the_end(end, path)? {
                Some(refusal) => Err(NotReleased::Refused(refusal)),
                None => letting_of_words(session, person, &loaded, line)?,
            },
        };
        let letting = match letting {
            Ok(letting) => letting,
            Err(why) => return Ok(Err(told(why))),
        };
        let plan = session.release_plan(&letting, &line.by, line.at, desk.as_str())?;
        Ok(Ok(Plan { as_of, ..plan }))
    }
}

/// Whoever released it is still somebody, and its commit can be signed as the desk wants it.
fn may<'a>(
    desk: &Desk,
    person: Option<&'a Contributor>,
    email: &str,
    mine: bool,
) -> Result<&'a Contributor, NotReleased> {
    let person = person.ok_or_else(|| NotReleased::Stranger(email.to_owned()))?;
    if !mine && desk.policy.signatures == Signatures::Required {
        return Err(NotReleased::SignedByAnother(person.id.clone()));
    }
    Ok(person)
}

fn settings_named(desk: &Desk) -> Named {
    let path = "posts/1970/01/settings/story.toml".parse().expect("a path");
    Named { path, short: SETTINGS.to_owned(), headline: desk.newsroom.name.clone() }
}

/// What somebody else released of it meanwhile: the same words, or other ones.
fn released_already(loaded: &Loaded, line: &Release, before: &Ledger) -> Option<Told> {
    let ledger = loaded.ledger.as_ref()?;
    let theirs = ledger.releases.get(before.releases.len()..).unwrap_or_default();
    let doc = Named::of(loaded);
    let same = theirs.iter().find(|one| {
        one.digest == line.digest
            && one.kind.carries_words() == line.kind.carries_words()
            && (one.kind.carries_words() || one.kind == line.kind)
    });
    if let Some(one) = same
        && ledger.last_words().is_some_and(|last| last.digest == line.digest)
    {
        return Some(Told::ReleasedAlready { doc, kind: one.kind, by: one.by.clone(), n: one.n });
    }
    let other = theirs.iter().rev().find(|one| one.kind.carries_words() && one.by != line.by)?;
    let why = NotReleased::OtherWords { by: other.by.clone(), n: other.n };
    line.kind.carries_words().then_some(Told::NotReleased { doc, why })
}

/// What stands against it at the end of the desk, where it is made from an earlier commit.
fn held_at_the_end(end: Option<&Session>, path: &DocPath) -> Result<Option<Refusal>, OpError> {
    let Some(end) = end else { return Ok(None) };
    let standing = end.as_last_read(path)?.standing;
    let reason = match &standing.stopped {
        Some(stop) => Some(Reason::Stopped { by: stop.by.clone(), note: stop.note.clone() }),
        None if standing.state == State::Spiked => Some(Reason::Spiked),
        None => None,
    };
    Ok(reason.map(|reason| Refusal::NotReady { reasons: vec![reason] }))
}

fn letting_of_takedown(
    person: &Contributor,
    loaded: &Loaded,
    line: &Release,
) -> Result<Letting, NotReleased> {
    let pulls = line.kind == ReleaseKind::Pull;
    let verdict = if pulls {
        pull::pull(person, &loaded.standing, is_own(person, loaded))
    } else {
        pull::restore(person, &loaded.standing)
    };
    verdict.map_err(NotReleased::Refused)?;
    if !pulls && loaded.standing.live != Some(line.digest) {
        return Err(NotReleased::WordsChanged);
    }
    Ok(Letting {
        words: if pulls { None } else { loaded.live.clone() },
        loaded: loaded.clone(),
        kind: line.kind,
        approved_by: Vec::new(),
        alone: line.alone,
        tell_readers: line.tell_readers.clone(),
        files: Vec::new(),
    })
}

fn letting_of_words(
    session: &Session,
    person: &Contributor,
    loaded: &Loaded,
    line: &Release,
) -> Result<Result<Letting, NotReleased>, OpError> {
    if session.not_erased(&loaded.path, line.digest).is_err() {
        return Ok(Err(NotReleased::Erased));
    }
    let provenance = session.provenance(loaded)?;
    let after = session.proven(loaded, &provenance);
    let conflict = after.standing.state == State::NeedsMerge;
    if after.standing.digest != Some(line.digest) && !conflict {
        return Ok(Err(NotReleased::WordsChanged));
    }
    let weighed = Weighed {
        person,
        after: &after,
        provenance: &provenance,
        said: Some(line.kind).filter(|_| after.standing.public != Public::Unpublished),
        unfiled: None,
        together: &[],
        files: &[],
        now: line.at,
    };
    let pass = match gate::weigh_again(session, &weighed)? {
        Ok(pass) => pass,
        Err(refusal) => return Ok(Err(NotReleased::Refused(refusal))),
    };
    Ok(Ok(Letting {
        kind: pass.kind,
        words: after.words(),
        approved_by: pass.approved_by,
        alone: pass.alone,
        tell_readers: line.tell_readers.clone(),
        files: Vec::new(),
        loaded: after,
    }))
}

//! `publish`: approved words, or a change that the desk lets an editor do alone, go on the record.

pub(super) mod over_live;
pub mod settings;

use crate::desk::approval::{all_as_shown, all_or_nothing, decide_approval};
use crate::desk::gate::{Weighed, weigh};
use crate::desk::provenance::Provenance;
use crate::desk::release::Letting;
use crate::desk::{Done, Edit, Filter, Loaded, OpError, Session, refused};
use crate::model::{Contributor, DocPath, Moment, ReleaseKind, Verdict};
use crate::ops::status;
use crate::workflow::{Reason, Refusal, State};

/// What `publish` is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The documents, as a person calls them: all or none.
    pub docs: Vec<String>,
    /// What kind of release it is, where it is not inferred.
    pub kind: Option<ReleaseKind>,
    /// A line for readers.
    pub tell_readers: String,
    /// Approves first.
    pub approve: bool,
    /// The story as well, where it has words that are not live.
    pub with_story: bool,
    /// Everything that is approved and whose embargo has passed, in place of `docs`.
    pub due: bool,
}

/// Lets the words out, all or none; of what is due, all that is ready.
///
/// # Errors
///
/// [`OpError::Refused`] or [`OpError::SomeRefused`] with every reason; see `Session::release`.
pub fn run(session: &mut Session, request: &Request) -> Result<Done, OpError> {
    let (me, _) = session.me()?;
    let paths = if request.due { due(session)? } else { asked(session, request)? };
    let mut edits = Vec::new();
    let mut lettings = Vec::new();
    let (mut refusals, mut changed) = (Vec::new(), Vec::new());
    let mut warnings = Vec::new();
    for path in &paths {
        let edit = Edit::of(session.load(path)?, |_| {});
        match decide(session, &me, edit, request, &paths) {
            Ok((edit, letting, known)) => {
                edits.extend(edit);
                lettings.push(letting);
                warnings.extend(known);
            }
            Err(OpError::Refused { doc, headline, refusal }) => {
                refusals.push((doc, headline, refusal));
            }
            Err(OpError::WordsChanged { doc, now }) => changed.push((doc, now)),
            Err(other) => return Err(other),
        }
    }
    if !request.due {
        all_or_nothing(paths.len(), std::mem::take(&mut refusals))?;
    }
    all_as_shown(changed)?;
    if request.due {
        refusals.extend(lost_their_hour(session)?);
    }
    let mut done = session.release("approve", edits, &lettings)?;
    done.held = refusals;
    done.warnings.extend(warnings);
    Ok(done)
}

/// Files a change and lets it out, in one step or not at all.
pub(super) fn in_one_step(
    session: &mut Session,
    action: &str,
    edit: Edit,
    request: &Request,
) -> Result<Done, OpError> {
    let (me, _) = session.me()?;
    let path = edit.loaded.path.clone();
    let (edit, letting, warnings) =
        decide(session, &me, edit, request, std::slice::from_ref(&path))?;
    let mut done = session.release(action, edit.into_iter().collect(), &[letting])?;
    done.warnings.extend(warnings);
    Ok(done)
}

/// The documents asked for, stories first, so that a post's story is out before it.
fn asked(session: &Session, request: &Request) -> Result<Vec<DocPath>, OpError> {
    let mut paths: Vec<DocPath> =
        request.docs.iter().map(|doc| session.resolve(doc)).collect::<Result<_, _>>()?;
    if request.with_story {
        let stories: Vec<DocPath> = paths.iter().map(DocPath::story_path).collect();
        for story in stories {
            let standing = session.as_last_read(&story)?.standing;
            let ready = match standing.state {
                State::Approved => true,
                State::AsPublished | State::Unreadable => false,
                _ => request.approve || standing.live.is_none(),
            };
            if ready && !paths.contains(&story) {
                paths.push(story);
            }
        }
    }
    paths.sort_by_key(|path| !path.is_story());
    let mut seen = std::collections::BTreeSet::new();
    paths.retain(|path| seen.insert(path.clone()));
    Ok(paths)
}

/// Approved words whose embargo has passed, oldest embargo first; what is stopped is held back, and
/// told.
fn due(session: &Session) -> Result<Vec<DocPath>, OpError> {
    let filter = Filter { states: vec![State::Approved], ..Filter::default() };
    let mut due: Vec<(Moment, DocPath)> = session
        .summaries(&filter)?
        .into_iter()
        .filter_map(|summary| Some((summary.publish_at?.parse().ok()?, summary.path)))
        .filter(|(at, _): &(Moment, DocPath)| *at <= session.now)
        .collect();
    due.sort();
    Ok(due.into_iter().map(|(_, path)| path).collect())
}

/// What was to be out by now and is not approved, or is set aside.
fn lost_their_hour(session: &Session) -> Result<Vec<(String, String, Refusal)>, OpError> {
    let need = session.desk.policy.approvals as usize;
    let late = status::lost_their_hour(session)?
        .into_iter()
        .filter_map(|summary| Some((summary.late(session.now)?, summary)))
        .filter(|(late, _)| late.at <= session.now);
    let held = late.map(|(late, summary)| {
        let reasons = vec![match late.aside {
            true => Reason::SetAside,
            false => Reason::Approvals { have: summary.approved_by.len(), need },
        }];
        (summary.short().to_owned(), summary.heading().to_owned(), Refusal::NotReady { reasons })
    });
    Ok(held.collect())
}

/// What is to be filed and what is to be let out, where the gate is open.
fn decide(
    session: &Session,
    me: &Contributor,
    mut edit: Edit,
    request: &Request,
    together: &[DocPath],
) -> Result<(Option<Edit>, Letting, Vec<String>), OpError> {
    let changed = edit.document != edit.loaded.document || !edit.files.is_empty();
    let unfiled = edit.loaded.unfiled().filter(|_| !changed);
    let mut provenance = session.provenance(&edit.loaded)?;
    if changed {
        provenance.writers.insert(me.id.clone());
    }
    let mut filed = changed;
    if request.approve {
        filed |= approve(session, me, &mut edit, &provenance, changed)?;
    }
    let mut after = session.proven(&edit.after(session), &provenance);
    if unfiled.is_some() {
        after.saved.clone_from(&edit.loaded.saved);
    }
    let weighed = Weighed {
        person: me,
        after: &after,
        provenance: &provenance,
        said: request.kind,
        unfiled,
        together,
        files: &edit.files,
        now: session.now,
    };
    let pass = weigh(session, &weighed)?.map_err(|refusal| refused(&edit.loaded, refusal))?;
    let letting = Letting {
        kind: pass.kind,
        words: after.words(),
        approved_by: pass.approved_by,
        alone: pass.alone,
        tell_readers: told(&after, request),
        files: edit.files.clone(),
        loaded: after,
    };
    let warnings =
        pass.warnings.iter().map(|reason| format!("{}: {reason}", letting.loaded.short()));
    let warnings = warnings.chain(session.name_tells(&letting.loaded, !session.dry_run)?).collect();
    Ok((filed.then_some(edit), letting, warnings))
}

/// Adds the approval that goes with the release; words that cannot be approved are left to the gate.
fn approve(
    session: &Session,
    me: &Contributor,
    edit: &mut Edit,
    provenance: &Provenance,
    changed: bool,
) -> Result<bool, OpError> {
    let after = session.proven(&edit.after(session), provenance);
    if after.standing.approved_by.contains(&me.id) {
        return Ok(false);
    }
    match decide_approval(session, me, &after, &provenance.writers, None, !changed) {
        Ok(()) => {}
        Err(OpError::Refused { refusal: Refusal::State { .. }, .. }) => return Ok(false),
        Err(other) => return Err(other),
    }
    edit.review(session, &me.id, Verdict::Approved, "");
    Ok(true)
}

/// What readers are told: the line that was given, else the notes of the corrections it carries.
fn told(after: &Loaded, request: &Request) -> String {
    if !request.tell_readers.is_empty() {
        return request.tell_readers.clone();
    }
    if let Some(retraction) = after.document.retraction() {
        return retraction.note.clone();
    }
    let notes: Vec<String> = after.change().corrections.into_iter().map(|c| c.note).collect();
    notes.join("\n")
}

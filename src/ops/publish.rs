//! `publish`: approved words, or a change that the desk lets an editor do alone, go on the record.

use super::change::{Done, Edit};
use super::edit::refused;
use super::error::OpError;
use super::list::Filter;
use super::release::Letting;
use super::session::{Loaded, Session};
use super::step::{all_or_nothing, decide_approval};
use crate::model::{Contributor, DocPath, Moment, Public, ReleaseKind, Verdict};
use crate::workflow::gate::{self, Pass};
use crate::workflow::{Refusal, State};

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

/// Lets the words out, all or none.
///
/// # Errors
///
/// [`OpError::Refused`] or [`OpError::SomeRefused`] with every reason; see [`Session::release`].
pub fn run(session: &mut Session, request: &Request) -> Result<Done, OpError> {
    let (me, _) = session.me()?;
    let paths = if request.due { due(session)? } else { asked(session, request)? };
    let mut edits = Vec::new();
    let mut lettings = Vec::new();
    let mut refusals = Vec::new();
    for path in &paths {
        let loaded = session.load(path)?;
        match decide(session, &me, loaded, request, &paths) {
            Ok((edit, letting)) => {
                edits.extend(edit);
                lettings.push(letting);
            }
            Err(OpError::Refused { doc, headline, refusal }) => {
                refusals.push((doc, headline, refusal));
            }
            Err(other) => return Err(other),
        }
    }
    all_or_nothing(paths.len(), refusals)?;
    session.release("approve", edits, &lettings)
}

/// The documents asked for, stories first, so that a post's story is out before it.
fn asked(session: &Session, request: &Request) -> Result<Vec<DocPath>, OpError> {
    let mut paths: Vec<DocPath> =
        request.docs.iter().map(|doc| session.resolve(doc)).collect::<Result<_, _>>()?;
    if request.with_story {
        let stories: Vec<DocPath> = paths.iter().map(DocPath::story_path).collect();
        for story in stories {
            let standing = session.load(&story)?.standing;
            if standing.state != State::AsPublished && !paths.contains(&story) {
                paths.push(story);
            }
        }
    }
    paths.sort_by_key(|path| !path.is_story());
    let mut seen = std::collections::BTreeSet::new();
    paths.retain(|path| seen.insert(path.clone()));
    Ok(paths)
}

/// Approved words whose embargo has passed, oldest embargo first.
fn due(session: &Session) -> Result<Vec<DocPath>, OpError> {
    let filter = Filter { states: vec![State::Approved], ..Filter::default() };
    let mut due: Vec<(Moment, DocPath)> = session
        .summaries(&filter)?
        .into_iter()
        .filter(|summary| summary.stopped.is_none())
        .filter_map(|summary| Some((summary.publish_at?.parse().ok()?, summary.path)))
        .filter(|(at, _): &(Moment, DocPath)| *at <= session.now)
        .collect();
    due.sort();
    Ok(due.into_iter().map(|(_, path)| path).collect())
}

fn decide(
    session: &Session,
    me: &Contributor,
    loaded: Loaded,
    request: &Request,
    together: &[DocPath],
) -> Result<(Option<Edit>, Letting), OpError> {
    let fresh = request.approve && !loaded.standing.approved_by.contains(&me.id);
    let edit = if fresh { Some(approval(session, me, &loaded)?) } else { None };
    let after = edit.as_ref().map_or_else(|| loaded.clone(), |edit| edit.after(session));
    let pass = pass(session, me, &loaded, &after, request, together)
        .map_err(|refusal| refused(&loaded, refusal))?;
    let letting = Letting {
        kind: pass.kind,
        words: after.words(),
        approved_by: pass.approved_by,
        alone: pass.alone,
        tell_readers: told(&after, request),
        files: Vec::new(),
        loaded: after,
    };
    Ok((edit, letting))
}

/// The approval that goes with the release; words that could not be approved are told by the gate as well.
fn approval(session: &Session, me: &Contributor, loaded: &Loaded) -> Result<Edit, OpError> {
    match decide_approval(session, me, loaded, None) {
        Ok(()) => {}
        Err(OpError::Refused { refusal: Refusal::State { .. }, .. }) => {
            return Ok(Edit::of(loaded.clone(), |_| {}));
        }
        Err(other) => return Err(other),
    }
    let mut edit = Edit::of(loaded.clone(), |_| {});
    edit.review(session, &me.id, Verdict::Approved, "");
    Ok(edit)
}

fn pass(
    session: &Session,
    me: &Contributor,
    loaded: &Loaded,
    after: &Loaded,
    request: &Request,
    together: &[DocPath],
) -> Result<Pass, Refusal> {
    let writers = session.writers(loaded).unwrap_or_default();
    gate::gate(&gate::Request {
        person: me,
        desk: &session.desk,
        document: &after.document,
        standing: &after.standing,
        change: &after.change(),
        said: request.kind,
        writers: &writers,
        missing_files: &after.missing_files(),
        false_words: &after.false_words(),
        unfiled: loaded.unfiled(),
        story_not_live: story_not_live(session, &loaded.path, together),
        now: session.now,
    })
}

/// A post's story that readers cannot see, unless it goes out together with it.
fn story_not_live(session: &Session, path: &DocPath, together: &[DocPath]) -> Option<String> {
    let story = path.story_path();
    if path.is_story() || together.contains(&story) {
        return None;
    }
    let loaded = session.load(&story).ok()?;
    matches!(loaded.standing.public, Public::Unpublished | Public::Pulled)
        .then(|| loaded.document.headline().to_owned())
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

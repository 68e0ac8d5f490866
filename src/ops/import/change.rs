//! Another version of what came before, put together with what became of it here.

use super::ready::{Doing, Ready, called};
use super::words::{set_origin, with_words};
use super::{hold, sent};
use crate::desk::{Edit, OpError, Session};
use crate::format::wire::Item;
use crate::merge::merge;
use crate::model::{Contributor, DocPath, Document, Moment, Origin};
use crate::workflow::{Act, State, authorize};

/// What is to be done with another version of a post's origin.
pub(super) fn change(
    session: &Session,
    me: &Contributor,
    path: &DocPath,
    mut item: Item,
) -> Result<Doing, OpError> {
    let loaded = session.load(path)?;
    if loaded.saved.is_some() {
        return Err(OpError::Unfiled { path: path.to_string(), doc: loaded.short() });
    }
    let Some(post) = loaded.document.as_post() else {
        return Ok(Doing::Nothing("it is a story here".to_owned()));
    };
    let before = post.origin.clone().unwrap_or_else(|| item.origin.clone());
    let short = loaded.short();
    if item.origin.is_before(&before) {
        return Ok(Doing::Nothing(format!("{short} is of a later version, {}", before.version)));
    }
    if item.terms.agency.is_empty() && item.origin.provider != Origin::FILE {
        item.origin.provider.clone_from(&before.provider);
    }
    let (embargo, remark) = hold::embargo(session, path, &item)?;
    let base = sent::last(session, path, &loaded.document)?;
    let theirs = with_words(session, base.as_ref().unwrap_or(&loaded.document), &item, embargo, me);
    let edit = Edit::of(loaded, |_| {});
    if item.origin == before {
        let same = base.as_ref().is_none_or(|base| *base == theirs);
        if same && !hold::is_new(&edit, &item.terms.hold) {
            return Ok(Doing::Nothing(format!("{short} has it already")));
        }
        if same {
            // Its words are as they were, and what may be done with them is not.
            item.origin.version = format!("{} (held back)", item.origin.version).trim().to_owned();
        }
    }
    let said: Vec<String> = item.remarks.iter().cloned().chain(remark).collect();
    if item.origin.canceled {
        return taken_back(session, me, edit, base, &item, said).map(Box::new).map(Doing::Ready);
    }
    if edit.loaded.standing.state == State::Spiked {
        return Ok(Doing::Nothing(format!("{short} was spiked")));
    }
    update(session, me, edit, (base, theirs), &item, said).map(Box::new).map(Doing::Ready)
}

/// Who sent it takes it back: the words stay, and what readers never saw is stopped.
fn taken_back(
    session: &Session,
    me: &Contributor,
    mut edit: Edit,
    base: Option<Document>,
    item: &Item,
    mut said: Vec<String>,
) -> Result<Ready, OpError> {
    set_origin(&mut edit.document, item.origin.clone());
    let mut notes = item.terms.notes.clone();
    let notice = called(&edit.document) != format!("“{}”", item.headline);
    let words = [item.headline.as_str(), item.body.as_str()].join(". ");
    notes.extend(notice.then(|| format!("it was taken back: {}", words.replace('\n', " "))));
    hold::note(session, &mut edit, me, &notes);
    let mut held = None;
    if edit.loaded.live.is_some() {
        said.push(
            "who sent it takes it back: newsroom pull, or newsroom retract: readers see it"
                .to_owned(),
        );
    } else {
        said.push("who sent it takes it back: newsroom spike".to_owned());
        held = hold::hold(session, &mut edit, me, "it was taken back", &mut Vec::new());
    }
    let sent = base.map(|mut sent| {
        set_origin(&mut sent, item.origin.clone());
        sent
    });
    let sent = match sent {
        Some(sent) => sent::keep(session, &sent, &edit.document)?,
        None => None,
    };
    Ok(Ready { edit, sent, said, held })
}

/// Puts another version together with the desk's words, by what was sent last.
fn update(
    session: &Session,
    me: &Contributor,
    mut edit: Edit,
    (base, mut theirs): (Option<Document>, Document),
    item: &Item,
    mut said: Vec<String>,
) -> Result<Ready, OpError> {
    set_origin(&mut theirs, item.origin.clone());
    let merged = merge(base.as_ref(), &edit.loaded.document, &theirs);
    let before = edit.loaded.document.conflicts().to_vec();
    edit.document = merged.document;
    set_origin(&mut edit.document, item.origin.clone());
    edit.document.conflicts_mut().retain(|conflict| conflict.field != "origin");
    if let Some(base) = &base {
        follow(&mut edit.document, edit.loaded.document.headline(), base, &theirs);
    }
    if edit.document.conflicts().iter().any(|conflict| !before.contains(conflict)) {
        said.push(format!(
            "the same words were changed here: both are kept, and newsroom edit {} settles it",
            edit.loaded.short()
        ));
    }
    let moved = keep_embargo(me, &mut edit);
    hold::note(session, &mut edit, me, &item.terms.notes);
    let why = match moved.filter(|at| edit.document.publish_at().is_none_or(|held| held < *at)) {
        Some(at) if item.terms.hold.is_empty() => format!("embargo until {at}"),
        Some(at) => format!("{}; embargo until {at}", item.terms.hold),
        None => item.terms.hold.clone(),
    };
    let held = hold::hold(session, &mut edit, me, &why, &mut said);
    let held = held.or_else(|| hold::waits(session, &edit));
    if why.is_empty() {
        hold::is_free(&edit, &mut said);
    } else if edit.loaded.live.is_some() && !item.terms.hold.is_empty() {
        said.push(format!("readers see it: newsroom pull {}", edit.loaded.short()));
    }
    let sent = sent::keep(session, &sent::alone(&theirs), &edit.document)?;
    Ok(Ready { edit, sent, said, held })
}

/// The embargo of approved words is moved by an editor: where another brings it, it stays, and the
/// one that came is told.
fn keep_embargo(me: &Contributor, edit: &mut Edit) -> Option<Moment> {
    let held = *edit.loaded.document.publish_at();
    let came = *edit.document.publish_at();
    let approved = !edit.loaded.standing.approved_by.is_empty();
    if came == held || !approved || authorize(me, Act::MoveEmbargo).is_ok() {
        return None;
    }
    *edit.document.publish_at_mut() = held;
    came
}

/// Where a headline is still to be settled, the sender's side of it is the one that was sent last; the
/// post goes on to have the one that both sides come from.
fn follow(document: &mut Document, held: &str, base: &Document, theirs: &Document) {
    let (old, new) = (base.headline().to_owned(), theirs.headline().to_owned());
    let Document::Post(post) = document else { return };
    let conflict = post.conflicts.iter_mut().find(|conflict| conflict.field == "headline");
    let Some(conflict) = conflict.filter(|conflict| conflict.sides.len() > 2) else { return };
    if old != new && conflict.sides.contains(&new) {
        conflict.sides.retain(|side| *side != old);
        post.headline = held.to_owned();
    }
}

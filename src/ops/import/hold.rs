//! What its sender holds back: an embargo is a time before which nobody lets it out, and anything
//! else a stop that says why.

use chrono::{LocalResult, TimeDelta, TimeZone};
use chrono_tz::Tz;

use crate::desk::{Edit, OpError, Session};
use crate::format::wire::Item;
use crate::model::{Contributor, DocPath, Moment, Verdict};

/// How the reason of such a stop begins.
const HELD: &str = "held back by who sent it: ";

/// Notes are shown beside the words; a book is not.
const LONGEST: usize = 2000;

/// An item's embargo; one without an offset is taken in the story's zone, and that is said.
pub(super) fn embargo(
    session: &Session,
    story: &DocPath,
    item: &Item,
) -> Result<(Option<Moment>, Option<String>), OpError> {
    let Some(local) = item.terms.embargo_local else { return Ok((item.embargo, None)) };
    let zone = zone(session, story)?;
    let time = match zone.from_local_datetime(&local) {
        LocalResult::Single(time) => time,
        // Of an hour that is there twice the later one, which holds it longer.
        LocalResult::Ambiguous(_, later) => later,
        LocalResult::None => {
            let after = zone.from_local_datetime(&(local + TimeDelta::hours(1)));
            after.latest().unwrap_or_else(|| zone.from_utc_datetime(&local))
        }
    };
    let at = Moment::new(time.fixed_offset());
    let said = format!("its embargo, {local}, has no offset: it is taken as the time in {zone}");
    Ok((item.embargo.max(Some(at)), Some(said)))
}

fn zone(session: &Session, story: &DocPath) -> Result<Tz, OpError> {
    let story = session.filed_document(&story.story_path())?;
    let own = story.as_ref().and_then(|story| story.as_story());
    let own = own.map(|story| story.timezone.as_str()).filter(|zone| !zone.is_empty());
    let zone = own.unwrap_or(&session.desk.newsroom.timezone);
    Ok(zone.parse().unwrap_or(Tz::UTC))
}

/// What an item says to the desk alone is a remark beside it, said once.
pub(super) fn note(session: &Session, edit: &mut Edit, me: &Contributor, notes: &[String]) {
    let known = |note: &&String| {
        !edit.document.reviews().iter().any(|review| review.note.contains(note.as_str()))
    };
    let new: Vec<&str> = notes.iter().filter(known).map(String::as_str).collect();
    let text: String = new.join("\n").chars().take(LONGEST).collect();
    if !text.is_empty() {
        edit.review(session, &me.id, Verdict::Comment, &text);
    }
}

/// Stops what is held back; tells why, and what is to be done. A stop that somebody cleared does not
/// come back for the same reason.
pub(super) fn hold(
    session: &Session,
    edit: &mut Edit,
    me: &Contributor,
    why: &str,
    said: &mut Vec<String>,
) -> Option<String> {
    if why.is_empty() {
        return None;
    }
    let note = note_of(why);
    let doc = edit.loaded.short();
    if edit.document.reviews().iter().any(|review| review.note == note) {
        return edit.loaded.standing.stopped.is_some().then(|| why.to_owned());
    }
    let stopped = edit.loaded.standing.stopped.is_some();
    let verdict = if stopped { Verdict::Comment } else { Verdict::Stopped };
    edit.review(session, &me.id, verdict, &note);
    said.push(format!(
        "held back: {why}. It is stopped until an admin, or somebody who may, clears it: newsroom clear {doc} -m WHY"
    ));
    Some(why.to_owned())
}

fn note_of(why: &str) -> String {
    format!("{HELD}{why}").chars().take(LONGEST).collect()
}

/// Until when an embargo holds, where it does.
pub(super) fn waits(session: &Session, edit: &Edit) -> Option<String> {
    let at = (*edit.document.publish_at()).filter(|at| *at > session.now)?;
    Some(format!("embargo until {at}"))
}

/// Says that what was held back is free, where its stop still stands.
pub(super) fn is_free(edit: &Edit, said: &mut Vec<String>) {
    let stop = edit.loaded.standing.stopped.as_ref();
    if stop.is_some_and(|stop| stop.note.starts_with(HELD)) {
        said.push(format!(
            "who sent it holds it back no longer. Its stop stands until an admin, or somebody who may, clears it: newsroom clear {} -m WHY",
            edit.loaded.short()
        ));
    }
}

/// Whether that was the reason of a stop before.
pub(super) fn is_new(edit: &Edit, why: &str) -> bool {
    !why.is_empty() && !edit.document.reviews().iter().any(|review| review.note == note_of(why))
}

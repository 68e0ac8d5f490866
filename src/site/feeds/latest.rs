//! What an open page asks for from time to time: small, the same until something happens.

use serde_json::{Value, json};

use crate::model::{Moment, Release, ReleaseKind};
use crate::site::record::Entry;
use crate::site::story::StoryRecord;
use crate::site::text::json_file;

/// How many posts it has: those that changed last.
const LONGEST: usize = 50;
/// How many acts of each it has: those that readers were told of last.
const TOLD: usize = 8;

/// The state of the story and its posts as JSON, the post that changed last first.
pub(super) fn write(story: &StoryRecord) -> String {
    let mut posts = story.posts.clone();
    posts.sort_by(|one, other| {
        (changed(other), other.path.id()).cmp(&(changed(one), one.path.id()))
    });
    posts.truncate(LONGEST);
    let mut root = json!({
        "coverage": coverage(story),
        "live_posts": story.live_posts().count(),
        "changed": story.changed().map(|at| at.to_utc().rfc3339()),
    });
    if let Some(entry) = story.entry {
        root["story"] = state(entry);
    }
    root["posts"] = posts.iter().map(|entry| post(entry)).collect();
    json_file(&root)
}

/// `live` and `closed`, whatever became of its page; `down` while that is a notice.
fn coverage(story: &StoryRecord) -> &'static str {
    match story.is_live() {
        _ if story.is_down() => "down",
        true => "live",
        false => "closed",
    }
}

fn changed(entry: &Entry) -> Option<Moment> {
    entry.last_release().map(|release| release.at)
}

fn post(entry: &Entry) -> Value {
    let mut post = json!({
        "id": entry.id().map(|id| id.to_string()),
        "published": entry.first_published().map(|at| at.to_utc().rfc3339()),
    });
    if let (Some(post), Value::Object(state)) = (post.as_object_mut(), state(entry)) {
        post.extend(state);
    }
    post
}

/// What became of a document, and of which acts readers should know.
fn state(entry: &Entry) -> Value {
    let last = entry.last_release();
    let told = entry.ledger.releases.iter().rev().filter(|release| is_told(release));
    let told: Vec<Value> = told
        .take(TOLD)
        .map(|release| json!({ "n": release.n, "kind": release.kind.as_str() }))
        .collect();
    json!({
        "state": entry.public().as_str(),
        "release": last.map_or(0, |release| release.n),
        "kind": last.map(|release| release.kind.as_str()),
        "at": last.map(|release| release.at.to_utc().rfc3339()),
        "corrections": entry.corrections().len(),
        "told": told,
    })
}

/// Whether who has the page open should know: of an update, where it has a line for readers.
fn is_told(release: &Release) -> bool {
    match release.kind {
        ReleaseKind::Update => !release.tell_readers.is_empty(),
        ReleaseKind::Doubt => true,
        kind => kind.is_told(),
    }
}

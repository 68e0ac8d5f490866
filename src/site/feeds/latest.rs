//! What an open page asks for from time to time: small, the same until something happens.

use serde_json::{Value, json};

use crate::site::record::Entry;
use crate::site::story::StoryRecord;
use crate::site::text::json_file;

/// How many posts it has: those that changed last.
const LONGEST: usize = 50;

/// The state of the story's posts as JSON, the one that changed last first.
pub(super) fn write(story: &StoryRecord) -> String {
    let mut posts = story.posts.clone();
    let changed = |entry: &Entry| entry.last_release().map(|release| release.at);
    posts.sort_by(|one, other| {
        (changed(other), other.path.id()).cmp(&(changed(one), one.path.id()))
    });
    posts.truncate(LONGEST);
    let last = story.entries().filter_map(changed).max();
    json_file(&json!({
        "coverage": if story.is_live() { "live" } else { "closed" },
        "live_posts": story.live_posts().count(),
        "changed": last.map(|at| at.to_utc().rfc3339()),
        "posts": posts.iter().map(|entry| post(entry)).collect::<Vec<_>>(),
    }))
}

fn post(entry: &Entry) -> Value {
    let last = entry.last_release();
    json!({
        "id": entry.id().map(|id| id.to_string()),
        "state": entry.public().as_str(),
        "release": last.map_or(0, |release| release.n),
        "kind": last.map(|release| release.kind.as_str()),
        "at": last.map(|release| release.at.to_utc().rfc3339()),
        "corrections": entry.corrections().len(),
    })
}

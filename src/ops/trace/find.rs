//! Which documents words can stand in or have stood in.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::text::Text;
use crate::desk::{OpError, Session, facts};
use crate::format::Projection;
use crate::model::DocPath;
use crate::storage::{BlobId, FactFilter, Line};
use crate::workflow::State;

/// From so many words on each half is looked for as well: an address behind a word of Markdown may
/// stand between the two.
const HALVES: usize = 4;

/// Every document in which the words can stand at the desk, or stood in a release.
pub(super) fn candidates(
    session: &Session,
    words: &str,
    story: Option<&DocPath>,
) -> Result<BTreeSet<DocPath>, OpError> {
    let mut found = BTreeSet::new();
    for words in phrases(words) {
        found.extend(session.can_hold(&words)?);
    }
    found.retain(|path| within(path, story));
    superseded(session, story, &mut |path, text| {
        if text.has(words) {
            found.insert(path);
        }
    })?;
    let orders = session.orders()?.0;
    let ordered = orders.in_force().into_iter().map(|order| order.document.clone());
    for path in ordered.filter(|path| within(path, story)) {
        found.insert(session.store.on_desk(&session.head, &path)?);
    }
    Ok(found)
}

/// Whether a document is of that story.
pub(super) fn within(path: &DocPath, story: Option<&DocPath>) -> bool {
    story.is_none_or(|story| path.folder() == story.folder())
}

/// What the index is asked for.
fn phrases(words: &str) -> Vec<String> {
    let all: Vec<&str> = words.unicode_words().collect();
    // Letters of later scripts are no words to the index: it then says of every document that it can.
    if words.chars().any(|c| c >= '\u{530}' && c.is_alphanumeric()) {
        return vec![String::new()];
    }
    let mut phrases = vec![words.to_owned()];
    if all.len() >= HALVES {
        let (one, two) = all.split_at(all.len() / 2);
        phrases.extend([one.join(" "), two.join(" ")]);
    }
    phrases
}

/// Tells of all words that were released and are not those that the desk has now: earlier releases,
/// and those of documents that stand otherwise there, or nowhere. The rest is in the index.
pub(super) fn superseded(
    session: &Session,
    story: Option<&DocPath>,
    told: &mut dyn FnMut(DocPath, Text),
) -> Result<(), OpError> {
    if session.record.is_none() {
        return Ok(());
    }
    let below = story.map_or("posts", DocPath::folder);
    let released = session.store.contents_under(Line::Record, below.trim_end_matches('/'))?;
    let current = as_published(session)?;
    for (name, blobs) in released {
        let Ok(path) = name.parse::<DocPath>() else { continue };
        let once = blobs.len() < 2;
        if once && current.contains(&path) {
            continue;
        }
        // On the record it may have another name.
        let desk = session.store.on_desk(&session.head, &path)?;
        if once && current.contains(&desk) {
            continue;
        }
        for blob in &blobs {
            if let Some(text) = read(session, blob)? {
                told(desk.clone(), text);
            }
        }
    }
    Ok(())
}

fn read(session: &Session, blob: &BlobId) -> Result<Option<Text>, OpError> {
    let text = String::from_utf8(session.store.blob(blob)?).ok();
    let words = text.and_then(|text| Projection::read(&text).ok());
    Ok(words.map(|words| Text::released(&words)))
}

/// The documents whose words at the desk are the released ones.
fn as_published(session: &Session) -> Result<BTreeSet<DocPath>, OpError> {
    session.facts_current()?;
    let marks = vec![vec![facts::state(State::AsPublished)]];
    let found = session.store.found(&FactFilter { marks, ..FactFilter::default() })?;
    Ok(found.into_iter().map(|found| found.path).collect())
}

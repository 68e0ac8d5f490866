//! What the works of each story come to, kept from one run to the next: what changed is counted again,
//! and no more.

use std::collections::BTreeMap;

use super::works;
use crate::credits::{self, GroupBy, Tally};
use crate::desk::{Filter, OpError, Session, Summary};
use crate::model::{Digest, DocPath};
use crate::storage::Line;

/// What the counts are kept as, before the name of what is asked for.
const KIND: &str = "sums 1 ";

/// So many questions have their answers kept.
const QUESTIONS: usize = 16;

/// With so many stories to be counted all of the desk is read at once.
const MANY: usize = 32;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question<'a> {
    /// Of this story alone.
    pub(super) story: Option<&'a DocPath>,
    /// Of these works.
    pub(super) filter: &'a credits::Filter,
    /// Counted by these things.
    pub(super) by: &'a [GroupBy],
    /// With the words that each person wrote.
    pub(super) words: bool,
}

/// What all works that are asked for come to.
pub(super) fn of(session: &Session, question: Question) -> Result<Tally, OpError> {
    session.facts_current()?;
    let store = &session.store;
    let Question { filter, by, .. } = question;
    let folders = keys(session, question)?;
    let kind = format!("{KIND}{}", name(session, question));
    let kept = store.recall_all(&kind)?;
    let known = |folder: &str, key: &str| -> Option<Tally> {
        let (of, tally) = kept.get(folder)?;
        (of == key).then(|| serde_json::from_str(tally).ok())?
    };
    let mut all = Tally::of(&[], by, filter);
    let mut other = Vec::new();
    for (folder, key) in folders {
        match known(&folder, &key) {
            Some(tally) => all.add(tally),
            None => other.push((folder, key)),
        }
    }
    if other.is_empty() {
        return Ok(all);
    }
    let mut summaries = summaries(session, &other)?;
    let mut fresh = Vec::new();
    for (folder, key) in other {
        let summaries = summaries.remove(&folder).unwrap_or_default();
        let works = works::of(session, summaries, filter, question.words)?;
        let tally = Tally::of(&works, by, filter);
        fresh.push((folder, key, serde_json::json!(tally).to_string()));
        all.add(tally);
    }
    if kept.is_empty() {
        store.forget_many(KIND, QUESTIONS)?;
    }
    store.remember(&kind, &fresh)?;
    Ok(all)
}

/// The folders of the stories that are asked for, each with what its counts rest on.
fn keys(session: &Session, question: Question) -> Result<Vec<(String, String)>, OpError> {
    let store = &session.store;
    let histories = if question.words { store.history_turns(Line::Desk)? } else { BTreeMap::new() };
    let asked = question.story.map(|story| story.folder().to_owned());
    let turns = store.fact_turns()?.into_iter();
    let turns = turns.filter(|(folder, _)| asked.as_ref().is_none_or(|asked| asked == folder));
    let key = |(folder, turn): (String, i64)| {
        let history = histories.get(&folder).copied().unwrap_or_default();
        (folder, format!("{turn} {history}"))
    };
    Ok(turns.map(key).collect())
}

/// A name for what is asked, and of which settings.
fn name(session: &Session, question: Question) -> Digest {
    let Question { filter, by, words, .. } = question;
    let desk = serde_json::json!(session.desk);
    Digest::of(format!("{filter:?} {by:?} {words} {desk}").as_bytes())
}

/// The documents of these stories, newest first, by their folders.
fn summaries(
    session: &Session,
    stories: &[(String, String)],
) -> Result<BTreeMap<String, Vec<Summary>>, OpError> {
    let mut found = BTreeMap::<String, Vec<Summary>>::new();
    if stories.len() >= MANY {
        for summary in session.summaries(&Filter::default())? {
            found.entry(summary.path.folder().to_owned()).or_default().push(summary);
        }
        return Ok(found);
    }
    for (folder, _) in stories {
        if let Ok(story) = format!("{folder}/story.toml").parse() {
            let chosen = Filter { story: Some(story), ..Filter::default() };
            found.insert(folder.clone(), session.summaries(&chosen)?);
        }
    }
    Ok(found)
}

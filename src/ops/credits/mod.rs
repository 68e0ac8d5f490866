//! `credits`: who did what, counted.

pub(crate) mod words;

use crate::credits::{self, Author, GroupBy, Row, Work};
use crate::desk::{Filter, OpError, Session};
use crate::model::{DocPath, Moment, Public};

pub(crate) use words::WordCounts;

/// What `credits` is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// Of this story.
    pub story: Option<DocPath>,
    /// Of this person: an id or a printed name.
    pub who: Option<String>,
    /// Not before.
    pub since: Option<Moment>,
    /// Not after.
    pub until: Option<Moment>,
    /// Counted by.
    pub group_by: GroupBy,
    /// What readers see alone.
    pub live: bool,
    /// With the words that each person wrote.
    pub words: bool,
}

/// Who did what.
#[derive(Debug)]
pub struct Count {
    /// A line each.
    pub rows: Vec<Row>,
    /// Documents without any printed credit: first letters of the id, headline.
    pub missing: Vec<(String, String)>,
    /// The printed line of each document that has one: first letters, headline, line.
    pub lines: Vec<(String, String, String)>,
}

/// Counts credits.
///
/// # Errors
///
/// A cache, history or repository that cannot be read.
pub fn run(session: &Session, request: &Request) -> Result<Count, OpError> {
    let filter = Filter { story: request.story.clone(), ..Filter::default() };
    let mut work = Vec::new();
    let mut count = Count { rows: Vec::new(), missing: Vec::new(), lines: Vec::new() };
    let mut counts = if request.words { Some(WordCounts::new(session)?) } else { None };
    for summary in session.summaries(&filter)? {
        let Some(at) = summary.at() else { continue };
        if summary.state == crate::workflow::State::Spiked
            || request.since.is_some_and(|since| at < since)
            || request.until.is_some_and(|until| at > until)
            || (request.live && summary.public != Public::Live)
        {
            continue;
        }
        let words = match &mut counts {
            Some(counts) => counts.of(&summary.path)?,
            None => Vec::new(),
        };
        let short = summary.short().to_owned();
        if !summary.is_story() && !summary.credits.iter().any(|credit| !credit.withheld) {
            count.missing.push((short.clone(), summary.headline.clone()));
        }
        let newsroom = &session.desk.newsroom;
        if let Some(line) = credits::printed_line(newsroom, &newsroom.language, &summary.credits) {
            count.lines.push((short, summary.headline.clone(), line));
        }
        work.push(Work {
            path: summary.path.clone(),
            story: summary.story.clone(),
            headline: summary.headline.clone(),
            at,
            credits: summary.credits.clone(),
            live: summary.public == Public::Live,
            words_by: words,
        });
    }
    if let Some(counts) = counts {
        counts.keep()?;
    }
    let who = request.who.as_ref().map(|who| match session.contributor(who) {
        Ok(person) => Author::Contributor(person.id.clone()),
        Err(_) => Author::Outsider(who.clone()),
    });
    let filter = credits::Filter { who, ..credits::Filter::default() };
    count.rows = credits::tally(&work, request.group_by, &filter);
    for row in &mut count.rows {
        // Who wrote words and is credited for none has no printed name yet.
        let person = row.who.as_ref().and_then(|id| session.desk.contributor(id));
        if let Some(person) = person.filter(|person| person.id.as_str() == row.name) {
            row.name.clone_from(&person.name);
        }
    }
    Ok(count)
}

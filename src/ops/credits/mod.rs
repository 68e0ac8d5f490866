//! `credits`: who did what, counted.

pub(crate) mod page;
mod sums;
pub(crate) mod words;
mod works;

use sums::Question;

use crate::credits::{self, Cross, GroupBy, Month, Row, Who, Work};
use crate::desk::{Filter, OpError, Session};
use crate::model::{DocPath, Moment};

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
    /// In this month, by the clock of each story.
    pub month: Option<Month>,
    /// By when it was filed, drafts too.
    pub filed: bool,
    /// Counted by: one thing, or two.
    pub group_by: Vec<GroupBy>,
    /// What readers see alone.
    pub live: bool,
    /// With the words that each person wrote.
    pub words: bool,
}

/// Who did what, as rows.
#[derive(Debug)]
pub struct Table {
    /// A line each.
    pub rows: Vec<Row>,
    /// The same as a table, where they are counted by two things.
    pub cross: Option<Cross>,
}

/// Who did what, and in which works.
#[derive(Debug)]
pub struct Count {
    /// A line for each that is counted by.
    pub rows: Vec<Row>,
    /// What was counted.
    pub works: Vec<Work>,
    /// By what it was chosen.
    pub filter: credits::Filter,
    /// Documents without any printed credit: first letters of the id, headline.
    pub missing: Vec<(String, String)>,
    /// The printed line of each document that has one: first letters, headline, line.
    pub lines: Vec<(String, String, String)>,
}

/// Counts credits, and names the works that were counted.
///
/// # Errors
///
/// A cache, history or repository that cannot be read.
pub fn run(session: &Session, request: &Request) -> Result<Count, OpError> {
    let filter = filter(session, request);
    let chosen = Filter { story: request.story.clone(), ..Filter::default() };
    let works = works::of(session, session.summaries(&chosen)?, &filter, request.words)?;
    let mut count = Count {
        rows: credits::tally(&works, &request.group_by, &filter),
        missing: credits::missing(&works).into_iter().filter_map(missing).collect(),
        lines: works.iter().filter_map(|work| line(session, work)).collect(),
        works,
        filter,
    };
    named(session, &mut count.rows);
    Ok(count)
}

/// Counts credits: of each story once, until something of it changes.
///
/// # Errors
///
/// As for [`run`].
pub fn table(session: &Session, request: &Request) -> Result<Table, OpError> {
    let filter = filter(session, request);
    let question = Question {
        story: request.story.as_ref(),
        filter: &filter,
        by: &request.group_by,
        words: request.words,
    };
    let tally = sums::of(session, question)?;
    let mut table = Table { rows: tally.rows(), cross: tally.cross() };
    named(session, &mut table.rows);
    if let Some(cross) = &mut table.cross {
        [&mut cross.rows, &mut cross.columns, &mut cross.cells]
            .into_iter()
            .for_each(|rows| named(session, rows));
    }
    Ok(table)
}

/// A month, and rows of months and days, are of what readers saw, where drafts are not asked for.
fn filter(session: &Session, request: &Request) -> credits::Filter {
    let in_time = request.month.is_some() || request.group_by.iter().any(|by| by.is_time());
    credits::Filter {
        who: request.who.as_ref().map(|who| self::who(session, who)),
        story: None,
        since: request.since,
        until: request.until,
        month: request.month,
        live: request.live,
        seen: in_time && !request.filed,
        filed: request.filed,
    }
}

/// Somebody by an id; by a printed name, which may be that of a person of the desk.
fn who(session: &Session, who: &str) -> Who {
    let people = &session.desk.contributors;
    match people.iter().find(|person| person.id.as_str() == who) {
        Some(person) => Who { id: Some(person.id.clone()), name: None },
        None => Who {
            id: people.iter().find(|person| person.name == who).map(|person| person.id.clone()),
            name: Some(who.to_owned()),
        },
    }
}

/// Who wrote words and is credited for none has no printed name yet.
fn named(session: &Session, rows: &mut [Row]) {
    for row in rows {
        let person = row.who().and_then(|id| session.desk.contributor(id));
        if let Some(person) = person.filter(|person| person.id.as_str() == row.name) {
            row.name.clone_from(&person.name);
        }
    }
}

fn missing(work: &Work) -> Option<(String, String)> {
    work.path.id().map(|id| (id.as_str()[..4].to_owned(), work.headline.clone()))
}

fn line(session: &Session, work: &Work) -> Option<(String, String, String)> {
    let line = credits::printed_line(&session.desk.newsroom, &work.credits)?;
    Some((work.short.clone(), work.headline.clone(), line))
}

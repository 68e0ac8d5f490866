//! The page of credits, for a meeting.

use std::collections::BTreeSet;

use super::{Count, Request, named};
use crate::credits::{self, Filter, GroupBy, Month, Work};
use crate::desk::{OpError, Session};
use crate::site::report::{self, Credits, Section};

/// The page of what was counted: a table and a chart by what was asked for, else by all that a
/// meeting wants to see. `of` says what was counted, `made` when.
///
/// Names that are withheld are not on it, unless one person alone is asked for.
///
/// # Errors
///
/// A template that does not fit.
pub(crate) fn page(
    session: &Session,
    request: &Request,
    count: &Count,
    asked: bool,
    (of, made): (String, String),
) -> Result<String, OpError> {
    let works = match request.who {
        None => credits::unnamed(&count.works),
        Some(_) => count.works.clone(),
    };
    let by = if asked { vec![request.group_by.clone()] } else { usual(&works, &count.filter) };
    let section = |by: &Vec<GroupBy>| section(session, &works, by, &count.filter);
    let page = Credits {
        newsroom: &session.desk.newsroom.name,
        of,
        made,
        sections: by.iter().filter_map(section).collect(),
        works: &works,
        words: request.words,
    };
    report::credits(&page).map_err(|error| OpError::Findings(error.to_string()))
}

/// What a meeting wants to see: people, months (days, where all is of one month), roles, and stories
/// where there are several.
fn usual(works: &[Work], filter: &Filter) -> Vec<Vec<GroupBy>> {
    let months: BTreeSet<Month> =
        works.iter().map(|work| Month::of(work.at(filter.filed))).collect();
    let stories: BTreeSet<&str> = works.iter().map(|work| work.story.as_str()).collect();
    let time = if months.len() > 1 { GroupBy::Month } else { GroupBy::Day };
    let mut by = vec![vec![GroupBy::Contributor], vec![time], vec![GroupBy::Role]];
    by.extend((stories.len() > 1).then(|| vec![GroupBy::Story]));
    by
}

/// One table. Months and days are of what readers saw, as everywhere.
fn section(session: &Session, works: &[Work], by: &[GroupBy], filter: &Filter) -> Option<Section> {
    let seen = filter.seen || (!filter.filed && by.iter().any(|by| by.is_time()));
    let filter = Filter { seen, ..filter.clone() };
    let (first, rest) = by.split_first()?;
    let mut rows = credits::tally(works, &[*first], &filter);
    named(session, &mut rows);
    let mut cross = rest.first().map(|second| credits::cross(works, [*first, *second], &filter));
    if let Some(cross) = &mut cross {
        named(session, &mut cross.rows);
        named(session, &mut cross.columns);
    }
    Some(Section { by: *first, rows, cross })
}

//! Mistakes of syntax in words that a reporter understands: what a reader of TOML stumbles over is
//! seldom what a person did wrong, and one mistake makes it stumble several times.
//!
//! [`syntax`] cuts the text into what a person meant as fields, finds what is wrong with the first
//! one that does not read, and reads on without it. What is wrong is told by the table in
//! `table.rs`: one line and one function a mistake.

mod known;
mod line;
mod parts;
mod statements;
mod table;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;

use toml::de::{DeTable, Error};

use super::problem::Problem;
use super::shape::Field;
use known::Known;
use line::Line;
use statements::{Statement, statements};

/// After so many nobody reads on.
const MOST: usize = 20;

/// Every mistake of syntax in a text, one for each thing that somebody did wrong.
pub(super) fn syntax(text: &str, fields: &[Field]) -> Vec<Problem> {
    let known = Known { fields };
    let all = statements(text, &known);
    let mut left = text.to_owned();
    let mut problems = Vec::new();
    for statement in all.iter().filter(|one| one.unclosed.is_some()) {
        if first_error(&left).is_none() || problems.len() == MOST {
            break;
        }
        problems.push(table::unclosed(text, statement));
        spoil(&mut left, statement.range.clone());
    }
    while let Some(error) = first_error(&left).filter(|_| problems.len() < MOST) {
        let Some(statement) = stumbled(&left, &all, &error) else { break };
        let line = Line::new(text, &known, &all, statement, &error);
        let (problem, spoilt) = table::told(&line);
        problems.push(problem);
        spoilt.into_iter().for_each(|part| spoil(&mut left, part));
        spoil(&mut left, statement.range.clone());
    }
    problems
}

/// The error that comes first in the text.
fn first_error(text: &str) -> Option<Error> {
    let (_, errors) = DeTable::parse_recoverable(text);
    errors.into_iter().min_by_key(|error| error.span().map_or(0, |span| span.start))
}

/// The statement at which the reader stumbled; the last before the place where none is left there.
fn stumbled<'a>(left: &str, all: &'a [Statement], error: &Error) -> Option<&'a Statement> {
    let at = error.span().map_or(0, |span| span.start);
    let is_left =
        |one: &&Statement| !left[one.range.clone()].trim_matches([' ', '\n', '\r']).is_empty();
    let here = all.iter().filter(is_left).find(|one| one.range.contains(&at));
    let before = || all.iter().filter(is_left).rfind(|one| one.range.end <= at);
    here.or_else(before).or_else(|| all.iter().find(is_left))
}

/// Puts spaces in the place of a part, so that the rest stays where it is.
fn spoil(text: &mut String, part: Range<usize>) {
    let blank: String =
        text[part.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(part, &blank);
}

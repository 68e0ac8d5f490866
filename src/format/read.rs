//! Text to value: every mistake at once, each with its place.

use std::collections::HashSet;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::newer;
use super::problem::Problem;
use super::schema::File;
use super::walk::Walk;

/// Reads a file's text.
///
/// # Errors
///
/// Every mistake that is in it: syntax, unknown and missing fields, values of the wrong kind,
/// control characters. Never empty.
pub fn read<T: File>(text: &str) -> Result<T, Vec<Problem>> {
    read_as(text, newer::pass_over)
}

/// The same of a file of a desk that asks for a newer program: fields that are not known here are
/// passed over. It is looked at, and never written again.
///
/// # Errors
///
/// As [`read`], but for unknown fields.
pub fn read_known<T: File>(text: &str) -> Result<T, Vec<Problem>> {
    read_as(text, |_, problems| newer::without_unknown(problems))
}

fn read_as<T: File>(
    text: &str,
    pass_over: fn(&DeTable<'_>, &mut Vec<Problem>),
) -> Result<T, Vec<Problem>> {
    let fields = T::shape().fields();
    let (table, errors) = DeTable::parse_recoverable(text);
    if let Some(problem) = newer::another_format(table.get_ref()) {
        return Err(vec![problem]);
    }
    let mut problems = if errors.is_empty() {
        Walk::through(text, &table, fields)
    } else {
        super::mistake::syntax(text, fields)
    };
    pass_over(table.get_ref(), &mut problems);
    if !problems.is_empty() {
        return Err(one_for_each_cause(text, problems));
    }
    T::deserialize(toml::de::Deserializer::from(table))
        .map_err(|error| vec![Problem::new(error.span().unwrap_or(0..0), error.message(), "")])
}

/// The problems in the order of their places, none told twice of one line.
fn one_for_each_cause(text: &str, mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_key(|problem| problem.span.start);
    let line = |problem: &Problem| {
        let at = text.floor_char_boundary(problem.span.start);
        text[..at].rfind('\n')
    };
    let mut told = HashSet::new();
    problems.retain(|problem| told.insert((line(problem), problem.message.clone())));
    problems
}

/// The place of a field's value in a text, by its path as in `claims[1].quote`; the nearest
/// enclosing one where that field is absent, and the start of the text where nothing fits.
pub fn locate(text: &str, path: &str) -> Range<usize> {
    let (table, _) = DeTable::parse_recoverable(text);
    let mut place = 0..text.find('\n').unwrap_or(text.len());
    let mut tables = Some(table.get_ref());
    for step in path.split('.') {
        let (name, index) = match step.strip_suffix(']').and_then(|step| step.split_once('[')) {
            Some((name, index)) => (name, index.parse::<usize>().ok()),
            None => (step, None),
        };
        let Some(value) = tables.and_then(|table| table.get(name)) else { return place };
        let value = match (index, value.get_ref()) {
            (Some(index), DeValue::Array(items)) => match items.get(index) {
                Some(item) => item,
                None => return value.span(),
            },
            _ => value,
        };
        place = value.span();
        tables = value.get_ref().as_table();
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::position;
    use crate::model::{Desk, Post};

    const GOOD: &str =
        "id = \"k3x9q7m2td\"\nheadline = \"Power cut\"\ncreated = 2026-11-07T09:30:00+02:00\n";

    #[test]
    fn a_post_is_read() {
        let post: Post = read(GOOD).expect("a post");
        assert_eq!(post.headline, "Power cut");
    }

    #[test]
    fn the_settings_are_read_with_the_fields_of_their_tables() {
        let text = "[newsroom]\nname = \"The Selan Courier\"\n\n[policy]\napprovals = 2\n\n[[contributors]]\nid = \"ana-petrova\"\nname = \"Ana Petrova\"\nrole = \"reporter\"\n";
        let desk: Desk = read(text).expect("settings");
        assert_eq!((desk.policy.approvals, desk.contributors.len()), (2, 1));
        let problems = read::<Desk>(&text.replace("approvals", "aprovals")).expect_err("wrong");
        assert!(problems[0].remedy.starts_with("did you mean `approvals`?"));
    }

    #[test]
    fn every_mistake_is_reported_at_once_with_its_place() {
        let text = "id = \"nope\"\nheadlin = \"x\"\ncreated = 2026-11-07\nkey_event = \"yes\"\n\n[[claims]]\nquote = \"x\"\nstatus = \"maybe\"\n";
        let problems = read::<Post>(text).expect_err("wrong");
        let lines: Vec<(usize, String)> = problems
            .iter()
            .map(|p| (position(text, p.span.start).line, p.message.clone()))
            .collect();
        let line_of = |words: &str| lines.iter().find(|(_, m)| m.contains(words)).map(|(l, _)| *l);
        assert_eq!(line_of("ten characters"), Some(1), "{lines:?}");
        assert_eq!(line_of("unknown field `headlin`"), Some(2));
        assert_eq!(line_of("needs a date, a time and an offset"), Some(3));
        assert_eq!(line_of("`key_event` must be true or false"), Some(4));
        assert_eq!(line_of("`id` is missing"), Some(6));
        assert_eq!(line_of("`maybe` is no value"), Some(8));
        assert!(problems[1].remedy.starts_with("did you mean `headline`?"));
    }

    #[test]
    fn syntax_errors_are_all_reported() {
        assert_eq!(read::<Post>("id = \nheadline = 'x\n").expect_err("wrong").len(), 2);
    }

    #[test]
    fn a_direction_mark_is_refused() {
        let text = GOOD.replace("Power", "Po\u{202E}wer");
        let problems = read::<Post>(&text).expect_err("wrong");
        assert!(problems[0].message.contains("U+202E"), "{problems:?}");
    }

    #[test]
    fn a_field_is_found_by_its_path() {
        let text = format!(
            "{GOOD}\n[[claims]]\nid = \"c-7h2q\"\nquote = \"here\"\nstatus = \"unverified\"\n"
        );
        assert_eq!(&text[locate(&text, "claims[0].quote")], "\"here\"");
        assert!(text[locate(&text, "claims[0].caveat")].contains("[[claims]]"));
    }
}

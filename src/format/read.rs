//! Text to value: every mistake at once, each with its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::newer;
use super::problem::Problem;
use super::schema::File;
use super::shape::{Field, Shape};

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
    let (table, errors) = DeTable::parse_recoverable(text);
    if let Some(problem) = newer::another_format(table.get_ref()) {
        return Err(vec![problem]);
    }
    let mut problems: Vec<Problem> = errors
        .iter()
        .map(|error| Problem::new(error.span().unwrap_or(0..0), error.message(), ""))
        .collect();
    if problems.is_empty() {
        walk_table(table.get_ref(), T::shape().fields(), table.span(), &mut problems);
        pass_over(table.get_ref(), &mut problems);
    }
    if !problems.is_empty() {
        problems.sort_by_key(|problem| problem.span.start);
        return Err(problems);
    }
    T::deserialize(toml::de::Deserializer::from(table))
        .map_err(|error| vec![Problem::new(error.span().unwrap_or(0..0), error.message(), "")])
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

fn walk_table(
    table: &DeTable<'_>,
    fields: &[Field],
    header: Range<usize>,
    problems: &mut Vec<Problem>,
) {
    for (key, value) in table {
        match fields.iter().find(|field| field.name == key.get_ref().as_ref()) {
            Some(field) => walk(value, &field.shape, &field.name, problems),
            None => problems.push(newer::unknown(key, fields)),
        }
    }
    for field in fields.iter().filter(|field| field.required) {
        if !table.contains_key(field.name.as_str()) {
            let end = header.end.min(header.start + 1).max(header.start);
            let at = if header.start == 0 { 0..end } else { header.clone() };
            problems.push(Problem::new(
                at,
                format!("`{}` is missing", field.name),
                format!("add `{} = {}`", field.name, example(&field.shape)),
            ));
        }
    }
}

fn walk(value: &Spanned<DeValue<'_>>, shape: &Shape, name: &str, problems: &mut Vec<Problem>) {
    let mut wrong = |message: String, remedy: String| {
        problems.push(Problem::new(value.span(), message, remedy));
    };
    match (shape, value.get_ref()) {
        (Shape::Table(fields), DeValue::Table(table)) => {
            walk_table(table, fields, value.span(), problems);
        }
        (Shape::Map(inner), DeValue::Table(table)) => {
            for (key, value) in table {
                walk(value, inner, key.get_ref(), problems);
            }
        }
        (Shape::List(inner), DeValue::Array(items)) => walk_list(items, inner, name, problems),
        (Shape::Word(words), DeValue::String(text)) => {
            if !words.iter().any(|word| word == text) {
                wrong(
                    format!("`{}` is no value for `{name}`", visible(text)),
                    format!("write one of: {}", words.join(", ")),
                );
            }
        }
        (Shape::Text(check), DeValue::String(text)) => {
            if let Err(message) = check(text) {
                wrong(format!("`{name}`: {message}"), String::new());
            } else if let Some(found) = text.chars().find(|c| is_hidden_control(*c)) {
                wrong(
                    format!(
                        "`{name}` has the character U+{:04X}, which cannot be seen",
                        u32::from(found)
                    ),
                    "take it out: control and direction marks are not allowed".to_owned(),
                );
            }
        }
        (Shape::Integer(low, high), DeValue::Integer(number)) => {
            let parsed = i64::from_str_radix(number.as_str(), number.radix());
            if !parsed.is_ok_and(|number| (*low..=*high).contains(&number)) {
                wrong(format!("`{name}` must be a number from {low} to {high}"), String::new());
            }
        }
        (Shape::Boolean, DeValue::Boolean(_)) => {}
        (Shape::Moment, DeValue::Datetime(time)) => {
            if let Err(error) = crate::model::Moment::try_from(*time) {
                wrong(format!("`{name}`: {error}"), String::new());
            }
        }
        (Shape::Day, DeValue::Datetime(time)) => {
            if time.date.is_none() || time.time.is_some() {
                wrong(format!("`{name}` must be a day, as in 2026-11-07"), String::new());
            }
        }
        (shape, found) => wrong(
            format!("`{name}` must be {}, not {}", noun(shape), article(found.type_str())),
            format!("as in `{name} = {}`", example(shape)),
        ),
    }
}

fn walk_list(items: &DeArray<'_>, inner: &Shape, name: &str, problems: &mut Vec<Problem>) {
    for item in items {
        walk(item, inner, name, problems);
    }
}

/// Control characters but tab and line feed, and the marks that turn text round (Unicode UAX 9)
/// or hide in it.
pub(crate) fn is_hidden_control(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t' && c != '\r')
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

fn visible(text: &str) -> String {
    text.chars().map(|c| if is_hidden_control(c) { '\u{FFFD}' } else { c }).take(60).collect()
}

fn article(kind: &str) -> String {
    match kind {
        "integer" | "array" => format!("an {kind}"),
        _ => format!("a {kind}"),
    }
}

fn noun(shape: &Shape) -> &'static str {
    match shape {
        Shape::Table(_) | Shape::Map(_) => "a table",
        Shape::List(_) => "a list",
        Shape::Word(_) | Shape::Text(_) => "text in quotes",
        Shape::Integer(..) => "a number",
        Shape::Boolean => "true or false",
        Shape::Moment => "a time without quotes",
        Shape::Day => "a day without quotes",
    }
}

fn example(shape: &Shape) -> String {
    match shape {
        Shape::Table(_) | Shape::Map(_) => "{ … }".to_owned(),
        Shape::List(inner) => format!("[{}]", example(inner)),
        Shape::Word(words) => format!("\"{}\"", words.first().map_or("", String::as_str)),
        Shape::Text(_) => "\"…\"".to_owned(),
        Shape::Integer(low, _) => low.to_string(),
        Shape::Boolean => "true".to_owned(),
        Shape::Moment => "2026-11-07T09:30:00+02:00".to_owned(),
        Shape::Day => "2026-11-07".to_owned(),
    }
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
        assert!(read::<Post>("id = \nheadline = 'x\n").expect_err("wrong").len() >= 2);
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

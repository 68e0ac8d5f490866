//! A file's values held to its schema: fields that it does not have, values of the wrong kind.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::bytes::is_hidden_control;
use super::newer;
use super::problem::Problem;
use super::shape::{Field, Shape};
use crate::model::Moment;

/// How alike two names are where one is a slip of the other.
const A_SLIP: f64 = 0.8;

/// A walk through a file along its schema.
pub(super) struct Walk<'a> {
    text: &'a str,
    /// The fields at the top of such a file.
    top: &'a [Field],
    problems: Vec<Problem>,
    /// Fields at the top that stand below a table, and so belong to it.
    strayed: Vec<String>,
    /// Fields that must be at the top and are not.
    missing: Vec<(String, Problem)>,
}

impl<'a> Walk<'a> {
    /// What is wrong with a file that is TOML.
    pub(super) fn through(
        text: &'a str,
        table: &Spanned<DeTable<'_>>,
        top: &'a [Field],
    ) -> Vec<Problem> {
        let (problems, strayed, missing) = (Vec::new(), Vec::new(), Vec::new());
        let mut walk = Self { text, top, problems, strayed, missing };
        walk.table(table.get_ref(), top, table.span(), true);
        let Self { mut problems, strayed, missing, .. } = walk;
        // What stands in the wrong place is not missing as well.
        let missing = missing.into_iter().filter(|(name, _)| !strayed.contains(name));
        problems.extend(missing.map(|(_, problem)| problem));
        problems
    }

    fn table(&mut self, table: &DeTable<'_>, fields: &[Field], header: Range<usize>, at_top: bool) {
        let mut slips = Vec::new();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            match fields.iter().find(|field| field.name == name) {
                Some(field) => self.value(value, &field.shape, &field.name),
                None if !at_top && self.top.iter().any(|field| field.name == name) => {
                    self.strayed.push(name.to_owned());
                    self.problems.push(strayed(key, self.words(header.clone())));
                }
                None => {
                    slips.extend(nearest(name, fields));
                    self.problems.push(unknown(key, fields, at_top.then_some(self.top)));
                }
            }
        }
        for field in fields.iter().filter(|field| field.required) {
            if table.contains_key(field.name.as_str()) || slips.contains(&field.name.as_str()) {
                continue;
            }
            let end = header.end.min(header.start + 1).max(header.start);
            let at = if header.start == 0 { 0..end } else { header.clone() };
            let problem = Problem::new(
                at,
                format!("`{}` is missing", field.name),
                format!("add `{} = {}`", field.name, example(&field.shape)),
            );
            if at_top {
                self.missing.push((field.name.clone(), problem));
            } else {
                self.problems.push(problem);
            }
        }
    }

    fn words(&self, part: Range<usize>) -> &'a str {
        self.text.get(part).unwrap_or("")
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, shape: &Shape, name: &str) {
        match (shape, value.get_ref()) {
            (Shape::Table(fields), DeValue::Table(table)) => {
                self.table(table, fields, value.span(), false);
            }
            (Shape::Map(inner), DeValue::Table(table)) => {
                for (key, value) in table {
                    self.value(value, inner, key.get_ref());
                }
            }
            (Shape::List(inner), DeValue::Array(items)) => self.list(items, inner, name),
            _ => {
                let wrong = self.wrong(value, shape, name);
                self.problems.extend(wrong);
                // What stands below the wrong brackets is told all the same.
                if let (Shape::List(inner), DeValue::Table(table)) = (shape, value.get_ref()) {
                    self.table(table, inner.fields(), value.span(), false);
                }
            }
        }
    }

    fn list(&mut self, items: &DeArray<'_>, inner: &Shape, name: &str) {
        for item in items {
            self.value(item, inner, name);
        }
    }

    /// What is wrong with a value that has no others in it.
    fn wrong(&self, value: &Spanned<DeValue<'_>>, shape: &Shape, name: &str) -> Option<Problem> {
        let wrong =
            |message: String, remedy: String| Some(Problem::new(value.span(), message, remedy));
        match (shape, value.get_ref()) {
            (Shape::Word(words), DeValue::String(text)) => {
                if words.iter().any(|word| word == text) {
                    return None;
                }
                wrong(
                    format!("`{}` is no value for `{name}`", visible(text)),
                    format!("write one of: {}", words.join(", ")),
                )
            }
            (Shape::Text(check), DeValue::String(text)) => {
                if let Err(message) = check(text) {
                    return wrong(format!("`{name}`: {message}"), String::new());
                }
                let found = text.chars().find(|c| is_hidden_control(*c))?;
                let code = u32::from(found);
                wrong(
                    format!("`{name}` has the character U+{code:04X}, which cannot be seen"),
                    "take it out: control and direction marks are not allowed".to_owned(),
                )
            }
            (Shape::Integer(low, high), DeValue::Integer(number)) => {
                let parsed = i64::from_str_radix(number.as_str(), number.radix());
                if parsed.is_ok_and(|number| (*low..=*high).contains(&number)) {
                    return None;
                }
                wrong(format!("`{name}` must be a number from {low} to {high}"), String::new())
            }
            (Shape::Boolean, DeValue::Boolean(_)) => None,
            (Shape::Moment, DeValue::Datetime(time)) => {
                let error = Moment::try_from(*time).err()?;
                wrong(format!("`{name}`: {error}"), format!("as in {name} = {}", example(shape)))
            }
            (Shape::Day, DeValue::Datetime(time)) => {
                if time.date.is_some() && time.time.is_none() {
                    return None;
                }
                wrong(format!("`{name}` must be a day, as in 2026-11-07"), String::new())
            }
            (shape, found) => Some(self.of_another_kind(value.span(), (shape, found), name)),
        }
    }

    /// A value that is of another kind than its field's.
    fn of_another_kind(
        &self,
        span: Range<usize>,
        (shape, found): (&Shape, &DeValue<'_>),
        name: &str,
    ) -> Problem {
        let header = |right: String| {
            let message =
                format!("`{name}` must be {}, not {}", noun(shape), article(found.type_str()));
            let problem = Problem::new(span.clone(), message, format!("write {right}"));
            let is_name = self.words(span.clone()).starts_with('[');
            if is_name { problem.mended(span.clone(), right) } else { problem }
        };
        match (shape, found) {
            (Shape::List(inner), DeValue::Table(_)) if matches!(**inner, Shape::Table(_)) => {
                return header(format!("[[{name}]]"));
            }
            (Shape::Table(_) | Shape::Map(_), DeValue::Array(_))
                if self.words(span.clone()).starts_with("[[") =>
            {
                return header(format!("[{name}]"));
            }
            _ => {}
        }
        let problem = Problem::new(
            span.clone(),
            format!("`{name}` must be {}, not {}", noun(shape), article(found.type_str())),
            format!("as in `{name} = {}`", example(shape)),
        );
        match found {
            DeValue::String(text) if is_kind(shape, text) => {
                let problem = Problem { message: format!("`{name}` stands in quotes"), ..problem };
                let remedy = format!("write {name} = {text}");
                Problem { remedy, ..problem }.mended(span, text.as_ref())
            }
            _ => problem,
        }
    }
}

/// Whether the words without quotes would be a value of that kind.
fn is_kind(shape: &Shape, words: &str) -> bool {
    match shape {
        Shape::Boolean => matches!(words, "true" | "false"),
        Shape::Integer(low, high) => words.parse().is_ok_and(|n: i64| (*low..=*high).contains(&n)),
        Shape::Moment => {
            let time = words.parse::<toml::value::Datetime>();
            time.is_ok_and(|time| Moment::try_from(time).is_ok())
        }
        Shape::Day => words
            .parse::<toml::value::Datetime>()
            .is_ok_and(|time| time.date.is_some() && time.time.is_none()),
        _ => false,
    }
}

/// A field of the file's top that stands below the name of a table.
fn strayed(key: &Spanned<Cow<'_, str>>, table: &str) -> Problem {
    let name = key.get_ref();
    let table = table.lines().next().unwrap_or("").trim();
    let below = if table.starts_with('[') { table } else { "a table" };
    Problem::new(
        key.span(),
        format!("`{name}` stands below {below}, and so is read as a part of it"),
        "move the line up, above the first line in brackets",
    )
}

/// The field whose name is so like that one that a slip is likely.
fn nearest<'a>(name: &str, fields: &'a [Field]) -> Option<&'a str> {
    let likeness =
        |field: &'a Field| (strsim::jaro_winkler(name, &field.name), field.name.as_str());
    let best = fields.iter().map(likeness).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 > A_SLIP).then_some(best.1)
}

fn unknown(key: &Spanned<Cow<'_, str>>, fields: &[Field], top: Option<&[Field]>) -> Problem {
    let name = key.get_ref();
    let of_table = top.and_then(|top| {
        top.iter().find(|table| match &table.shape {
            Shape::Table(inner) => inner.iter().any(|field| field.name == **name),
            Shape::List(inner) => inner.fields().iter().any(|field| field.name == **name),
            _ => false,
        })
    });
    let remedy = match (nearest(name, fields), of_table) {
        (Some(field), _) => format!("did you mean `{field}`?"),
        (None, Some(table)) => {
            let (open, close) =
                if matches!(table.shape, Shape::List(_)) { ("[[", "]]") } else { ("[", "]") };
            format!("it belongs below {open}{}{close}", table.name)
        }
        _ => format!(
            "the fields here are {} (or it was written by a newer newsroom)",
            fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>().join(", ")
        ),
    };
    newer::unknown(key.span(), name, remedy)
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

pub(super) fn example(shape: &Shape) -> String {
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

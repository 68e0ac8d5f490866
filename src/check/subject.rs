//! What is checked: the text of a file, a document in it, and the folder of a story.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::finding::Place;
use super::markdown::{self, BodyLink};
use super::prose::{self, Prose};
use crate::format::Position;
use crate::model::{DocPath, Document};

/// A file's path and text; where its fields are is found out once, and only when something was found.
#[derive(Debug)]
pub(super) struct FileText<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
    places: OnceLock<Places>,
}

#[derive(Debug)]
struct Places {
    fields: HashMap<String, Range<usize>>,
    lines: Vec<usize>,
}

impl<'a> FileText<'a> {
    pub(super) fn new(path: &'a str, text: &'a str) -> Self {
        Self { path, text, places: OnceLock::new() }
    }

    /// The place of a field by its path as in `claims[1].quote`, or of the nearest table around it.
    pub(super) fn field(&self, path: &str) -> Range<usize> {
        let fields = &self.places().fields;
        let mut path = path;
        loop {
            if let Some(span) = fields.get(path) {
                return span.clone();
            }
            match path.rfind(['.', '[']) {
                Some(end) => path = &path[..end],
                None => return 0..self.text.find('\n').unwrap_or(self.text.len()),
            }
        }
    }

    /// The place of a part of a field's value; of the whole value where escapes hide the part.
    pub(super) fn part(&self, path: &str, value: &str, part: Range<usize>) -> Range<usize> {
        let span = self.field(path);
        let raw = &self.text[span.clone()];
        let quotes =
            ["'''", "\"\"\"", "'", "\""].into_iter().find(|quotes| raw.starts_with(quotes));
        let Some(quotes) = quotes.filter(|quotes| raw.len() >= 2 * quotes.len()) else {
            return span;
        };
        let inner = &raw[quotes.len()..raw.len() - quotes.len()];
        let skipped = match quotes.len() {
            3 if inner.starts_with("\r\n") => 2,
            3 if inner.starts_with('\n') => 1,
            _ => 0,
        };
        let start = span.start + quotes.len() + skipped;
        if inner[skipped..] == *value {
            return start + part.start..start + part.end;
        }
        nth_occurrence(&inner[skipped..], value, part)
            .map_or(span, |found| start + found.start..start + found.end)
    }

    /// Lines and columns of a span.
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        Place { start: self.position(span.start), end: self.position(span.end), span }
    }

    fn position(&self, byte: usize) -> Position {
        let byte = self.text.floor_char_boundary(byte);
        let lines = &self.places().lines;
        let line = lines.partition_point(|start| *start <= byte).max(1);
        let column = self.text[lines[line - 1]..byte].chars().count() + 1;
        Position { line, column }
    }

    fn places(&self) -> &Places {
        self.places.get_or_init(|| {
            let mut fields = HashMap::new();
            let (table, _) = DeTable::parse_recoverable(self.text);
            collect(table.get_ref(), "", &mut fields);
            let ends = self.text.match_indices('\n').map(|(at, _)| at + 1);
            Places { fields, lines: std::iter::once(0).chain(ends).collect() }
        })
    }
}

fn collect(table: &DeTable<'_>, prefix: &str, fields: &mut HashMap<String, Range<usize>>) {
    for (key, value) in table {
        collect_value(value, format!("{prefix}{}", key.get_ref()), fields);
    }
}

fn collect_value(
    value: &Spanned<DeValue<'_>>,
    path: String,
    fields: &mut HashMap<String, Range<usize>>,
) {
    match value.get_ref() {
        DeValue::Table(inner) => collect(inner, &format!("{path}."), fields),
        DeValue::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                collect_value(item, format!("{path}[{i}]"), fields);
            }
        }
        _ => {}
    }
    fields.insert(path, value.span());
}

/// The part's words in the raw text: the same occurrence of them as in the value.
fn nth_occurrence(raw: &str, value: &str, part: Range<usize>) -> Option<Range<usize>> {
    let words = value.get(part.clone()).filter(|words| !words.is_empty())?;
    let nth = value.match_indices(words).take_while(|(at, _)| *at < part.start).count();
    let at = raw.match_indices(words).nth(nth)?.0;
    Some(at..at + words.len())
}

/// One story or post that is checked, with the text of its file.
#[derive(Debug)]
pub struct Subject<'a> {
    /// Where the file is.
    pub path: &'a DocPath,
    /// What it says.
    pub document: &'a Document,
    pub(super) file: FileText<'a>,
    pub(super) prose: Vec<Prose<'a>>,
    links: OnceLock<Vec<BodyLink>>,
}

impl<'a> Subject<'a> {
    /// The document that was read from `text`, the file at `path`.
    pub fn new(path: &'a DocPath, text: &'a str, document: &'a Document) -> Self {
        Self {
            path,
            document,
            file: FileText::new(path.as_str(), text),
            prose: prose::each(document),
            links: OnceLock::new(),
        }
    }

    /// The links that stand in the body.
    pub(super) fn body_links(&self) -> &[BodyLink] {
        self.links.get_or_init(|| markdown::links(self.document.body()))
    }
}

/// All that one story's folder holds.
#[derive(Debug)]
pub struct Folder<'a> {
    /// The path of the folder, from the desk's root.
    pub path: &'a str,
    /// Its story and posts, in the order of their paths; those that could not be read are missing.
    pub documents: &'a [Subject<'a>],
    /// The names of all files in it.
    pub files: &'a [String],
    /// Whether each document of it could be read; where not, no file is called unused.
    pub complete: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_value_is_found_in_each_kind_of_quotes() {
        let text = "a = 'one two'\nb = \"one \\\"two\\\" two\"\nc = '''\none\ntwo'''\n";
        let file = FileText::new("x", text);
        let found = |path: &str, value: &str, part| {
            let span = file.part(path, value, part);
            (text[span.clone()].to_owned(), file.place(span).start.line)
        };
        assert_eq!(found("a", "one two", 4..7), ("two".to_owned(), 1));
        assert_eq!(found("b", "one \"two\" two", 10..13), ("two".to_owned(), 2));
        assert_eq!(found("c", "one\ntwo", 4..7), ("two".to_owned(), 5));
    }

    #[test]
    fn a_field_that_is_absent_is_placed_at_the_row_it_would_be_in() {
        let text = "[[media]]\nsrc = 'a'\n\n[[media]]\nsrc = 'b'\n";
        let file = FileText::new("x", text);
        assert_eq!(file.place(file.field("media[1].alt")).start.line, 4);
        assert_eq!(file.field("nothing").start, 0);
    }
}

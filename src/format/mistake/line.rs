//! One statement that does not read, with all that is asked about it.

use std::ops::Range;

use toml::de::Error;

use super::known::Known;
use super::parts::parts;
use super::statements::Statement;
use crate::format::problem::Problem;
use crate::format::shape::Shape;

/// A statement that does not read.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) known: &'a Known<'a>,
    /// All statements of the text.
    pub(super) all: &'a [Statement],
    /// Where it is, without the end of its last line.
    pub(super) range: Range<usize>,
    /// Where in the text the reader stumbled.
    pub(super) at: usize,
    /// What the reader said.
    pub(super) said: &'a str,
    /// The name, where it begins with one that a mark follows.
    pub(super) key: Option<Range<usize>>,
    /// What stands where `=` belongs.
    pub(super) mark: Range<usize>,
    /// The value; empty where there is none.
    pub(super) value: Range<usize>,
}

impl<'a> Line<'a> {
    pub(super) fn new(
        text: &'a str,
        known: &'a Known<'a>,
        all: &'a [Statement],
        statement: &Statement,
        error: &'a Error,
    ) -> Self {
        let start = statement.range.start;
        let whole = text[statement.range.clone()].trim_end();
        let range = start..start + whole.len();
        let first = whole.lines().next().unwrap_or("");
        let found = parts(first);
        let shift = |part: Range<usize>| start + part.start..start + part.end;
        let at = error.span().map_or(start, |span| span.start).clamp(start, range.end);
        let (key, mark, value) = match found {
            Some(parts) => (Some(shift(parts.key)), shift(parts.mark), shift(parts.value)),
            None => (None, range.end..range.end, range.end..range.end),
        };
        let value = value.start..if value.is_empty() { value.end } else { range.end };
        Self {
            text,
            known,
            all,
            range,
            at: text.floor_char_boundary(at),
            said: error.message(),
            key,
            mark,
            value,
        }
    }

    pub(super) fn raw(&self) -> &'a str {
        &self.text[self.range.clone()]
    }

    pub(super) fn key(&self) -> &'a str {
        self.key.clone().map_or("", |key| &self.text[key])
    }

    pub(super) fn mark(&self) -> &'a str {
        &self.text[self.mark.clone()]
    }

    pub(super) fn value(&self) -> &'a str {
        &self.text[self.value.clone()]
    }

    /// What the value has to look like.
    pub(super) fn shape(&self) -> Option<&'a Shape> {
        self.known.shape(self.key())
    }

    /// Whether it is a single line.
    pub(super) fn is_short(&self) -> bool {
        !self.raw().contains('\n')
    }

    /// A mistake in that part, to be put right as it is said.
    pub(super) fn wrong(
        &self,
        part: Range<usize>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Option<Problem> {
        Some(Problem::new(part, message, remedy))
    }
}

//! A mistake in a text, with its place and what to do about it.

use std::ops::Range;

/// A mistake in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, in bytes of the text.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do; may be empty.
    pub remedy: String,
    /// What to write in which place, where it is certain what was meant.
    pub mend: Option<Mend>,
}

/// A part of a text, and what to write in its place.
pub type Mend = (Range<usize>, String);

impl Problem {
    /// A mistake at that place.
    pub fn new(span: Range<usize>, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { span, message: message.into(), remedy: remedy.into(), mend: None }
    }

    /// The same, with what settles it.
    pub(super) fn mended(self, part: Range<usize>, with: impl Into<String>) -> Self {
        Self { mend: Some((part, with.into())), ..self }
    }
}

/// A line and a column, both counted from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// The position of that byte of the text.
pub fn position(text: &str, byte: usize) -> Position {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    let before = &text[..byte];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Position {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

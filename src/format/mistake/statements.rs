//! A text cut where a person meant its fields to end, whatever a reader of TOML makes of it.

use std::ops::Range;

use super::known::Known;
use super::parts::parts;

/// The lines that belong together: a field with its value, the name of a table, a comment.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Statement {
    /// Where it is, with the end of its last line.
    pub(super) range: Range<usize>,
    /// Where a text or a list begins that is never closed.
    pub(super) unclosed: Option<usize>,
}

/// Cuts a text into its statements, which lie side by side from its start to its end.
pub(super) fn statements(text: &str, known: &Known<'_>) -> Vec<Statement> {
    let cutter = Cutter { text, known };
    let (mut all, mut start) = (Vec::new(), 0);
    while start < text.len() {
        let statement = cutter.statement(start);
        start = statement.range.end;
        all.push(statement);
    }
    all
}

struct Cutter<'a> {
    text: &'a str,
    known: &'a Known<'a>,
}

impl Cutter<'_> {
    fn statement(&self, start: usize) -> Statement {
        let line = &self.text[start..self.line_end(start)];
        let value = parts(line).map(|parts| start + parts.value.start);
        match value {
            Some(at) if self.text[at..].starts_with("'''") => self.long_text(start, at, "'''"),
            Some(at) if self.text[at..].starts_with("\"\"\"") => {
                self.long_text(start, at, "\"\"\"")
            }
            Some(at) if self.text[at..].starts_with(['[', '{']) => self.list(start, at),
            _ => Statement { range: start..self.after(start), unclosed: None },
        }
    }

    /// A text over several lines. It is open where a field begins in it and what closes it is the
    /// beginning of another text.
    fn long_text(&self, start: usize, at: usize, quotes: &str) -> Statement {
        let close = closing(&self.text[at + 3..], quotes).map(|found| at + 3 + found);
        let anew = self.lines_from(self.after(at)).find(|line| {
            close.is_none_or(|close| *line <= close) && self.known.begins(self.line(*line))
        });
        let (close, open) = match (close, anew) {
            (None, anew) => (anew.unwrap_or(self.text.len()), true),
            (Some(close), Some(anew)) if self.opens_another(at, close) => (anew, true),
            (Some(close), _) => (self.after(close), false),
        };
        Statement { range: start..close, unclosed: open.then_some(at) }
    }

    fn opens_another(&self, at: usize, close: usize) -> bool {
        let line = self.text[..close].rfind('\n').map_or(0, |end| end + 1);
        let before = &self.text[line.max(at)..close];
        let behind =
            self.text[close + 3..self.line_end(close)].trim_matches(['"', '\'', ' ', '\r']);
        let opens = parts(&format!("{before} ")).is_some_and(|parts| parts.value.is_empty());
        opens || !(behind.is_empty() || behind.starts_with('#'))
    }

    /// A list or a table in braces, as far as its brackets go; it is open where a field begins.
    fn list(&self, start: usize, value: usize) -> Statement {
        let bytes = self.text.as_bytes();
        let mut open: Vec<usize> = Vec::new();
        let (mut at, mut comma) = (value, true);
        while at < bytes.len() {
            match bytes[at] {
                b'\n' if open.is_empty() => break,
                b'\n' => {
                    let next = self.line(at + 1);
                    let in_braces = open.last().is_some_and(|open| bytes[*open] == b'{');
                    if self.known.begins(next) && !(in_braces && comma && !next.starts_with('[')) {
                        return Statement { range: start..at + 1, unclosed: open.pop() };
                    }
                }
                b'#' => at = self.line_end(at) - 1,
                b'"' | b'\'' => {
                    comma = false;
                    at = self.short_text(at);
                    continue;
                }
                b'[' | b'{' => {
                    open.push(at);
                    comma = true;
                }
                b']' | b'}' => {
                    open.pop();
                    comma = false;
                }
                b',' => comma = true,
                b' ' | b'\t' | b'\r' => {}
                _ => comma = false,
            }
            at += 1;
        }
        Statement { range: start..(at + 1).min(bytes.len()), unclosed: open.pop() }
    }

    /// The end of a text in quotes within a list.
    fn short_text(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        for quotes in ["'''", "\"\"\"", "'", "\""] {
            let Some(inner) = rest.strip_prefix(quotes) else { continue };
            let inner = if quotes.len() == 1 { inner.lines().next().unwrap_or("") } else { inner };
            let end = closing(inner, quotes).map_or(inner.len(), |end| end + quotes.len());
            return at + quotes.len() + end;
        }
        at + 1
    }

    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |end| at + end)
    }

    /// The start of the next line.
    fn after(&self, at: usize) -> usize {
        (self.line_end(at) + 1).min(self.text.len())
    }

    fn line(&self, start: usize) -> &str {
        &self.text[start.min(self.text.len())..self.line_end(start.min(self.text.len()))]
    }

    fn lines_from(&self, start: usize) -> impl Iterator<Item = usize> {
        let next = |line: &usize| Some(self.after(*line));
        std::iter::successors(Some(start), next).take_while(|line| *line < self.text.len())
    }
}

/// Where those quotes close a text; in double quotes a backslash takes the next letter along.
fn closing(inner: &str, quotes: &str) -> Option<usize> {
    if quotes.starts_with('\'') {
        return inner.find(quotes);
    }
    let bytes = inner.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' if inner[at..].starts_with(quotes) => return Some(at),
            _ => at += 1,
        }
    }
    None
}
